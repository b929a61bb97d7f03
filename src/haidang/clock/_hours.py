"""
Terms in hours, or minutes.

Working hours and minutes run in office time alone and end with the last working minute: at 17:00, never at 08:00 of
the next day. A bare "giờ" of the data is hours of the clock on the wall, closed office or not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from haidang.clock._count import Count, Term
from haidang.clock._office import Stretch, open_days, stretches
from haidang.clock._pauses import running
from haidang.clock.contracts import Length, TermUnit

IN_OFFICE_TIME: dict[TermUnit, timedelta] = {
    TermUnit.WORKING_HOURS: timedelta(hours=1),
    TermUnit.WORKING_MINUTES: timedelta(minutes=1),
}
"""The units that run in office time alone, and how much of it one of them is."""


def office_time(length: Length) -> timedelta:
    """Return how much office time a length in working hours or minutes is."""
    return length.value * IN_OFFICE_TIME[length.unit]


def count_office_time(term: Term) -> Count:
    """Return the moment at which the length has passed in office time outside pauses."""
    left = office_time(term.length)
    pieces: dict[date, timedelta] = defaultdict(timedelta)
    walk = _office_time(term)
    while True:
        day, start, end = next(walk)
        piece = min(end - start, left)
        left -= piece
        if piece:
            pieces[day] += piece
        if not left:
            return Count(at=start + piece, day=day, last=day, pieces=tuple(pieces.items()))


def count_clock_hours(term: Term) -> Count:
    """Return the moment at which the length has passed on the wall, pauses left out."""
    at, left = term.start.astimezone(UTC), timedelta(hours=term.length.value)
    for begins, ends in term.pauses:
        ran = max(begins - at, timedelta())
        if ran >= left:
            break
        if ends > at:
            at, left = ends, left - ran
    day = (at + left).astimezone(term.calendar.zone).date()
    return Count(at=at + left, day=day, last=day)


def back_in_office_time(term: Term) -> datetime:
    """Return the moment from which on the length still passes in office time before `term.start`."""
    left = office_time(term.length)
    walk = (
        (opens, min(closes, term.start))
        for day in open_days(term.calendar, term.event, step=-1)
        for opens, closes in reversed(stretches(term.calendar, day))
        if opens <= term.start
    )
    while True:
        start, end = next(walk)
        if end - start >= left:
            return end - left
        left -= end - start


def _office_time(term: Term) -> Iterator[tuple[date, *Stretch]]:
    """Yield the office time from the start on, without the pauses, each part with its day."""
    for day in open_days(term.calendar, term.event):
        for opens, closes in stretches(term.calendar, day):
            if closes >= term.start:
                for start, end in running(term.pauses, max(opens, term.start), closes):
                    yield day, start, end
