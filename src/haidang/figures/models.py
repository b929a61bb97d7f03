"""
The tables of the figures: changes as they come, totals as they are folded, and a bench for recounting.

A use case only inserts changes, so two filings never wait for each other; only the fold touches a total.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

SPANS = ("day", "month", "year", "slot", "due", "open", "running")


class _Counted(models.Model):
    """What is counted: something that happened on a day, or an open dossier with the slot its clock ends in."""

    unit = models.BigIntegerField()
    procedure = models.CharField(max_length=80)
    channel = models.CharField(max_length=8)
    measure = models.CharField(max_length=24)
    day = models.DateField(null=True)
    due_slot = models.IntegerField(null=True)

    class Meta:
        """Only its children are tables."""

        abstract = True

    def __str__(self) -> str:
        return f"{self.unit} {self.procedure} {self.channel} {self.measure} {self.day or self.due_slot}"


class Change(_Counted):
    """One more or one less of something; it waits here until it is folded into the totals."""

    delta = models.SmallIntegerField()

    class Meta:
        """What happens has a day and no slot."""

        db_table = "figure_change"
        constraints = [
            models.CheckConstraint(
                name="figure_change_day_or_slot", condition=Q(day__isnull=True) | Q(due_slot__isnull=True)
            )
        ]


class Total(_Counted):
    """
    How many of something, over one span.

    Each is kept per procedure and channel and, with both empty, over all of them; what happened per day, month and
    year (`day` is the first of the span); what is open as a whole, with a running clock, per slot its clock ends in and
    per day it is due (by the day's last slot). So a board reads a few rows per unit, however many dossiers there are.
    Slot 0 holds what is late.
    """

    span = models.CharField(max_length=8)
    value = models.BigIntegerField()

    class Meta:
        """One row per key; the indexes find what one unit has, the last without a look at the rows."""

        db_table = "figure_total"
        constraints = [
            models.UniqueConstraint(
                fields=["span", "procedure", "channel", "day", "due_slot", "unit", "measure"],
                name="figure_total_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="figure_total_span_known", condition=Q(span__in=SPANS)),
        ]
        indexes = [
            models.Index("unit", "span", "day", name="figure_total_of_unit"),
            models.Index(
                "unit",
                "span",
                "day",
                "due_slot",
                name="figure_total_over_all",
                condition=Q(procedure="", channel=""),
                include=["measure", "value"],
            ),
        ]


class Folded(models.Model):
    """
    How many changes were ever folded: one row.

    Together with those that are not folded yet it grows by each change that is committed, and with nothing else, so
    it tells a screen whether there is anything new. No filing touches it.
    """

    changes = models.BigIntegerField()

    class Meta:
        """The migration writes the row."""

        db_table = "figure_folded"

    def __str__(self) -> str:
        return str(self.changes)


class LatenessRate(models.Model):
    """How many past dossiers were at one place of their way, and how many of them ended late."""

    procedure = models.CharField(max_length=80)
    step = models.CharField(max_length=40)
    band = models.SmallIntegerField()
    seen = models.IntegerField()
    late = models.IntegerField()

    class Meta:
        """One row a place; all are replaced together."""

        db_table = "figure_lateness_rate"
        constraints = [
            models.UniqueConstraint(fields=["procedure", "step", "band"], name="lateness_rate_once"),
            models.CheckConstraint(name="lateness_rate_is_a_share", condition=Q(late__gte=0, late__lte=F("seen"))),
        ]

    def __str__(self) -> str:
        return f"{self.procedure} {self.step} {self.band}: {self.late}/{self.seen}"


class LatenessProof(models.Model):
    """How well the forecast did on what was held back, once for each time it was computed."""

    computed_at = models.DateTimeField()
    since = models.DateField()
    held_back_from = models.DateField()
    dossiers = models.IntegerField()
    held_back = models.IntegerField()
    brier = models.FloatField(null=True)
    brier_of_share = models.FloatField(null=True)
    lines = models.JSONField(default=list)

    class Meta:
        """The latest is shown."""

        db_table = "figure_lateness_proof"

    def __str__(self) -> str:
        return f"{self.computed_at:%Y-%m-%d %H:%M}: {self.brier}"


class Recounted(_Counted):
    """What a recount of the register found; written and thrown away within one transaction."""

    delta = models.BigIntegerField()

    class Meta:
        """Never holds a committed row."""

        db_table = "figure_recounted"
