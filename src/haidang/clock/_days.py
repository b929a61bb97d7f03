"""
Terms in days.

The day of the event is not counted (Civil Code 2015 art. 147); a day on which the office opens at all counts as
one; the term ends when the office closes on the last day. A calendar term that ends on a closed day moves to
the next open one (art. 148(5)). A working day whose closing is paused is replaced by one more day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from haidang.clock._count import Count, Term
from haidang.clock._office import closing, days, open_days
from haidang.clock._pauses import holds_closing

_DAY = timedelta(days=1)


def count_working_days(term: Term) -> Count:
    """Return the closing of the n-th open day after the event; of zero days, the first closing from it on."""
    if not term.length.value:
        return _landing(term, term.event, [])
    last, lost = _nth(term, open_days(term.calendar, term.event + _DAY))
    return Count(at=closing(term.calendar, last), day=last, last=last, lost=tuple(lost))


def count_calendar_days(term: Term) -> Count:
    """Return the closing of the n-th day after the event, or of the next open day when that one is closed."""
    if not term.length.value:
        return _landing(term, term.event, [])
    return _landing(term, *_nth(term, days(term.event + _DAY)))


def _nth(term: Term, walk: Iterator[date]) -> tuple[date, list[date]]:
    """Return the last day counted, and the days left out because their closing is paused."""
    left, lost = term.length.value, list[date]()
    while True:
        day = next(walk)
        if _is_lost(term, day):
            lost.append(day)
            continue
        left -= 1
        if not left:
            return day, lost


def _landing(term: Term, last: date, lost: list[date]) -> Count:
    """End at the first closing on or after a day that is neither past nor paused."""
    walk = (day for day in open_days(term.calendar, last) if closing(term.calendar, day) >= term.start)
    while _is_lost(term, day := next(walk)):
        lost.append(day)
    return Count(at=closing(term.calendar, day), day=day, last=last, lost=tuple(lost))


def _is_lost(term: Term, day: date) -> bool:
    return bool(
        term.pauses and term.calendar.windows_on(day) and holds_closing(term.pauses, closing(term.calendar, day))
    )
