"""Open data by day: a day comes out once, ten days after it, adds up, and its month is told from the same counts."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import Error, transaction

from haidang.register import api as register
from haidang.reports import api as reports
from haidang.reports.models import DayCount, DayPublication
from support.procedures import at
from support.world import VALUE, WAREHOUSE

JULY_10TH = at("2026-07-10 01:20")


@pytest.fixture
def june(world):
    """Filed on 2 June: six at one region and one at headquarters; on the 16th five; on the 30th one."""
    for minute in range(6):
        world.submitted(VALUE, unit="KV01", now=at(f"2026-06-02 08:3{minute}"))
    world.submitted(WAREHOUSE, now=at("2026-06-02 09:30"))
    for minute in range(5):
        world.submitted(VALUE, unit="KV01", now=at(f"2026-06-16 08:3{minute}"))
    world.submitted(WAREHOUSE, now=at("2026-06-30 08:30"))


@pytest.fixture
def all_measures(monkeypatch):
    """Days told by what was received alone: what is decided and returned takes a whole way through the offices."""
    from haidang.reports import _telling
    from haidang.reports.use_cases import publishing

    for module in (_telling, publishing):
        monkeypatch.setattr(module, "BY_DAY", ("received",))


def spans():
    return [(row.first.isoformat(), row.last.isoformat()) for row in DayPublication.objects.order_by("first")]


def rows(day, measure, division):
    found = reports.get_published_days(day).rows
    return [(row.keys, row.count) for row in found if (row.measure, row.division) == (measure, division)]


def test_a_stretch_waits_for_the_next_and_the_last_takes_in_the_rest_of_the_month(june, all_measures):
    assert reports.publish_what_is_due(now=at("2026-06-25 01:20")) == (0, 0)
    assert reports.publish_what_is_due(now=at("2026-06-26 01:20")) == (1, 0)
    assert spans() == [("2026-06-01", "2026-06-02")]

    assert reports.publish_what_is_due(now=JULY_10TH) == (1, 1)

    assert spans() == [("2026-06-01", "2026-06-02"), ("2026-06-03", "2026-06-30")]
    assert rows("2026-06-02", "received", "total") == [((), 7)]
    assert rows("2026-06-02", "received", "unit") == [(("CHQ", "KV01"), 7)]
    assert rows("2026-06-20", "received", "total") == [((), 6)]


def test_the_month_is_told_from_the_days_as_they_were_counted(june, all_measures, world):
    reports.publish_what_is_due(now=at("2026-06-26 01:20"))
    world.submitted(VALUE, unit="KV01", now=at("2026-06-03 08:30"))

    reports.publish_what_is_due(now=JULY_10TH)

    told = {(row.division, row.keys): row.count for row in reports.get_published("2026-06").rows}
    assert told["total", ()] == 13
    assert told["day", ("2026-06-01", "2026-06-02")] + told["day", ("2026-06-03", "2026-06-30")] == 13


def test_who_was_hidden_on_a_day_does_not_stand_alone_in_the_month(june, all_measures, world):
    """Headquarters has seven in June, one of them hidden on the 2nd: its month less its other days would tell it."""
    for minute in range(5):
        world.submitted(WAREHOUSE, now=at(f"2026-06-17 08:3{minute}"))

    reports.publish_what_is_due(now=JULY_10TH)

    found = reports.get_published("2026-06").rows
    assert [row.keys for row in found if (row.measure, row.division) == ("received", "unit")] == [("CHQ", "KV01")]


def test_what_is_small_all_month_makes_one_stretch(june):
    reports.publish_what_is_due(now=JULY_10TH)

    assert spans() == [("2026-06-01", "2026-06-30")]
    assert {row.measure for row in reports.get_published_days("2026-06-09").rows} == {"received"}


def test_a_day_is_an_entry_in_the_register_and_never_changes(june, all_measures):
    reports.publish_what_is_due(now=at("2026-06-26 01:20"))

    row = DayPublication.objects.get()
    assert register.latest_entry(row.uid).event == "days_published"
    assert row.uid in [uid for uid, _head in reports.iter_heads()]
    for kept in (DayPublication, DayCount):
        with pytest.raises(Error), transaction.atomic():
            kept.objects.update(content={})


def test_the_days_of_a_month_published_before_there_were_days_stay_out(june):
    from haidang.reports.models import Publication

    Publication.objects.create(
        uid="018f0000-0000-7000-8000-000000000001",
        month=date(2026, 6, 1),
        content={"rows": []},
        sha256="",
        published_at=at("2026-07-10 01:20"),
        head_seq=1,
        head_hash=bytes(32),
    )

    assert reports.publish_what_is_due(now=at("2026-07-11 01:20")) == (0, 0)
    assert not DayPublication.objects.exists()
