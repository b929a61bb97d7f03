"""
The legal clock a second time, by watching every minute go by.

Slow and plain on purpose: it shares nothing with the real one but the calendar it is given, and knows neither
days nor windows as things to compute with, only whether the office is open in a minute.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import cache

from haidang.clock.contracts import Calendar, Pause

MINUTE = timedelta(minutes=1)


class Watch:
    """One office, looked at minute by minute in its own local time without offset."""

    def __init__(self, calendar: Calendar, pauses: Sequence[Pause]) -> None:
        self.calendar = calendar
        self.pauses = [(_local(pause.start, calendar), _local(pause.end, calendar)) for pause in pauses if pause.end]
        self.minutes_of = cache(self._minutes_of)

    def is_open(self, minute: datetime) -> bool:
        return bool(self.minutes_of(minute.date())[minute.hour * 60 + minute.minute])

    def is_paused(self, minute: datetime) -> bool:
        return any(start <= minute < end for start, end in self.pauses)

    def is_last_of_its_day(self, minute: datetime) -> bool:
        after = minute.hour * 60 + minute.minute + 1
        return self.is_open(minute) and not any(self.minutes_of(minute.date())[after:])

    def _minutes_of(self, day: date) -> bytearray:
        minutes = bytearray(24 * 60)
        for start, end in self.calendar.windows_on(day):
            ends = end.hour * 60 + end.minute or 24 * 60
            for minute in range(start.hour * 60 + start.minute, ends):
                minutes[minute] = 1
        return minutes


def working_hours(hours: int, calendar: Calendar, start: datetime, pauses: Sequence[Pause]) -> datetime:
    """Return the end of the minute in which the last office minute passes."""
    watch = Watch(calendar, pauses)
    return _after(
        hours * 60, _local(start, calendar), lambda minute: watch.is_open(minute) and not watch.is_paused(minute)
    )


def working_days(days: int, calendar: Calendar, start: datetime, pauses: Sequence[Pause]) -> datetime:
    """Return the end of the minute with which the last counted working day closes."""
    watch = Watch(calendar, pauses)
    return _after(
        days,
        _next_midnight(start, calendar),
        lambda minute: watch.is_last_of_its_day(minute) and not watch.is_paused(minute),
    )


def calendar_days(days: int, calendar: Calendar, start: datetime, pauses: Sequence[Pause]) -> datetime:
    """Return the closing of the last day, or of the next that is open and not paused when it closes."""
    watch = Watch(calendar, pauses)
    lost: set[date] = set()

    def ends_a_counted_day(minute: datetime) -> bool:
        if watch.is_last_of_its_day(minute) and watch.is_paused(minute):
            lost.add(minute.date())
        return (minute + MINUTE).date() != minute.date() and minute.date() not in lost

    end_of_last_day = _after(days, _next_midnight(start, calendar), ends_a_counted_day)
    morning_of_last_day = end_of_last_day - timedelta(days=1)
    return _after(
        1,
        morning_of_last_day,
        lambda minute: watch.is_last_of_its_day(minute) and not watch.is_paused(minute),
    )


def _after(number: int, minute: datetime, counts: Callable[[datetime], bool]) -> datetime:
    """Return the end of the minute in which the number is reached."""
    while True:
        number -= counts(minute)
        minute += MINUTE
        if not number:
            return minute


def _next_midnight(start: datetime, calendar: Calendar) -> datetime:
    return datetime.combine(_local(start, calendar).date() + timedelta(days=1), datetime.min.time())


def _local(moment: datetime, calendar: Calendar) -> datetime:
    return moment.astimezone(calendar.zone).replace(tzinfo=None)
