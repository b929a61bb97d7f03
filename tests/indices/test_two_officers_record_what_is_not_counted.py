"""Indices 5 and 8 of Circular 01/2018 rest on counts by hand: one officer records, another confirms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from haidang.indices import api as indices
from haidang.indices.contracts import Count
from haidang.kernel.errors import Conflict, Invalid, Missing, Refused
from haidang.register import api as register
from indices.conftest import JUNE, NOW

if TYPE_CHECKING:
    from haidang.kernel.actor import Actor
    from indices.conftest import Region

ALL_ANSWERED = Count(whole=10, part=10)


def record(region: Region, index: str = "8", count: Count = ALL_ANSWERED, **changed) -> None:
    told = {"unit_id": region.unit.id, "period": JUNE, "evidence": "Báo cáo 12 ngày 01/7/2026", "by": region.supervisor}
    indices.record_count(index=index, count=count, now=NOW, **told | changed)


def latest(region: Region, index: str = "8"):
    return indices.list_recorded(actor=region.supervisor, index=index, units=[region.unit.id])[0][0]


def settle(region: Region, *, by: Actor, is_confirmed: bool = True, reason: str = "", index: str = "8") -> None:
    found = latest(region, index)
    indices.settle_count(recorded_id=found.id, is_confirmed=is_confirmed, reason=reason, by=by, now=NOW)


def score(region: Region, code: str, period=JUNE) -> Decimal | None:
    whole, _rows = indices.score_units(
        actor=region.supervisor,
        whole=region.unit.id,
        rows={region.unit.id: region.unit.id},
        period=period,
        zone=NOW.tzinfo,
        now=NOW,
    )
    return next(each.score for each in whole.indices if each.index.code == code)


def leader(region: Region) -> Actor:
    return region.world.staff["KV01"].leader


def test_a_count_counts_once_a_second_officer_confirmed_it(region):
    record(region)
    before = score(region, "8")
    settle(region, by=leader(region))

    assert (before, score(region, "8")) == (None, 2)
    assert (latest(region).is_confirmed, latest(region).settled_by) == (True, leader(region).name)
    events = [each.event for stream, _head in indices.iter_heads() for each in register.list_entries(stream)]
    assert events == ["index_count_recorded", "index_count_confirmed"]


def test_nobody_confirms_what_they_recorded(region):
    record(region)

    assert not latest(region).may_settle
    with pytest.raises(Refused):
        settle(region, by=region.supervisor)


def test_a_refused_count_does_not_count_and_needs_a_reason(region):
    record(region)
    with pytest.raises(Invalid):
        settle(region, by=leader(region), is_confirmed=False, reason=" ")

    settle(region, by=leader(region), is_confirmed=False, reason="Sai kỳ")

    assert score(region, "8") is None
    settle(region, by=leader(region), is_confirmed=False, reason="Sai kỳ")  # pressed twice
    with pytest.raises(Conflict):
        settle(region, by=leader(region))
    record(region)
    assert latest(region).is_confirmed is None


def test_a_mistake_that_was_confirmed_is_refused_and_counted_anew(region):
    record(region)
    settle(region, by=leader(region))

    settle(region, by=leader(region), is_confirmed=False, reason="Nhầm số")

    assert score(region, "8") is None
    record(region)
    settle(region, by=leader(region))
    assert score(region, "8") == 2


def test_days_that_are_not_over_cannot_be_counted(region):
    with pytest.raises(Invalid) as refused:
        record(region, period=(date(2026, 7, 1), NOW.date()))

    assert [each.code for each in refused.value.problems] == ["running"]


@pytest.mark.parametrize(
    ("count", "points"),
    [
        (Count(whole=10, received=10, part=2), 2),
        (Count(whole=10, received=10, part=1), 1),
        (Count(whole=10, received=9, part=1), 0),
    ],
)
def test_the_one_stop_unit_is_scored_by_what_it_finishes_and_receives(region, count, points):
    record(region, "5", count)
    settle(region, by=leader(region), index="5")

    assert score(region, "5") == points


@pytest.mark.parametrize(("answered", "points"), [(10, 2), (9, 1), (8, 0)])
def test_feedback_is_scored_by_the_share_answered(region, answered, points):
    record(region, count=Count(whole=10, part=answered))
    settle(region, by=leader(region))

    assert score(region, "8") == points


def test_only_counts_of_days_within_the_period_are_scored(region):
    record(region)
    settle(region, by=leader(region))

    assert score(region, "8", (date(2026, 4, 1), date(2026, 6, 30))) == 2
    assert score(region, "8", (date(2026, 6, 15), date(2026, 7, 31))) is None


def test_days_are_counted_once_and_pressing_twice_is_once(region):
    record(region)
    record(region)
    with pytest.raises(Invalid):
        record(region, period=(date(2026, 6, 30), date(2026, 7, 1)))

    assert indices.list_recorded(actor=region.supervisor, index="8", units=[region.unit.id])[1] == 1


@pytest.mark.parametrize(
    ("index", "count", "evidence", "fields"),
    [
        ("8", Count(whole=0, part=0), "x", ["whole"]),
        ("8", Count(whole=5, part=6), "x", ["part"]),
        ("5", Count(whole=5, part=1), "x", ["received"]),
        ("8", ALL_ANSWERED, " ", ["evidence"]),
    ],
)
def test_a_count_that_cannot_be_is_told_at_its_field(region, index, count, evidence, fields):
    with pytest.raises(Invalid) as told:
        record(region, index, count, evidence=evidence)

    assert [each.field for each in told.value.problems] == fields


def test_who_neither_leads_nor_supervises_records_and_reads_nothing(region):
    handler = region.world.staff["KV01"].handlers[0]
    record(region)

    with pytest.raises(Refused):
        record(region, by=handler)
    with pytest.raises(Missing):
        record(region, by=region.world.staff["KV03"].leader)
    with pytest.raises(Missing):
        record(region, index="1")
    assert indices.list_recorded(actor=handler, index="8", units=[region.unit.id]) == ([], 0)


def test_what_waits_for_the_second_officer_comes_first_and_pages_follow(region):
    record(region)
    settle(region, by=leader(region))
    for first in (1, 11, 21):
        record(region, period=(date(2026, 5, first), date(2026, 5, first + 9)))

    def page(number: int) -> list[bool | None]:
        found, count = indices.list_recorded(
            actor=region.supervisor, index="8", units=[region.unit.id], page=number, size=3
        )
        assert count == 4
        return [each.is_confirmed for each in found]

    assert (page(1), page(2), page(3)) == ([None, None, None], [True], [])
