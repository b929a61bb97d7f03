"""
The tables of the reports. A closed report and its figures are written once and never again: the database refuses it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Report(models.Model):
    """What a unit with everything below it did in a period, as it stood when an officer closed it."""

    uid = models.UUIDField(unique=True)
    unit = models.BigIntegerField()
    first = models.DateField()
    last = models.DateField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    closed_at = models.DateTimeField()
    closed_by = models.BigIntegerField()
    closed_name = models.CharField(max_length=150)
    reason = models.TextField()
    head_seq = models.IntegerField()
    head_hash = models.BinaryField(max_length=32)

    class Meta:
        """A unit closes a period once."""

        constraints = [
            models.UniqueConstraint(fields=["unit", "first", "last"], name="report_closed_once"),
            models.CheckConstraint(name="report_ends_after_it_begins", condition=Q(last__gte=F("first"))),
        ]
        indexes = [models.Index(F("closed_at").desc(), name="report_newest")]

    def __str__(self) -> str:
        return f"{self.unit} {self.first} {self.last}"


class ReportPaper(models.Model):
    """The signed PDF of a closed report, made afterwards by a job."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="+")
    file = models.UUIDField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.report_id} {self.file}"


class Subscription(models.Model):
    """An officer's wish to get a unit's monthly, quarterly or yearly report by e-mail."""

    person = models.BigIntegerField()
    unit = models.BigIntegerField()
    kind = models.CharField(max_length=8)
    since = models.DateField()

    class Meta:
        """Wished once."""

        constraints = [
            models.UniqueConstraint(fields=["person", "unit", "kind"], name="report_subscribed_once"),
            models.CheckConstraint(
                name="report_subscription_kind_known", condition=Q(kind__in=["month", "quarter", "year"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.unit} {self.kind}"


class Sending(models.Model):
    """A report that was sent to an officer who asked for it; it is never sent again."""

    person = models.BigIntegerField()
    unit = models.BigIntegerField()
    first = models.DateField()
    last = models.DateField()
    at = models.DateTimeField()

    class Meta:
        """Each once."""

        constraints = [
            models.UniqueConstraint(fields=["person", "unit", "first", "last"], name="report_sent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.unit} {self.first}"


class WeekPage(models.Model):
    """What a unit with everything below it did in a week, as it stood on the Monday after."""

    uid = models.UUIDField(unique=True)
    unit = models.BigIntegerField()
    first = models.DateField()
    last = models.DateField()
    content = models.JSONField()
    made_at = models.DateTimeField()
    head_seq = models.IntegerField()
    head_hash = models.BinaryField(max_length=32)

    class Meta:
        """One page a unit and week."""

        constraints = [models.UniqueConstraint(fields=["first", "unit"], name="report_week_once")]

    def __str__(self) -> str:
        return f"{self.unit} {self.first}"


class WeekLook(models.Model):
    """Somebody at headquarters looked at a unit's week."""

    page = models.ForeignKey(WeekPage, on_delete=models.PROTECT, related_name="+")
    person = models.BigIntegerField()
    name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        """The first look counts."""

        constraints = [models.UniqueConstraint(fields=["page", "person"], name="report_week_looked_once")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.name}"


class Publication(models.Model):
    """What was published of a month as open data."""

    uid = models.UUIDField(unique=True)
    month = models.DateField(unique=True)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    head_seq = models.IntegerField()
    head_hash = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class DayCount(models.Model):
    """What happened on a day as it was known ten days later; all that is published is added up from these."""

    day = models.DateField(unique=True)
    content = models.JSONField()
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.day}"


class DayPublication(models.Model):
    """What was published of a day, or of a few days put together, as open data."""

    uid = models.UUIDField(unique=True)
    first = models.DateField(unique=True)
    last = models.DateField(unique=True)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    head_seq = models.IntegerField()
    head_hash = models.BinaryField(max_length=32)

    class Meta:
        """It ends no sooner than it begins."""

        constraints = [
            models.CheckConstraint(name="report_days_in_order", condition=models.Q(last__gte=models.F("first"))),
        ]

    def __str__(self) -> str:
        return f"{self.first} {self.last}"
