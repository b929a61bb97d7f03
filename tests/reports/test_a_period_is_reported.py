"""The figures of a period: what came over, what happened, what was open when it ended, each division adding up."""

from __future__ import annotations

from datetime import date

import pytest

from haidang.dossiers import api as dossiers
from haidang.kernel.errors import Missing
from haidang.reports import api as reports
from haidang.reports.contracts import Division, PeriodKind, Sums, added
from reports.conftest import JULY_1ST, JUNE
from support.procedures import at
from support.world import VALUE, a_request

MAY = (date(2026, 5, 1), date(2026, 5, 31))


def content_of(actor, unit, period=JUNE, now=JULY_1ST):
    return reports.read_draft(actor=actor, unit_id=unit, period=period, now=now).content


def filled(world):
    """Two dossiers of May and four of June, one of each fate."""
    world.accepted(VALUE, unit="KV01", now=at("2026-05-20 08:30"))
    world.submitted(VALUE, unit="KV01", now=at("2026-05-29 08:30"))
    world.submitted(VALUE, unit="KV01", now=at("2026-06-30 15:00"))
    waiting = world.accepted(VALUE, unit="KV01", now=at("2026-06-29 08:30"))
    staff = world.staff["KV01"]
    dossiers.ask_for_supplement(
        dossier_id=waiting,
        items=a_request("field:" + world.procedure(VALUE).fields[0].key),
        reason="Cần bổ sung.",
        by=staff.handlers[0],
        now=at("2026-06-30 09:00"),
    )
    refused = world.submitted(VALUE, unit="KV01", now=at("2026-06-10 08:30"))
    dossiers.refuse_at_reception(
        dossier_id=refused, reason="Không thuộc thẩm quyền.", by=staff.receiver, now=at("2026-06-10 10:00")
    )
    world.decided(VALUE, unit="KV01", now=at("2026-06-15 08:30"))


def test_it_adds_up_from_one_end_to_the_other(world, leader, kv01):
    filled(world)

    total = content_of(leader, kv01).total

    assert (total.carried_over, total.received, total.refused_at_reception, total.decided) == (2, 4, 1, 1)
    assert (total.reception, total.process, total.waiting, total.result) == (2, 1, 1, 1)
    assert total.carried_over + total.received - total.closed == total.open
    assert total.moved == 0
    assert total.late >= 2


@pytest.mark.parametrize("division", [Division.UNIT, Division.PROCEDURE, Division.CHANNEL])
def test_each_division_adds_up_to_the_total(world, supervisor, division):
    filled(world)
    world.submitted(now=at("2026-06-12 08:30"))
    headquarters = world.staff["CHQ"].unit.id

    content = content_of(supervisor, headquarters)

    assert content.total.received == 5
    assert added(line.sums for line in content.of(division)) == content.total


def test_a_past_month_stays_what_it_was(world, leader, kv01):
    filled(world)

    may = content_of(leader, kv01, MAY).total

    assert (may.carried_over, may.received, may.accepted) == (0, 2, 1)
    assert (may.reception, may.process, may.open) == (1, 1, 2)


def test_what_was_open_at_the_end_counts_although_it_is_closed_by_now(world, leader, kv01):
    dossier = world.decided(VALUE, unit="KV01", now=at("2026-06-15 08:30"))
    before = content_of(leader, kv01).total
    receiver = world.staff["KV01"].receiver
    dossiers.return_result(dossier_id=dossier, by=receiver, now=at("2026-07-02 09:00"))

    after = content_of(leader, kv01, now=at("2026-07-03 09:00")).total

    assert (before, before.result) == (after, 1)


def test_a_period_without_dossiers_is_all_nought(world, leader, kv01):
    content = content_of(leader, kv01, (date(2020, 1, 1), date(2020, 12, 31)))

    assert content.total == Sums()
    assert len(content.lines) == 1


def test_units_out_of_sight_are_not_there(world, leader):
    other = world.staff["KV03"].unit.id

    with pytest.raises(Missing):
        reports.read_draft(actor=leader, unit_id=other, period=JUNE, now=JULY_1ST)
    with pytest.raises(Missing):
        reports.read_draft(actor=world.filer.actor, unit_id=other, period=JUNE, now=JULY_1ST)


@pytest.mark.parametrize(
    ("kind", "last", "name"),
    [
        (PeriodKind.MONTH, (date(2025, 12, 1), date(2025, 12, 31)), "Tháng 12/2025"),
        (PeriodKind.QUARTER, (date(2025, 10, 1), date(2025, 12, 31)), "Quý IV/2025"),
        (PeriodKind.YEAR, (date(2025, 1, 1), date(2025, 12, 31)), "Năm 2025"),
    ],
)
def test_the_latest_period_is_the_one_that_is_over(kind, last, name):
    assert reports.latest(kind, on=date(2026, 1, 1)) == last
    assert (reports.kind_of(last), reports.name_of(last).vi) == (kind, name)


def test_any_other_period_is_named_by_its_days():
    period = (date(2026, 6, 3), date(2026, 6, 9))

    assert (reports.kind_of(period), reports.name_of(period).vi) == (PeriodKind.OTHER, "Từ 03/06/2026 đến 09/06/2026")
