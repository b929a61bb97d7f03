"""
Office time of some years laid out beforehand, for who counts the terms of a whole nation at once.

A term in days depends on the day of its event alone, so it is counted once for each day; one in working hours is a
look into the table of openings.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from haidang.clock._hours import IN_OFFICE_TIME, office_time
from haidang.clock._terms import due
from haidang.clock.contracts import Calendar, Due, Length, TermUnit

_IN_DAYS = (TermUnit.WORKING_DAYS, TermUnit.CALENDAR_DAYS)
_BEYOND = timedelta(days=400)


def laid_out(calendar: Calendar, *, first: date, last: date) -> tuple[Calendar, OfficeTable]:
    """Return the calendar with its office time laid out from a day on, and the table itself to plan moments with."""
    table = OfficeTable(calendar, first=first, last=last + _BEYOND)
    return replace(calendar, counted=table.due), table


class OfficeTable:
    """The office time of one calendar, and what has been counted in it so far. Moments are seconds since 1970."""

    def __init__(self, calendar: Calendar, *, first: date, last: date) -> None:
        self._calendar = calendar
        self._counted: dict[tuple[Length, int], Due] = {}
        self._days: list[date] = []
        self._opens: list[int] = []
        self._closes: list[int] = []
        self._before: list[int] = []
        passed = 0
        for day, opens, closes in _stretches(calendar, first, last):
            self._days.append(day)
            self._opens.append(opens)
            self._closes.append(closes)
            self._before.append(passed)
            passed += closes - opens

    def due(self, length: Length, start: datetime) -> Due | None:
        """Return what `clock.due` returns, but for the reasons; None where it is not laid out."""
        if length.value < 1:
            return None
        if length.unit in _IN_DAYS:
            return self._by_day(length, start)
        if length.unit in IN_OFFICE_TIME and not start.microsecond:
            return self._by_office_time(length, int(start.timestamp()))
        return None

    def office_seconds(self, moment: int) -> int:
        """Return the office time that has passed at a moment since the table begins."""
        index = bisect_right(self._opens, moment) - 1
        return self._before[index] + min(moment, self._closes[index]) - self._opens[index]

    def moment(self, office_seconds: int) -> int:
        """Return the moment at which that much office time has passed: 17:00, not 08:00 of the next day."""
        index = bisect_left(self._before, office_seconds) - 1
        return self._opens[index] + office_seconds - self._before[index]

    def _by_day(self, length: Length, start: datetime) -> Due:
        key = (length, start.astimezone(self._calendar.zone).toordinal())
        found = self._counted.get(key)
        if found is None:
            found = self._counted[key] = due(length=length, calendar=self._calendar, start=start)
        return found

    def _by_office_time(self, length: Length, start: int) -> Due | None:
        if start < self._opens[0] or start > self._opens[-1]:
            return None
        wanted = self.office_seconds(start) + int(office_time(length).total_seconds())
        index = bisect_left(self._before, wanted) - 1
        at = datetime.fromtimestamp(self._opens[index] + wanted - self._before[index], self._calendar.zone)
        return Due(at=at, day=self._days[index], reasons=(), by_moment=True)


def _stretches(calendar: Calendar, first: date, last: date) -> Iterator[tuple[date, int, int]]:
    for ahead in range((last - first).days):
        day = first + timedelta(days=ahead)
        for start, end in calendar.windows_on(day):
            closing = day + timedelta(days=1) if end == time.min else day
            yield day, _seconds(calendar, day, start), _seconds(calendar, closing, end)


def _seconds(calendar: Calendar, day: date, wall: time) -> int:
    return int(datetime.combine(day, wall, calendar.zone).astimezone(UTC).timestamp())
