"""The tables of use: reported months, measures, approaches, signals. Each row is a stream of the register."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q

from haidang.kernel.actor import Actor
from haidang.register import api as register
from haidang.register.contracts import Fact, Head
from haidang.usage.contracts import ApproachOutcome, MeasureKind, SignalRule, SignalState


class _Told(models.Model):
    """A row whose changes stand in the register."""

    uid = models.UUIDField(unique=True)
    head_seq = models.IntegerField(default=0)
    head_hash = models.BinaryField(max_length=32, default=bytes(32))

    class Meta:
        abstract = True

    def record(self, event: str, data: dict[str, Any], *, by: Actor, at: datetime) -> None:
        """Append what happened and store the row with the new end of its stream."""
        head = Head(self.head_seq, bytes(self.head_hash))
        head = register.append(self.uid, head, [Fact(event, data)], by=by, at=at)
        self.head_seq, self.head_hash = head.seq, head.hash
        self.save()


class MonthReport(_Told):
    """What a unit reports of one month: dossiers by hand that it did not enter one by one."""

    unit = models.BigIntegerField()
    month = models.DateField()
    reported_at = models.DateTimeField(null=True)
    open_until = models.DateField(null=True)

    class Meta:
        """A month is named by its first day and reported once; what follows are corrections."""

        constraints = [
            models.UniqueConstraint(fields=["unit", "month"], name="month_report_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="month_report_names_first_day"),
        ]
        indexes = [models.Index(fields=["month"], name="month_report_of_month")]

    def __str__(self) -> str:
        return f"{self.unit} {self.month:%Y-%m}"


class Count(models.Model):
    """A count of one procedure; a later number corrects an earlier one and says why."""

    report = models.ForeignKey(MonthReport, on_delete=models.PROTECT, related_name="+")
    procedure = models.CharField(max_length=80)
    number = models.SmallIntegerField()
    count = models.IntegerField()
    reason = models.TextField(blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        """Entries are numbered; a correction has a reason."""

        constraints = [
            models.UniqueConstraint(fields=["report", "procedure", "number"], name="reported_count_numbered"),
            models.CheckConstraint(condition=Q(count__gte=0), name="reported_count_not_negative"),
            models.CheckConstraint(condition=Q(number=0) | ~Q(reason=""), name="reported_count_correction_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure} {self.count}"


class Measure(_Told):
    """What was done so that a unit uses the service more."""

    unit = models.BigIntegerField()
    kind = models.CharField(max_length=10)
    taken_on = models.DateField()
    text = models.TextField()
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        """The measures of a unit, newest first."""

        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[each.value for each in MeasureKind]), name="measure_kind_known"
            )
        ]
        indexes = [models.Index("unit", F("taken_on").desc(), name="measure_of_unit")]

    def __str__(self) -> str:
        return f"{self.unit} {self.kind} {self.taken_on}"


class Approach(_Told):
    """Somebody spoke to a filer about filing online. A filer without a tax code is known by name."""

    tax_code = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=300)
    unit = models.BigIntegerField()
    approached_on = models.DateField()
    outcome = models.CharField(max_length=12)
    text = models.TextField(blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        """Approaches are found by the filer."""

        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=[each.value for each in ApproachOutcome]), name="approach_outcome_known"
            )
        ]
        indexes = [models.Index(fields=["tax_code", "name"], name="approach_of_filer")]

    def __str__(self) -> str:
        return f"{self.name} {self.approached_on}"


class Signal(_Told):
    """A dossier that a rule shows as perhaps not handled by the process; headquarters confirms or dismisses it."""

    rule = models.CharField(max_length=16)
    dossier = models.BigIntegerField()
    number = models.CharField(max_length=40)
    unit = models.BigIntegerField()
    procedure = models.CharField(max_length=80)
    reason_vi = models.TextField()
    reason_en = models.TextField()
    happened_at = models.DateTimeField()
    found_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=SignalState.OPEN.value)
    answered_by = models.BigIntegerField(null=True)
    answered_name = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        """A rule finds a dossier once; an answer says who, when and why."""

        constraints = [
            models.UniqueConstraint(fields=["rule", "dossier"], name="signal_once"),
            models.CheckConstraint(condition=Q(rule__in=[each.value for each in SignalRule]), name="signal_rule_known"),
            models.CheckConstraint(
                condition=Q(state=SignalState.OPEN.value, answered_at__isnull=True, answered_by__isnull=True)
                | (
                    Q(state__in=[SignalState.CONFIRMED.value, SignalState.DISMISSED.value])
                    & Q(answered_at__isnull=False, answered_by__isnull=False)
                    & ~Q(answer="")
                ),
                name="signal_answer_says_who_when_and_why",
            ),
        ]
        indexes = [models.Index("state", "unit", F("happened_at").desc(), name="signal_of_unit")]

    def __str__(self) -> str:
        return f"{self.rule} {self.number}"


class Candidate(models.Model):
    """A dossier that moved, to be looked at by the rules; a dossier may stand here more than once."""

    dossier = models.BigIntegerField()

    class Meta:
        db_table = "usage_candidate"

    def __str__(self) -> str:
        return str(self.dossier)
