"""A calendar that was laid out beforehand gives the same due moments as counting each term anew."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from haidang.clock import api as clock
from haidang.clock.contracts import Length, Pause, TermUnit

CALENDAR = clock.standard_calendar()
LAID_OUT, TABLE = clock.laid_out(CALENDAR, first=date(2017, 12, 1), last=date(2026, 11, 1))
LENGTHS = [
    Length(8, TermUnit.WORKING_HOURS),
    Length(2, TermUnit.WORKING_HOURS),
    Length(0, TermUnit.WORKING_HOURS),
    Length(5, TermUnit.WORKING_DAYS),
    Length(378, TermUnit.WORKING_MINUTES),
    Length(15, TermUnit.CALENDAR_DAYS),
    Length(24, TermUnit.CLOCK_HOURS),
]


@pytest.mark.parametrize("length", LENGTHS, ids=lambda each: f"{each.value} {each.unit}")
def test_any_moment_of_nine_years(length):
    chance = Random(7)
    for _ in range(60):
        start = datetime(2018, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(8 * 365 * 86_400))

        told = clock.due(length=length, calendar=LAID_OUT, start=start)

        counted = clock.due(length=length, calendar=CALENDAR, start=start)
        assert (told.at, told.day, told.by_moment) == (counted.at, counted.day, counted.by_moment), start


def test_pauses_are_counted_as_ever():
    start = datetime(2026, 6, 1, 2, tzinfo=UTC)
    pauses = [Pause(start + timedelta(days=1), start + timedelta(days=4))]

    told = clock.due(length=LENGTHS[3], calendar=LAID_OUT, start=start, pauses=pauses)

    assert told.at == clock.due(length=LENGTHS[3], calendar=CALENDAR, start=start, pauses=pauses).at


def test_office_time_is_read_both_ways():
    opening = int(datetime(2026, 6, 1, 1, tzinfo=UTC).timestamp())

    passed = TABLE.office_seconds(opening + 1800)

    assert TABLE.moment(passed) == opening + 1800
    assert TABLE.moment(TABLE.office_seconds(opening)) < opening  # office time that ends, ends at a closing
