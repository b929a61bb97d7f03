"""Terms of days and hours end where the law says, in the standard office of Vietnam."""

from datetime import UTC

import pytest

from clock.offices import STANDARD, at, ends, when
from haidang.clock import api as clock
from haidang.clock.contracts import Length, TermUnit

DAYS, CALENDAR_DAYS, HOURS = TermUnit.WORKING_DAYS, TermUnit.CALENDAR_DAYS, TermUnit.WORKING_HOURS


@pytest.mark.parametrize(
    ("start", "number", "unit", "due"),
    [
        pytest.param("2017-08-31T10:00", 5, DAYS, "2017-09-08T17:00", id="V1: 2/9 on a Saturday, Monday off"),
        pytest.param("2017-01-24T10:00", 10, DAYS, "2017-02-14T17:00", id="V2: across Tết"),
        pytest.param("2025-04-25T10:00", 3, DAYS, "2025-04-29T17:00", id="V3: a make-up Saturday counts"),
        pytest.param("2026-08-21T10:00", 5, DAYS, "2026-08-27T17:00", id="V4: a make-up Saturday counts"),
        pytest.param("2026-02-12T10:00", 15, DAYS, "2026-03-12T17:00", id="V5: across Tết"),
        pytest.param("2017-06-30T15:30", 8, HOURS, "2017-07-03T15:30", id="V6: over a weekend"),
        pytest.param("2017-06-30T20:00", 8, HOURS, "2017-07-03T17:00", id="V7: filed at night"),
        pytest.param("2017-09-01T16:00", 8, HOURS, "2017-09-05T16:00", id="V8: over a holiday"),
        pytest.param("2017-08-03T10:00", 30, CALENDAR_DAYS, "2017-09-05T17:00", id="V9: moved off a holiday"),
        pytest.param("2018-02-12T10:00", 30, DAYS, "2018-04-02T17:00", id="V10: to automatic closing"),
    ],
)
def test_the_published_cases(start, number, unit, due):
    assert when(number, unit, start) == due


@pytest.mark.parametrize(
    ("start", "number", "unit", "due"),
    [
        pytest.param("2017-06-29T08:00", 8, HOURS, "2017-06-29T17:00", id="a full day ends at 17:00, not at 08:00"),
        pytest.param("2017-06-29T10:00", 2, HOURS, "2017-06-29T12:00", id="a morning ends at 12:00, not at 13:00"),
        pytest.param("2017-06-29T12:00", 1, HOURS, "2017-06-29T14:00", id="noon counts from 13:00"),
        pytest.param("2017-06-29T17:00", 1, HOURS, "2017-06-30T09:00", id="closing time counts from the morning"),
        pytest.param("2017-08-03T10:00", 1, CALENDAR_DAYS, "2017-08-04T17:00", id="a calendar day on an open day"),
        pytest.param("2017-06-30T10:00", 24, TermUnit.CLOCK_HOURS, "2017-07-01T10:00", id="bare hours run on"),
    ],
)
def test_terms_end_with_the_last_minute_that_counts(start, number, unit, due):
    assert when(number, unit, start) == due


@pytest.mark.parametrize("start", ["2017-08-31T00:00", "2017-08-31T00:30", "2017-08-31T06:59", "2017-08-31T23:59"])
def test_the_day_of_an_event_is_the_day_in_vietnam(start):
    assert when(5, DAYS, start) == "2017-09-08T17:00"


def test_the_offset_of_the_event_does_not_matter():
    in_hanoi = at("2017-08-31T00:30")

    due = clock.due(length=Length(5, DAYS), calendar=STANDARD, start=in_hanoi.astimezone(UTC))

    assert due == clock.due(length=Length(5, DAYS), calendar=STANDARD, start=in_hanoi)
    assert due.at.isoformat() == "2017-09-08T17:00:00+07:00"


@pytest.mark.parametrize(
    ("start", "number", "unit", "due"),
    [
        pytest.param("2017-09-02T10:00", 1, DAYS, "2017-09-05T17:00", id="on a holiday, days"),
        pytest.param("2017-09-03T10:00", 1, CALENDAR_DAYS, "2017-09-05T17:00", id="on a Sunday, moved again"),
        pytest.param("2017-09-02T10:00", 1, HOURS, "2017-09-05T09:00", id="on a holiday, hours"),
        pytest.param("2017-08-31T18:00", 1, DAYS, "2017-09-01T17:00", id="after closing"),
        pytest.param("2025-04-25T10:00", 1, DAYS, "2025-04-26T17:00", id="ends on a make-up Saturday"),
        pytest.param("2025-04-26T10:00", 1, DAYS, "2025-04-28T17:00", id="begins on a make-up Saturday"),
        pytest.param("2025-04-24T10:00", 2, CALENDAR_DAYS, "2025-04-26T17:00", id="no move off a make-up Saturday"),
        pytest.param("2018-12-28T16:00", 2, HOURS, "2019-01-02T09:00", id="over a swapped Monday and New Year"),
    ],
)
def test_events_and_ends_on_days_that_differ(start, number, unit, due):
    assert when(number, unit, start) == due


@pytest.mark.parametrize(
    ("start", "unit", "due"),
    [
        pytest.param("2017-08-31T10:00", DAYS, "2017-08-31T17:00", id="the same day"),
        pytest.param("2017-09-01T18:00", DAYS, "2017-09-05T17:00", id="after closing, the next open day"),
        pytest.param("2017-09-03T10:00", CALENDAR_DAYS, "2017-09-05T17:00", id="on a closed day, the next open one"),
        pytest.param("2017-08-31T10:00", HOURS, "2017-08-31T10:00", id="at once"),
        pytest.param("2017-08-31T17:00", HOURS, "2017-08-31T17:00", id="in the last minute"),
        pytest.param("2017-08-31T18:00", HOURS, "2017-09-01T08:00", id="at night, with the opening"),
        pytest.param("2017-08-31T18:00", TermUnit.CLOCK_HOURS, "2017-08-31T18:00", id="bare hours, at once"),
    ],
)
def test_a_term_of_nothing_is_due_at_the_first_chance(start, unit, due):
    assert when(0, unit, start) == due


def test_long_terms_are_counted_to_the_end():
    assert when(400, DAYS, "2024-05-20T08:00") == "2025-12-18T17:00"
    assert ends(5_000, DAYS, "2024-05-20T08:00").day.year == 2043
