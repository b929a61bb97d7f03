"""What belongs to a dossier: papers, entries of its clock, supplements, corrections; and the counter of codes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from haidang.dossiers.models.dossier import Dossier


class Paper(models.Model):
    """A file the filer handed in for one paper of the list; a later round replaces it without removing it."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    file = models.UUIDField()
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    round = models.SmallIntegerField(default=0)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class ClockEntry(models.Model):
    """One thing that started, moved or ended a clock of the dossier; never changed afterwards."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+", db_index=False)
    seq = models.SmallIntegerField()
    kind = models.CharField(max_length=24)
    at = models.DateTimeField()
    data = models.JSONField(default=dict)

    class Meta:
        """Entries of one dossier are numbered without a gap."""

        constraints = [models.UniqueConstraint(fields=["dossier", "seq"], name="clock_entry_numbered")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class StepClock(models.Model):
    """
    At which step of its route an open dossier is, since when, and when the step's own time ends.

    A table of its own: what is filed is at no step yet, and a filing shall not carry what comes later.
    """

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="+", primary_key=True)
    unit = models.BigIntegerField()
    step = models.CharField(max_length=40)
    since = models.DateTimeField()
    due_at = models.DateTimeField(null=True)

    class Meta:
        """Found by their end, in the nation and in one unit."""

        indexes = [
            models.Index("due_at", "dossier", name="step_clock_due", condition=Q(due_at__isnull=False)),
            models.Index("unit", "due_at", name="step_clock_of_unit", condition=Q(due_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} at {self.step} since {self.since:%Y-%m-%d %H:%M}"


class UnitChange(models.Model):
    """A dossier that followed its unit's work to the successor: where it was until then."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    from_unit = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        """What happened before is found by the unit of that time."""

        indexes = [models.Index(fields=["from_unit"], name="unit_change_from")]

    def __str__(self) -> str:
        return f"{self.dossier_id} left {self.from_unit} {self.at:%Y-%m-%d %H:%M}"


class Correction(models.Model):
    """A moment of the clock that one officer says was recorded wrongly, and what another answered; both stay."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    number = models.SmallIntegerField()
    entry = models.SmallIntegerField()
    kind = models.CharField(max_length=24)
    was_at = models.DateTimeField()
    right_at = models.DateTimeField()
    reason = models.TextField()
    proposed_by = models.BigIntegerField()
    proposed_name = models.CharField(max_length=150)
    proposed_at = models.DateTimeField()
    answered_by = models.BigIntegerField(null=True)
    answered_name = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True)
    is_countersigned = models.BooleanField(null=True)
    answer = models.TextField(blank=True)
    due_before = models.DateTimeField(null=True)
    due_after = models.DateTimeField(null=True)
    timeliness = models.CharField(max_length=8, null=True)

    class Meta:
        """One at a time, countersigned by somebody else."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="correction_numbered"),
            models.UniqueConstraint(
                fields=["dossier"], name="correction_one_waits", condition=Q(answered_at__isnull=True)
            ),
            models.CheckConstraint(
                name="correction_answered_by_another",
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="correction_answer_says_who_and_when",
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, is_countersigned__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False, is_countersigned__isnull=False),
            ),
            models.CheckConstraint(name="correction_changes_something", condition=~Q(right_at=F("was_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.number}"


class Supplement(models.Model):
    """A request to complete the dossier, naming each field and paper, and its answer."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    round = models.SmallIntegerField()
    at_reception = models.BooleanField()
    items = models.JSONField()
    reason = models.TextField()
    fault = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=150)
    answer_by = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    restarts_term = models.BooleanField(default=False)

    class Meta:
        """One open request at a time; rounds are numbered."""

        constraints = [
            models.UniqueConstraint(fields=["dossier", "round"], name="supplement_numbered"),
            models.UniqueConstraint(
                fields=["dossier"], name="supplement_one_open", condition=Q(answered_at__isnull=True)
            ),
            models.CheckConstraint(name="supplement_fault_known", condition=Q(fault__in=["applicant", "agency"])),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.round}"


class CodeCounter(models.Model):
    """The last number given under one prefix (agency and day, or agency and year); only goes up."""

    prefix = models.CharField(max_length=60, primary_key=True)
    last = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.prefix} {self.last}"
