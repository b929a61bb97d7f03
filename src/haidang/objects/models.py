"""The register of recognised objects: one row for each, with the end of its stream in the register of events."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from haidang.objects.contracts import State


class RecognisedObject(models.Model):
    """
    A warehouse, place or broker that customs has recognised by a decision.

    The unit and the business are named by id without a foreign key, as in the dossier it comes from.
    """

    uid = models.UUIDField(unique=True)
    kind = models.CharField(max_length=60)
    name = models.CharField(max_length=500)
    address = models.TextField(blank=True)
    holder_name = models.CharField(max_length=300)
    holder_tax_code = models.CharField(max_length=20, blank=True)
    business = models.BigIntegerField(null=True)
    unit = models.BigIntegerField()
    decision_number = models.CharField(max_length=60)
    decided_on = models.DateField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    state = models.CharField(max_length=10, default=State.ACTIVE.value)
    dossier = models.UUIDField(unique=True)
    facts = models.JSONField(default=dict)
    head_seq = models.IntegerField()
    head_hash = models.BinaryField(max_length=32)

    class Meta:
        """A dossier recognises one object; a recognition does not end before it begins."""

        constraints = [
            models.CheckConstraint(name="object_state_known", condition=Q(state__in=[each.value for each in State])),
            models.CheckConstraint(
                name="object_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]
        indexes = [
            models.Index("kind", "name", name="object_of_kind"),
            models.Index("unit", name="object_of_unit"),
            models.Index("business", name="object_of_business", condition=Q(business__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"
