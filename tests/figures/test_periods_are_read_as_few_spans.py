"""A period is read as few totals of days, months and years that together are exactly its days."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from haidang.figures._spans import Span, spans

DAY = timedelta(days=1)
FIRST, LAST = date(2014, 1, 1), date(2028, 12, 31)
DAYS = [FIRST + n * DAY for n in range((LAST - FIRST).days + 1)]


def days_of(found: list[Span]) -> list[date]:
    counted: Counter[date] = Counter()
    for span in found:
        counted.update({day: span.sign for day in DAYS if span.first <= _start(day, span.kind) <= span.last})
    return [day for day in DAYS if counted[day] for _ in range(abs(counted[day]))]


def _start(day: date, kind: str) -> date:
    return {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}[kind]


@pytest.mark.parametrize(
    "period",
    [
        (date(2026, 11, 18), date(2026, 11, 18)),
        (date(2026, 11, 1), date(2026, 11, 30)),
        (date(2026, 11, 1), date(2026, 11, 18)),
        (date(2026, 11, 5), date(2026, 11, 9)),
        (date(2026, 2, 10), date(2026, 11, 3)),
        (date(2024, 2, 29), date(2024, 3, 1)),
        (date(2025, 12, 31), date(2026, 1, 1)),
        (date(2016, 1, 1), date(2026, 12, 31)),
        (date(2015, 6, 17), date(2027, 2, 28)),
    ],
)
@pytest.mark.parametrize("today", [date(2026, 11, 18), date(2016, 5, 2)])
def test_every_day_of_the_period_counts_once_and_no_other(period, today):
    first, last = period

    found = spans(period, today=today)

    assert days_of(found) == [day for day in DAYS if first <= day <= last]
    assert len(found) <= 5


def test_ten_years_to_date_read_no_single_day_of_the_past():
    found = spans((date(2017, 1, 1), date(2026, 11, 18)), today=date(2026, 11, 18))

    assert [span for span in found if span.kind == "day"] == [Span("day", date(2026, 11, 19), date(2026, 11, 30), -1)]


def test_this_year_to_date_reads_the_year_and_what_is_still_empty():
    found = spans((date(2026, 1, 1), date(2026, 11, 18)), today=date(2026, 11, 18))

    assert found == [
        Span("year", date(2026, 1, 1), date(2026, 1, 1)),
        Span("month", date(2026, 12, 1), date(2026, 12, 31), -1),
        Span("day", date(2026, 11, 19), date(2026, 11, 30), -1),
    ]


def test_a_whole_year_is_read_as_one():
    found = spans((date(2026, 1, 1), date(2026, 12, 31)), today=date(2026, 11, 18))

    assert found == [Span("year", date(2026, 1, 1), date(2026, 12, 31))]


def test_a_period_that_ends_before_it_begins_holds_nothing():
    assert spans((date(2026, 11, 2), date(2026, 11, 1)), today=date(2026, 11, 18)) == []


def test_all_time_there_is_can_be_asked_for():
    found = spans((date.min, date.max), today=date(2026, 11, 18))

    assert days_of(found) == DAYS
