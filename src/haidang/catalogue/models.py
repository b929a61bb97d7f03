"""Published versions, whole and unchangeable: what a dossier was filed under can be read again for ever."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from haidang.kernel.ids import new_uid


def _days() -> Func:
    """The days of a version as a range, both ends included; an open end is infinite."""
    bounds = RangeBoundary(inclusive_lower=True, inclusive_upper=True)
    return Func(F("valid_from"), F("valid_to"), bounds, function="daterange")


class ProcedureVersion(models.Model):
    """
    One published version of a procedure: its content and the days it is in force.

    Only the last day may be set later; the database refuses every other change. The column `search` is generated
    from `title`, `aliases`, `subject` and `papers`, letters without accents (migration 0002).
    """

    procedure = models.CharField(max_length=120)
    source_id = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    sha256 = models.CharField(max_length=64)
    body = models.JSONField()
    title = models.TextField()
    aliases = models.TextField()
    subject = models.TextField()
    papers = models.TextField()
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "valid_from"], name="procedure_once_per_beginning"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="procedure_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="procedure_one_version_a_day",
                expressions=[("procedure", RangeOperators.EQUAL), (_days(), RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure} {self.valid_from}"


class RulePackVersion(models.Model):
    """The general rules of the one-stop mechanism for a period, whole and unchangeable but for the last day."""

    id = models.CharField(max_length=60, primary_key=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    sha256 = models.CharField(max_length=64)
    body = models.JSONField()
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="rule_pack_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="rule_pack_one_a_day",
                expressions=[(_days(), RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return self.pk


class Publication(models.Model):
    """The stream of a procedure in the register: each version that was published or ended. The rules share one."""

    name = models.CharField(max_length=120, primary_key=True)
    stream = models.UUIDField(default=new_uid, unique=True)
    head_seq = models.IntegerField(default=0)
    head_hash = models.BinaryField(max_length=32, default=bytes(32))

    def __str__(self) -> str:
        return self.name
