"""Open data: a month comes out once, on the 10th of the next, adds up and names nobody."""

from __future__ import annotations

import pytest

from haidang.register import api as register
from haidang.reports import api as reports
from haidang.reports.models import Publication
from support.procedures import at
from support.world import VALUE, WAREHOUSE

TENTH = at("2026-07-10 01:20")


@pytest.fixture
def june(world):
    """Six dossiers of one region and two of headquarters, filed in June."""
    for day in (2, 3, 4, 9, 10, 11):
        world.submitted(VALUE, unit="KV01", now=at(f"2026-06-{day:02} 08:30"))
    for day in (16, 17):
        world.submitted(WAREHOUSE, now=at(f"2026-06-{day} 08:30"))


def rows(measure, division):
    found = reports.get_published("2026-06").rows
    return [(row.keys, row.count) for row in found if (row.measure, row.division) == (measure, division)]


def test_small_counts_stand_together_and_everything_adds_up(june):
    reports.publish_what_is_due(now=TENTH)

    assert rows("received", "total") == [((), 8)]
    assert rows("received", "unit") == [(("CHQ", "KV01"), 8)]
    assert rows("received", "procedure") == [((WAREHOUSE, VALUE), 8)]
    assert rows("received", "channel") == [(("online",), 8)]
    assert rows("received", "day") == [(("2026-06-01", "2026-06-30"), 8)]


def test_it_comes_once_and_on_the_tenth(june, world):
    assert reports.publish_what_is_due(now=at("2026-07-09 01:20")) == (0, 0)
    assert reports.publish_what_is_due(now=TENTH) == (1, 1)
    world.submitted(VALUE, unit="KV01", now=at("2026-06-29 08:30"))

    assert reports.publish_what_is_due(now=at("2026-07-11 01:20")) == (0, 0)

    row = Publication.objects.get()
    assert rows("received", "total") == [((), 8)]
    assert register.latest_entry(row.uid).event == "month_published"
    assert row.uid in [uid for uid, _head in reports.iter_heads()]


def test_a_month_with_fewer_than_five_is_not_published(world):
    world.submitted(VALUE, unit="KV01", now=at("2026-06-02 08:30"))

    assert reports.publish_what_is_due(now=TENTH) == (0, 0)
