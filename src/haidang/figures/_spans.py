"""A period as few spans of days, months and years, so that a long one costs no more than a short one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from haidang.figures.contracts import Period

_ONE_DAY = timedelta(days=1)
_MIDDLE_DAY, _MIDDLE_MONTH = 16, 7
_FEW = timedelta(days=_MIDDLE_DAY)
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
    if after - first <= _FEW:
        return [Span("day", first, after - _ONE_DAY)] if after > first else []
    begun, head = _head(first, is_empty=first > today)
    until, rest = _rest(after, is_empty=after > today)
    found = [*_months(begun, until, is_rest_empty=after > today), head, rest]
    return [span for span in found if span.first <= span.last]


def _head(first: date, *, is_empty: bool) -> tuple[date, Span]:
    """Return from where whole months are read, and the days between there and the first, on the shorter side."""
    month = _month(first)
    if first > month and (is_empty or first.day > _MIDDLE_DAY):
        after = _next_month(month)
        return after, Span("day", first, after - _ONE_DAY)
    return month, Span("day", month, first - _ONE_DAY, -1)


def _rest(after: date, *, is_empty: bool) -> tuple[date, Span]:
    """Return up to where whole months are read, and the days between there and the end, on the shorter side."""
    month = _month(after)
    if after > month and (is_empty or after.day > _MIDDLE_DAY):
        until = _next_month(month)
        return until, Span("day", after, until - _ONE_DAY, -1)
    return month, Span("day", month, after - _ONE_DAY)


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


def _next_month(month: date) -> date:
    return _month(month + timedelta(days=31))
