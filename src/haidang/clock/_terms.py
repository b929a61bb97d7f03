"""The questions the other rooms ask about terms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from haidang.clock._count import Count, Term
from haidang.clock._days import count_calendar_days, count_working_days
from haidang.clock._explain import explain
from haidang.clock._hours import IN_OFFICE_TIME, back_in_office_time, count_clock_hours, count_office_time
from haidang.clock._office import LONGEST, TOO_FAR, closing, local_day, open_days, overlap, typical_minutes
from haidang.clock._pauses import settle
from haidang.clock._words import counted, listed, say
from haidang.clock.contracts import Calendar, Due, Length, Outcome, Pause, Reasons, TermUnit, Uncountable
from haidang.kernel.text import Text

_QUARTER = 15 * 60
_INSTANT = timedelta(microseconds=1)
_COUNTS: dict[TermUnit, Callable[[Term], Count]] = {
    TermUnit.WORKING_DAYS: count_working_days,
    TermUnit.CALENDAR_DAYS: count_calendar_days,
    TermUnit.WORKING_HOURS: count_office_time,
    TermUnit.WORKING_MINUTES: count_office_time,
    TermUnit.CLOCK_HOURS: count_clock_hours,
}
_BY_MOMENT = {*IN_OFFICE_TIME, TermUnit.CLOCK_HOURS}


def due(*, length: Length, calendar: Calendar, start: datetime, pauses: Sequence[Pause] = ()) -> Due:
    """
    Return when a term that begins with an event at `start` ends, and why.

    :raises Uncountable: if it has no end: a negative or absurd length, a calendar that never opens, a pause that
        ends before it begins
    """
    if calendar.counted and not pauses and (found := calendar.counted(length, start)):
        return found
    term = _term(length, calendar, start, pauses)
    count = _COUNTS[length.unit](term)
    return Due(
        at=count.at.astimezone(calendar.zone),
        day=count.day,
        reasons=Reasons(lambda: explain(term, count)),
        by_moment=length.unit in _BY_MOMENT,
    )


def minus(*, length: Length, calendar: Calendar, end: datetime) -> datetime:
    """
    Return the latest moment that still lies the length before `end`: "at the latest 1 working day before".

    For days: the closing of that day, or of the open day before it. An `end` at 00:00 is the end of the day before.

    :raises Uncountable: if there is no such moment
    """
    term = replace(_term(length, calendar, end, ()), event=local_day(calendar, end - _INSTANT))
    if length.unit is TermUnit.CLOCK_HOURS:
        return (end.astimezone(UTC) - timedelta(hours=length.value)).astimezone(calendar.zone)
    if length.unit in IN_OFFICE_TIME:
        return back_in_office_time(term).astimezone(calendar.zone)
    return closing(calendar, _day_before(term)).astimezone(calendar.zone)


def working_minutes(*, calendar: Calendar, start: datetime, end: datetime) -> int:
    """Return the whole minutes of office time between two moments; negative when `end` lies before `start`."""
    if end < start:
        return -working_minutes(calendar=calendar, start=end, end=start)
    return int(overlap(calendar, start, end).total_seconds()) // 60


def working_days(*, calendar: Calendar, start: datetime, end: datetime) -> int:
    """Return the open days after the day of `start` up to that of `end`; negative when it lies before."""
    if end < start:
        return -working_days(calendar=calendar, start=end, end=start)
    first, last = local_day(calendar, start).toordinal(), local_day(calendar, end).toordinal()
    return sum(bool(calendar.windows_on(date.fromordinal(day))) for day in range(first + 1, last + 1))


def tell(minutes: int, calendar: Calendar) -> Text:
    """Return working time in this office's days: "2 ngày 3 giờ làm việc"; early or late is for the caller to say."""
    days, rest = divmod(abs(minutes), typical_minutes(calendar))
    hours, rest = divmod(rest, 60)
    parts = [
        (days, "ngày", "day"),
        (hours, "giờ", "hour"),
        (0 if days else rest, "phút", "minute"),
    ]
    told = [(value, vi, en) for value, vi, en in parts if value] or [(0, "phút", "minute")]
    head, *more = told
    first = counted(head[0], head[1], f"working {head[2]}")
    return say("{parts} làm việc", "{parts}", parts=listed([first, *(counted(*part) for part in more)], by=" "))


def is_late(due: Due, at: datetime) -> bool:
    """Return whether what is still open at a moment is late: after closing of the due day, or after the moment."""
    return at > due.at


def outcome(due: Due, finished_at: datetime) -> Outcome:
    """
    Return how a finished matter stands: an earlier day is early, the due day on time, a later one late.

    A term in hours is late by the moment.
    """
    day = finished_at.astimezone(due.at.tzinfo).date()
    if day < due.day:
        return Outcome.EARLY
    if finished_at <= due.at or (day == due.day and not due.by_moment):
        return Outcome.ON_TIME
    return Outcome.LATE


def slot(at: datetime) -> int:
    """Return the quarter of an hour since 1970 in which a moment lies."""
    return int(at.timestamp()) // _QUARTER


def _term(length: Length, calendar: Calendar, start: datetime, pauses: Sequence[Pause]) -> Term:
    if length.value < 0:
        raise Uncountable(Text("Thời hạn không thể là số âm.", "A term cannot be negative."))
    if length.value > LONGEST * 24:
        raise Uncountable(TOO_FAR)
    return Term(
        length=length,
        calendar=calendar,
        start=start,
        event=local_day(calendar, start),
        pauses=settle(calendar, pauses),
        paused_since=min((pause.start for pause in pauses if pause.end is None), default=None),
    )


def _day_before(term: Term) -> date:
    """Return the open day that lies the term's days before its event, or the one before that."""
    if term.length.unit is TermUnit.CALENDAR_DAYS:
        return next(open_days(term.calendar, term.event - timedelta(days=term.length.value), step=-1))
    walk = (day for day in open_days(term.calendar, term.event, step=-1) if day != term.event)
    before = term.event
    for _ in range(term.length.value):
        before = next(walk)
    return before if term.length.value else next(open_days(term.calendar, term.event, step=-1))
