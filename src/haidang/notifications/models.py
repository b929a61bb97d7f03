"""The outbox: one row for each message, written in the transaction of what it tells."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.lookups import Exact

from haidang.kernel.lookups import how_many_of
from haidang.kernel.words import WordField


class Message(models.Model):
    """
    Something a person has to be told by e-mail: about a dossier, about a business account, or on another occasion.

    `claimed_at` is set while a worker hands it over, so that two workers never send the same one; the address is
    kept for ever, what only the text needs (the secret of the look-up) is removed once it is sent.
    """

    dossier = models.BigIntegerField(null=True)
    dossier_uid = models.UUIDField(null=True)
    member = models.BigIntegerField(null=True)
    occasion = models.CharField(max_length=80, null=True)
    kind = WordField(max_length=24, words="message_kind")
    address = models.CharField(max_length=254)
    language = models.CharField(max_length=2)
    data = models.JSONField()
    created_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    tries = models.SmallIntegerField(default=0)
    last_error = models.TextField(default="", blank=True)

    class Meta:
        """A fact told twice makes one message."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "kind", "created_at"], name="message_told_once"),
            models.UniqueConstraint(
                fields=["member", "kind"], name="message_of_member_told_once", condition=Q(member__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["occasion", "kind", "address"],
                name="message_of_occasion_told_once",
                condition=Q(occasion__isnull=False),
            ),
            models.CheckConstraint(
                name="message_is_about_something",
                condition=Exact(how_many_of("dossier", "member", "occasion"), 1)
                & Exact(how_many_of("dossier"), how_many_of("dossier_uid")),
            ),
            models.CheckConstraint(
                name="message_sent_or_given_up", condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True)
            ),
        ]
        indexes = [
            models.Index("given_up_at", name="message_dead_letter", condition=Q(given_up_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.address}"
