"""The tables of what is done about what is late. Units and dossiers are named by id, without a foreign key."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from haidang.follow_up.contracts import Kept, Level


class Call(models.Model):
    """A telephone call to a unit: who was reached, what was agreed until when, and what came of it."""

    uid = models.UUIDField(unique=True)
    unit = models.BigIntegerField()
    from_unit = models.BigIntegerField()
    reached = models.CharField(max_length=150)
    at = models.DateTimeField()
    by = models.BigIntegerField()
    by_name = models.CharField(max_length=150)
    agreed = models.TextField()
    until = models.DateField(null=True)

    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True)

    kept = models.CharField(max_length=6, null=True)
    found = models.TextField(blank=True)
    closed_by = models.CharField(max_length=150, blank=True)
    closed_at = models.DateTimeField(null=True)

    escalated_at = models.DateTimeField(null=True)
    decided = models.TextField(blank=True)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)

    origin = models.CharField(max_length=8)
    head_seq = models.IntegerField(default=0)
    head_hash = models.BinaryField(max_length=32, default=bytes(32))

    class Meta:
        """Only what was agreed can be kept or broken; only broken agreements escalate."""

        constraints = [
            models.CheckConstraint(
                name="call_kept_says_when",
                condition=Q(kept__isnull=True, closed_at__isnull=True)
                | Q(kept__in=[each.value for each in Kept], closed_at__isnull=False, until__isnull=False),
            ),
            models.CheckConstraint(
                name="call_escalates_when_broken", condition=Q(escalated_at__isnull=True) | Q(kept=Kept.BROKEN.value)
            ),
            models.CheckConstraint(
                name="call_decided_when_escalated", condition=Q(decided_at__isnull=True) | Q(escalated_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index("unit", "at", name="call_to_unit"),
            models.Index("until", name="call_open_agreement", condition=Q(until__isnull=False, kept__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.at:%Y-%m-%d %H:%M}"


class CalledAbout(models.Model):
    """A dossier that a call was about."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    dossier = models.BigIntegerField()

    class Meta:
        """A call is about a dossier once."""

        constraints = [models.UniqueConstraint(fields=["dossier", "call"], name="called_about_once")]

    def __str__(self) -> str:
        return f"{self.call_id} about {self.dossier}"


class Letter(models.Model):
    """A reminder letter to a unit: prepared by an officer, signed and so sent by a leader, answered by the unit."""

    uid = models.UUIDField(unique=True)
    unit = models.BigIntegerField()
    from_unit = models.BigIntegerField()
    state = models.CharField(max_length=10)
    text = models.TextField(blank=True)
    answer_by = models.DateField()

    prepared_by = models.CharField(max_length=150)
    prepared_at = models.DateTimeField()

    number = models.CharField(max_length=60, blank=True)
    secret = models.CharField(max_length=16, blank=True, default="", db_default="")
    file = models.UUIDField(null=True)
    signed_by = models.CharField(max_length=150, blank=True)
    signed_at = models.DateTimeField(null=True)

    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True)

    origin = models.CharField(max_length=8)
    head_seq = models.IntegerField(default=0)
    head_hash = models.BinaryField(max_length=32, default=bytes(32))

    class Meta:
        """What is sent has its number and its paper; a number is given once."""

        constraints = [
            models.CheckConstraint(
                name="letter_sent_has_paper",
                condition=Q(state__in=["prepared", "dropped"], signed_at__isnull=True, file__isnull=True)
                | (Q(state__in=["sent", "answered"], signed_at__isnull=False, file__isnull=False) & ~Q(number="")),
            ),
            models.CheckConstraint(
                name="letter_answered_says_when",
                condition=Q(state="answered", answered_at__isnull=False)
                | (~Q(state="answered") & Q(answered_at__isnull=True)),
            ),
            models.UniqueConstraint(fields=["from_unit", "number"], name="letter_number_once", condition=~Q(number="")),
            models.UniqueConstraint(fields=["secret"], name="letter_secret_once", condition=~Q(secret="")),
        ]
        indexes = [models.Index("unit", "prepared_at", name="letter_to_unit")]

    def __str__(self) -> str:
        return self.number or str(self.uid)


class LetterAbout(models.Model):
    """A dossier that a letter lists."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="+")
    dossier = models.BigIntegerField()

    class Meta:
        """A letter lists a dossier once."""

        constraints = [models.UniqueConstraint(fields=["letter", "dossier"], name="letter_about_once")]

    def __str__(self) -> str:
        return f"{self.letter_id} about {self.dossier}"


class LetterNumber(models.Model):
    """The last number given to a letter of one unit in one year; only goes up."""

    unit = models.BigIntegerField()
    year = models.SmallIntegerField()
    last = models.IntegerField()

    class Meta:
        """One counter a unit and year."""

        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="letter_number_of_year")]

    def __str__(self) -> str:
        return f"{self.unit} {self.year} {self.last}"


class Reminder(models.Model):
    """
    One officer reminded once that the time of a dossier, or of its `step`, runs out or is over.

    A clock that ends at another moment (the next stage, a correction) is another occasion, so the end is in the key.
    """

    uid = models.UUIDField(unique=True)
    dossier = models.BigIntegerField()
    step = models.CharField(max_length=40, blank=True, default="", db_default="")
    due_at = models.DateTimeField()
    level = models.CharField(max_length=12)
    person = models.BigIntegerField()
    number = models.CharField(max_length=40)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    origin = models.CharField(max_length=8)
    head_seq = models.IntegerField(default=0)
    head_hash = models.BinaryField(max_length=32, default=bytes(32))

    class Meta:
        """Each once."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "step", "due_at", "level", "person"], name="reminded_once"),
            models.CheckConstraint(name="reminder_level_known", condition=Q(level__in=[each.value for each in Level])),
        ]
        indexes = [
            models.Index("person", "at", name="reminder_unseen", condition=Q(seen_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.level} to {self.person}"
