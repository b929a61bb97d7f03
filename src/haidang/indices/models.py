"""What this room keeps: values published elsewhere, counts nobody here makes, answers to the survey, cost inputs."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from haidang.kernel.ids import new_uid


class Stream(models.Model):
    """The end of a stream in the register: one of stated values by unit, of answers by unit, of inputs by procedure."""

    name = models.CharField(max_length=120, primary_key=True)
    stream = models.UUIDField(default=new_uid, unique=True)
    head_seq = models.IntegerField(default=0)
    head_hash = models.BinaryField(max_length=32, default=bytes(32))

    def __str__(self) -> str:
        return self.name


class Stated(models.Model):
    """A value of an index as another source gives it, kept beside our own; a later one does not replace it."""

    index = models.CharField(max_length=10)
    unit = models.BigIntegerField()
    first = models.DateField()
    last = models.DateField()
    value = models.DecimalField(max_digits=9, decimal_places=2)
    source = models.CharField(max_length=300)
    stated_by = models.BigIntegerField()
    stated_name = models.CharField(max_length=150)
    stated_at = models.DateTimeField()

    class Meta:
        """A period does not end before it begins."""

        constraints = [
            models.CheckConstraint(name="stated_period_in_order", condition=Q(last__gte=F("first"))),
            models.CheckConstraint(name="stated_value_not_negative", condition=Q(value__gte=0)),
        ]
        indexes = [models.Index(fields=["unit", "first", "last"], name="stated_of_unit")]

    def __str__(self) -> str:
        return f"{self.index} {self.value}"


class Answer(models.Model):
    """
    What a filer answered after the result, with what was true of the dossier then; nobody's name stands here.

    The dossier, its unit and its officer are named by id without a foreign key, as in the dossier itself.
    """

    dossier = models.BigIntegerField(unique=True)
    unit = models.BigIntegerField()
    procedure = models.CharField(max_length=80)
    channel = models.CharField(max_length=8)
    officer = models.BigIntegerField(null=True)
    timeliness = models.CharField(max_length=8, null=True)
    decided_at = models.DateTimeField()
    time = models.SmallIntegerField()
    satisfaction = models.SmallIntegerField()
    text = models.TextField(blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        """Ratings go from 1 to 5."""

        constraints = [
            models.CheckConstraint(
                name="answer_in_scale", condition=Q(time__range=(1, 5)) & Q(satisfaction__range=(1, 5))
            )
        ]
        indexes = [models.Index(fields=["unit", "decided_at"], name="answer_of_unit")]

    def __str__(self) -> str:
        return f"{self.dossier}: {self.time}, {self.satisfaction}"


class CostVersion(models.Model):
    """One version of what following a procedure takes; never changed, the next one has the next number."""

    procedure = models.CharField(max_length=80)
    number = models.SmallIntegerField()
    papers = models.DecimalField(max_digits=7, decimal_places=2)
    hours_per_paper = models.DecimalField(max_digits=7, decimal_places=2)
    trips = models.DecimalField(max_digits=7, decimal_places=2)
    hours_per_trip = models.DecimalField(max_digits=7, decimal_places=2)
    cost_per_trip = models.DecimalField(max_digits=12, decimal_places=0)
    fees = models.DecimalField(max_digits=12, decimal_places=0)
    filings_per_year = models.IntegerField()
    wage_per_day = models.DecimalField(max_digits=12, decimal_places=0)
    source = models.CharField(max_length=300)
    confidence = models.CharField(max_length=20)
    entered_by = models.BigIntegerField()
    entered_name = models.CharField(max_length=150)
    entered_at = models.DateTimeField()

    class Meta:
        """Versions of a procedure are numbered; nothing costs less than nothing."""

        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="cost_version_numbered"),
            models.CheckConstraint(
                name="cost_not_negative",
                condition=Q(
                    papers__gte=0, hours_per_paper__gte=0, trips__gte=0, hours_per_trip__gte=0, cost_per_trip__gte=0,
                    fees__gte=0, filings_per_year__gte=0, wage_per_day__gte=0,
                ),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.procedure} {self.number}"


class Recorded(models.Model):
    """
    What an officer counted by hand for an index, with its evidence; it counts once a second officer confirmed it.

    `whole` is what there was, `part` what the index asks for, `received` what index 5 asks for beside it.
    """

    index = models.CharField(max_length=10)
    unit = models.BigIntegerField()
    first = models.DateField()
    last = models.DateField()
    whole = models.IntegerField()
    part = models.IntegerField()
    received = models.IntegerField(null=True)
    evidence = models.CharField(max_length=300)
    recorded_by = models.BigIntegerField()
    recorded_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()
    is_confirmed = models.BooleanField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    settled_by = models.BigIntegerField(null=True)
    settled_name = models.CharField(max_length=150, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        """A part is no more than its whole, and nobody confirms what they recorded."""

        constraints = [
            models.CheckConstraint(name="recorded_period_in_order", condition=Q(last__gte=F("first"))),
            models.CheckConstraint(
                name="recorded_part_of_whole",
                condition=Q(whole__gt=0)
                & Q(part__range=(0, F("whole")))
                & (Q(received__isnull=True) | Q(received__range=(0, F("whole")))),
            ),
            models.CheckConstraint(
                name="recorded_by_two",
                condition=Q(is_confirmed__isnull=True, settled_by__isnull=True, settled_at__isnull=True)
                | (Q(is_confirmed__isnull=False, settled_at__isnull=False) & ~Q(settled_by=F("recorded_by"))),
            ),
        ]
        indexes = [models.Index(fields=["unit", "first", "last"], name="recorded_of_unit")]

    def __str__(self) -> str:
        return f"{self.index} {self.part}/{self.whole}"
