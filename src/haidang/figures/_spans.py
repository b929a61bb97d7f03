"""A period as few spans of days, months and years, so that a long one costs no more than a short one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from haidang.figures.contracts import Period

_ONE_DAY = timedelta(days=1)
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

    `today` only helps to choose the shorter way: nothing happens after it, so the present month is read whole.
    """
    first, after = max(period[0], _EARLIEST), min(period[1], _LATEST) + _ONE_DAY
    if after <= first:
        return []
    found = [*_months(_month(first), _month(after)), Span("day", _month(first), first - _ONE_DAY, -1)]
    return [span for span in (*found, *_begun(after, today)) if span.first <= span.last]


def _months(first: date, after: date) -> Iterator[Span]:
    """Yield whole months from one to before the other, as whole years where they are."""
    years_from, years_until = date(first.year + (first.month > 1), 1, 1), date(after.year, 1, 1)
    if years_from >= years_until:
        yield Span("month", first, after - _ONE_DAY)
        return
    yield Span("month", first, years_from - _ONE_DAY)
    yield Span("year", years_from, years_until - _ONE_DAY)
    yield Span("month", years_until, after - _ONE_DAY)


def _begun(after: date, today: date) -> Iterator[Span]:
    """Yield the days of a month before the day: counted up, or the month less the rest of it."""
    first, last = _month(after), _month(_month(after) + timedelta(days=31)) - _ONE_DAY
    if after > first and (after > today or after.day > 16):
        yield Span("month", first, first)
        yield Span("day", after, last, -1)
    else:
        yield Span("day", first, after - _ONE_DAY)


def _month(day: date) -> date:
    return day.replace(day=1)
