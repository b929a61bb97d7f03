"""A unit that cannot enter papers one by one reports counts by month; corrections stand beside the first count."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from haidang.catalogue.models import ProcedureVersion
from haidang.kernel.errors import Invalid, Missing, Refused
from haidang.register import api as register
from haidang.usage import api as usage
from haidang.usage.models import Count, MonthReport
from support.procedures import at
from support.world import VALUE, WAREHOUSE
from usage.conftest import AUGUST, IN_AUGUST, JULY, YEAR

CLOSED = at("2026-08-11 08:00")


@pytest.fixture
def staff(world):
    """The officers of the unit that reports."""
    return world.staff["KV01"]


def report(unit, by, now=IN_AUGUST, month=JULY, reason="", **counts):
    given = {VALUE: counts.get("value", 4), WAREHOUSE: counts.get("warehouse", 0)}
    usage.report_month(unit_id=unit, month=month, counts=given, by=by, now=now, reason=reason)


def sheet_of(unit, actor):
    return usage.get_month(actor=actor, unit_id=unit, month=JULY)


def test_the_receiver_or_the_leader_reports(unit, staff):
    report(unit, staff.receiver)

    sheet = sheet_of(unit, staff.leader)
    assert sheet.reported_at == IN_AUGUST
    assert dict(sheet.standing) == {VALUE: 4}
    assert sheet.entries[0].by == staff.receiver.name


def test_nothing_by_hand_is_a_report_too(unit, staff):
    report(unit, staff.leader, value=0)

    sheet = sheet_of(unit, staff.leader)
    assert (sheet.reported_at, sheet.entries) == (IN_AUGUST, ())


def test_a_correction_stands_beside_the_first_count_with_its_reason(unit, staff, world):
    report(unit, staff.receiver)

    report(unit, staff.leader, value=6, warehouse=1, reason="Hai hồ sơ bưu chính bị sót.")

    entries = usage.list_reported(actor=world.supervisor, period=YEAR)
    assert [(each.procedure, each.number, each.count, bool(each.reason)) for each in entries] == [
        (WAREHOUSE, 1, 1, True),
        (VALUE, 0, 4, False),
        (VALUE, 1, 6, True),
    ]
    assert usage.use_of_units(actor=world.supervisor, now=IN_AUGUST, period=YEAR)[unit].reported == 7


def test_the_register_tells_the_report_and_its_correction(unit, staff):
    report(unit, staff.receiver)
    report(unit, staff.leader, value=6, reason="Bị sót.")

    entries = register.list_entries(MonthReport.objects.get().uid)
    assert [(each.event, each.person) for each in entries] == [
        ("month_reported", staff.receiver.person),
        ("month_corrected", staff.leader.person),
    ]
    assert entries[1].data["before"] == {VALUE: 4}
    assert (MonthReport.objects.get().uid, entries[1].seq) in [(uid, head.seq) for uid, head in usage.iter_heads()]


@pytest.mark.parametrize(("value", "reason"), [(6, ""), (6, "   "), (4, "Không có gì khác.")])
def test_a_correction_without_a_reason_or_without_a_change_is_none(unit, staff, value, reason):
    report(unit, staff.receiver)

    with pytest.raises(Invalid):
        report(unit, staff.receiver, value=value, reason=reason)


@pytest.mark.parametrize("value", [-1, 1_000_001])
def test_a_count_that_cannot_be_meant_is_told_at_its_field(unit, staff, value):
    with pytest.raises(Invalid) as error:
        report(unit, staff.receiver, value=value)

    assert [problem.field for problem in error.value.problems] == [VALUE]


def test_an_unknown_procedure_is_told(unit, staff):
    with pytest.raises(Invalid, match="not offered on any day"):
        usage.report_month(unit_id=unit, month=JULY, counts={"x": 1}, by=staff.receiver, now=IN_AUGUST)


NEW = "tri-gia.moi"


def begin(day):
    """Publish a procedure that begins on a day."""
    version = ProcedureVersion.objects.get(procedure=VALUE)
    version.pk, version.procedure, version.valid_from = None, NEW, day
    version.body = version.body | {"id": NEW}
    version.save()


def end(day):
    ProcedureVersion.objects.filter(procedure=VALUE).update(valid_to=day)


def test_one_day_in_a_month_is_enough_to_be_reported_for_it(unit, staff):
    begin(date(2026, 7, 31))
    end(date(2026, 7, 1))

    usage.report_month(unit_id=unit, month=JULY, counts={VALUE: 4, NEW: 1}, by=staff.receiver, now=IN_AUGUST)

    assert dict(sheet_of(unit, staff.leader).standing) == {VALUE: 4, NEW: 1}


def test_without_a_day_in_it_a_month_is_not_reported(unit, staff):
    begin(date(2026, 8, 1))
    end(date(2026, 6, 30))

    with pytest.raises(Invalid) as error:
        usage.report_month(unit_id=unit, month=JULY, counts={VALUE: 4, NEW: 1}, by=staff.receiver, now=IN_AUGUST)

    assert {problem.field for problem in error.value.problems} == {VALUE, NEW}


def test_what_was_reported_is_corrected_though_the_procedure_is_gone(unit, staff):
    report(unit, staff.receiver)
    end(date(2026, 6, 30))

    report(unit, staff.receiver, value=0, reason="Nhầm thủ tục.")

    assert dict(sheet_of(unit, staff.leader).standing) == {VALUE: 0}


def test_a_month_is_reported_when_it_is_over(unit, staff):
    with pytest.raises(Refused, match="has not ended"):
        report(unit, staff.receiver, month=AUGUST)


@pytest.mark.parametrize(
    ("now", "may"), [(at("2026-08-01 00:30"), True), (at("2026-08-10 23:59"), True), (CLOSED, False)]
)
def test_a_month_closes_after_the_tenth(unit, staff, now, may):
    verdict = usage.may_report_month(staff.receiver, unit_id=unit, month=JULY, open_until=None, today=now.date())

    assert bool(verdict) is may


def test_headquarters_opens_a_closed_month(unit, staff, world):
    usage.open_month(
        unit_id=unit, month=JULY, until=date(2026, 8, 14), reason="Mất điện.", by=world.supervisor, now=CLOSED
    )

    report(unit, staff.receiver, now=at("2026-08-14 16:00"))

    assert dict(sheet_of(unit, staff.leader).standing) == {VALUE: 4}
    with pytest.raises(Refused, match="closed"):
        report(unit, staff.receiver, now=at("2026-08-15 08:00"), value=5, reason="Muộn.")


def test_opening_needs_a_reason_and_a_day_ahead(unit, world):
    given = {"unit_id": unit, "month": JULY, "by": world.supervisor, "now": CLOSED}

    with pytest.raises(Invalid, match="Say why"):
        usage.open_month(until=date(2026, 8, 14), reason=" ", **given)
    with pytest.raises(Invalid, match="later day"):
        usage.open_month(until=date(2026, 8, 10), reason="Mất điện.", **given)


def test_nobody_else_reports_or_opens(unit, staff, world):
    others = [staff.handlers[0], world.staff["KV03"].leader, world.supervisor, world.filer.actor]

    for other in others:
        with pytest.raises(Refused):
            report(unit, other)
    with pytest.raises(Refused):
        usage.open_month(unit_id=unit, month=JULY, until=AUGUST, reason="x", by=staff.leader, now=CLOSED)
    assert MonthReport.objects.count() == 0


def test_a_month_of_another_unit_is_not_there(unit, world):
    for stranger in (world.staff["KV03"].leader, world.filer.actor):
        with pytest.raises(Missing):
            sheet_of(unit, stranger)


def test_the_database_keeps_a_correction_without_a_reason_out(unit, staff):
    report(unit, staff.receiver)
    first = Count.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Count.objects.create(report=first.report, procedure=VALUE, number=1, count=9, by_name="x", at=IN_AUGUST)
