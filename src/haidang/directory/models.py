"""Units as they exist in law, one row for each existence, and the officers posted to them."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from haidang.directory.contracts import Duty, TeamDuty
from haidang.kernel.ids import new_uid


class Unit(models.Model):
    """
    A customs unit from the day it was set up to the day it was wound up.

    A unit that changes its parent ends, and the next row with its code is its successor: so the tree of any
    past day stays as it was.
    """

    code = models.CharField(max_length=16)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, null=True)
    tier = models.SmallIntegerField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    successor_confidence = models.CharField(max_length=20, null=True)
    calendar = models.CharField(max_length=40)
    area = ArrayField(models.CharField(max_length=60), default=list)
    agency_code = models.CharField(max_length=35)
    agency_code_is_official = models.BooleanField(default=False)
    confidence = models.CharField(max_length=20, null=True)
    head = models.CharField(max_length=150, null=True)
    phone = models.CharField(max_length=60, null=True)
    contact = models.CharField(max_length=200, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="unit_code_once_per_beginning"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to__isnull=True), name="unit_code_once_among_living"
            ),
            models.CheckConstraint(condition=Q(tier__gte=1, tier__lte=3), name="unit_tier_is_1_2_or_3"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="unit_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True, successor__isnull=True)
                | Q(valid_to__isnull=False, successor__isnull=False),
                name="unit_that_ends_has_a_successor",
            ),
            # Decision 20/2020/QĐ-TTg: groups of digits and capitals, at most 35 characters.
            models.CheckConstraint(
                condition=Q(agency_code__regex=r"^[A-Y][0-9]{2}(\.[0-9A-Z]+)*$"), name="unit_agency_code_shape"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name_vi}"


class UnitsVersion(models.Model):
    """One row: which state of the units the tables in the processes were read from."""

    version = models.UUIDField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="units_have_one_version")]

    def __str__(self) -> str:
        return str(self.version)


class Posting(models.Model):
    """An officer serves in a unit, with these duties, from one day to another."""

    person = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    division = models.CharField(max_length=150, blank=True)
    title_vi = models.CharField(max_length=150)
    title_en = models.CharField(max_length=150, null=True)
    duties = ArrayField(models.CharField(max_length=20))
    signs_as = models.CharField(max_length=10, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    stream = models.UUIDField(default=new_uid, unique=True)
    head_seq = models.IntegerField(default=0)
    head_hash = models.BinaryField(max_length=32, default=bytes(32))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="posting_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(duties__contained_by=[duty.value for duty in Duty]), name="posting_duties_known"
            ),
            models.CheckConstraint(condition=Q(signs_as__in=["", "KT.", "TL.", "TUQ."]), name="posting_signs_as_known"),
            # An officer serves in one unit at a time. The number as a range, because plain GiST knows ranges only.
            ExclusionConstraint(
                name="posting_one_at_a_time",
                expressions=[
                    (Func("person_id", "person_id", Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    (
                        Func("valid_from", "valid_to", RangeBoundary(inclusive_upper=True), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes = [models.Index(fields=["unit"], name="posting_of_unit")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.unit_id}"


class RollOutMember(models.Model):
    """
    Somebody in the roll-out team (Tổ triển khai) of a unit from one day to another, as a document names them.

    Decision 2151/QĐ-TCHQ section IV: each department has such a team; it is named to headquarters.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    duty = models.CharField(max_length=10)
    phone = models.CharField(max_length=60)
    email = models.CharField(max_length=254, blank=True)
    notice = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    stream = models.UUIDField(default=new_uid, unique=True)
    head_seq = models.IntegerField(default=0)
    head_hash = models.BinaryField(max_length=32, default=bytes(32))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="roll_out_member_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(duty__in=[duty.value for duty in TeamDuty]), name="roll_out_member_duty_known"
            ),
            models.CheckConstraint(condition=~Q(phone=""), name="roll_out_member_can_be_called"),
        ]
        indexes = [models.Index(fields=["unit"], name="roll_out_member_of_unit")]

    def __str__(self) -> str:
        return f"{self.name} in {self.unit_id}"
