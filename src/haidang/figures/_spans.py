"""A period as few spans of days, months and years, so that a long one costs no more than a short one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from haidang.figures.contracts import Period

_ONE_DAY = timedelta(days=1)
_MIDDLE_DAY, _MIDDLE_MONTH = 16, 7
_EARLIEST, _LATEST = date(2, 1, 1), date(9998, 12, 31)


@dataclass(frozen=True, slots=True)
class Span:
    """Totals of one kind whose first day lies between two days, to be added (1) or taken off (-1)."""

    kind: str
    first: date
    last: date
    sign: int = 1


def spans(period: Period, *, today: date) -> list[Span]:
    """
    Return the spans that together are exactly the period.

    `today` only helps to choose the shorter way: after it there is nothing to take off, so the present month and
    year are read whole.
    """
    first, after = max(period[0], _EARLIEST), min(period[1], _LATEST) + _ONE_DAY
    if after <= first:
        return []
    is_rest_empty = after > today
    begun = _month(after)
    if after > begun and (is_rest_empty or after.day > _MIDDLE_DAY):
        until = _month(begun + timedelta(days=31))
        rest = Span("day", after, until - _ONE_DAY, -1)
    else:
        until, rest = begun, Span("day", begun, after - _ONE_DAY)
    months = _months(_month(first), until, is_rest_empty=is_rest_empty)
    found = [*months, Span("day", _month(first), first - _ONE_DAY, -1), rest]
    return [span for span in found if span.first <= span.last]


def _months(first: date, after: date, *, is_rest_empty: bool) -> Iterator[Span]:
    """Yield whole months from one to before the other, as whole years where they are, or nearly are."""
    years_from, years_until = date(first.year + (first.month > 1), 1, 1), date(after.year, 1, 1)
    if years_from > years_until:
        yield Span("month", first, after - _ONE_DAY)
        return
    yield Span("month", first, years_from - _ONE_DAY)
    if after > years_until and (is_rest_empty or after.month > _MIDDLE_MONTH):
        yield Span("year", years_from, years_until)
        yield Span("month", after, date(after.year, 12, 31), -1)
    else:
        yield Span("year", years_from, years_until - _ONE_DAY)
        yield Span("month", years_until, after - _ONE_DAY)


def _month(day: date) -> date:
    return day.replace(day=1)
