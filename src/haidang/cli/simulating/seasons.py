"""When people file: by month and weekday, less around Tết, mostly in office time, a few in the evening."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from random import Random

from haidang.clock.contracts import Calendar

_MONTHS = (1.05, 0.75, 1.0, 1.0, 1.0, 0.95, 0.9, 0.95, 1.0, 1.1, 1.15, 1.25)
_CLOSED_DAY = 0.04
_AROUND_TET, _QUIET_DAYS, _LONG = 0.45, 6, 5
_IN_OFFICE_HOURS = 0.86
_HOURS = ((8, 30), (9, 25), (10, 20), (13, 20), (14, 25), (15, 22), (16, 12))
_HOUR_ENDS = list(accumulate(weight for _hour, weight in _HOURS))


class Seasons:
    """The days of a period, each with its share of all filings."""

    def __init__(self, calendar: Calendar, *, first: date, last: date) -> None:
        self._first, self._calendar = first, calendar
        self._ends = list(accumulate(_weights(calendar, first, last)))

    def moment(self, share: float, chance: Random, *, online: bool) -> int:
        """Return a moment at that share of all filings of the period (0 to 1), in seconds since 1970."""
        day = self._first + timedelta(days=bisect(self._ends, share * self._ends[-1], hi=len(self._ends) - 1))
        windows = self._calendar.windows_on(day)
        if windows and (not online or chance.random() < _IN_OFFICE_HOURS):
            hour = _HOURS[bisect(_HOUR_ENDS, chance.random() * _HOUR_ENDS[-1])][0]
        else:
            hour = chance.choice((7, 12, 17, 18, 19, 20, 21))
        wall = datetime.combine(day, time(hour), self._calendar.zone)
        return int(wall.astimezone(UTC).timestamp()) + int(chance.random() * 3600)


def _weights(calendar: Calendar, first: date, last: date) -> Iterator[float]:
    quiet = _quiet_days(calendar, first, last)
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        weight = _MONTHS[day.month - 1] * (1 if calendar.windows_on(day) else _CLOSED_DAY)
        yield weight * (_AROUND_TET if day in quiet else 1)


def _quiet_days(calendar: Calendar, first: date, last: date) -> set[date]:
    """Return the days around each long rest, which in Việt Nam is Tết."""
    quiet, closed = set[date](), 0
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        if not calendar.windows_on(day):
            closed += 1
            continue
        if closed >= _LONG:
            quiet |= {day + timedelta(days=n) for n in range(-_QUIET_DAYS - closed, _QUIET_DAYS)}
        closed = 0
    return quiet
