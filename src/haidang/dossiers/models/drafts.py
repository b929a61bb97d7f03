"""What somebody has begun to type: no dossier yet (ADR 2), and gone when it is sent or forgotten."""

from __future__ import annotations

from django.db import models
from django.db.models import F


class Draft(models.Model):
    """What a filer has typed so far; nobody else sees it, and it is no dossier yet."""

    uid = models.UUIDField(unique=True)
    person = models.BigIntegerField()
    business = models.BigIntegerField(null=True)
    procedure = models.CharField(max_length=80)
    version = models.BigIntegerField()
    unit = models.BigIntegerField(null=True)
    answers = models.JSONField(default=dict)
    papers = models.JSONField(default=dict)
    revision = models.IntegerField(default=0)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        """A person's drafts, newest first."""

        indexes = [models.Index("person", F("saved_at").desc(), name="draft_of_person")]

    def __str__(self) -> str:
        return f"{self.procedure} {self.uid}"


class DeskDraft(models.Model):
    """What an officer has typed so far of something that came on paper; nobody else sees it, and it goes when old."""

    person = models.BigIntegerField()
    key = models.UUIDField()
    typed = models.JSONField(default=dict)
    papers = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        """One person, one paper."""

        constraints = [models.UniqueConstraint(fields=["person", "key"], name="desk_draft_once")]
        indexes = [models.Index(fields=["saved_at"], name="desk_draft_age")]

    def __str__(self) -> str:
        return f"{self.person} {self.key}"
