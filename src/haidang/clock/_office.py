"""
Office time: the windows of single days, and the walk over days that never runs for ever.

Windows stand on the wall of the office; everything that is added or compared is a moment in UTC, so that a
zone with summer time counts right as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from haidang.clock._words import say
from haidang.clock.contracts import Calendar, Uncountable, Window
from haidang.kernel.text import Text

Stretch = tuple[datetime, datetime]

_LONGEST_CLOSED = 366
LONGEST = 36_525
_YEARS = range(1900, 9_001)

_NEVER_OPEN = Text(
    "Lịch “{calendar}” không có ngày làm việc nào trong hơn một năm, nên không tính được thời hạn. "
    "Hãy kiểm tra giờ làm việc của lịch này.",
    "The calendar “{calendar}” has no open day for more than a year, so the term has no end. "
    "Check the office hours of this calendar.",
)
TOO_FAR = Text(
    "Thời hạn dài hơn 100 năm. Hãy kiểm tra lại con số.",
    "The term is longer than 100 years. Check the number.",
)
_ODD_YEAR = Text(
    "Năm {year} nằm ngoài khoảng 1900-9000. Hãy kiểm tra lại ngày.",
    "The year {year} lies outside 1900-9000. Check the date.",
)


def local_day(calendar: Calendar, moment: datetime) -> date:
    """
    Return the day of a moment where the office is.

    :raises ValueError: if the moment has no offset
    :raises Uncountable: if its year cannot be meant
    """
    if moment.utcoffset() is None:
        raise ValueError("A moment must carry its offset from UTC.")
    if moment.year not in _YEARS:
        raise Uncountable(say(_ODD_YEAR.vi, _ODD_YEAR.en, year=moment.year))
    return moment.astimezone(calendar.zone).date()


def stretches(calendar: Calendar, day: date) -> list[Stretch]:
    """Return the office time of one day, in order, as moments in UTC."""
    return [(_at(calendar, day, start), _end(calendar, day, end)) for start, end in calendar.windows_on(day)]


def closing(calendar: Calendar, day: date) -> datetime:
    """Return when the office closes on an open day."""
    return _end(calendar, day, calendar.windows_on(day)[-1][1])


def days(first: date, *, step: int = 1) -> Iterator[date]:
    """
    Walk the days of the wall calendar from `first` on.

    :raises Uncountable: after a hundred years
    """
    ordinal = first.toordinal()
    for away in range(LONGEST):
        yield date.fromordinal(ordinal + step * away)
    raise Uncountable(TOO_FAR)


def open_days(calendar: Calendar, first: date, *, step: int = 1) -> Iterator[date]:
    """
    Walk the days on which the office opens at all, from `first` on.

    :raises Uncountable: when it stays closed for more than a year, or after a hundred years
    """
    closed = 0
    for day in days(first, step=step):
        if calendar.windows_on(day):
            closed = 0
            yield day
            continue
        closed += 1
        if closed > _LONGEST_CLOSED:
            raise Uncountable(say(_NEVER_OPEN.vi, _NEVER_OPEN.en, calendar=calendar.name))


def opens_at_or_after(calendar: Calendar, moment: datetime) -> datetime:
    """
    Return the moment itself within office time, else the next opening, in the calendar's zone.

    :raises Uncountable: if the office never opens again
    """
    openings = (
        max(start, moment)
        for day in open_days(calendar, local_day(calendar, moment))
        for start, end in stretches(calendar, day)
        if moment < end
    )
    return next(openings).astimezone(calendar.zone)


def overlap(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """Return how much office time lies between two moments in order."""
    total = timedelta()
    first, last = local_day(calendar, start), local_day(calendar, end)
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        for opens, closes in stretches(calendar, date.fromordinal(ordinal)):
            total += max(min(closes, end) - max(opens, start), timedelta())
    return total


def minutes_of(windows: Sequence[Window]) -> int:
    """Return how many minutes of office time one day's windows hold."""
    return sum((_minute(end) or 24 * 60) - _minute(start) for start, end in windows)


def typical_minutes(calendar: Calendar) -> int:
    """Return the office time of the most common open day of the week; 8 hours where the week is closed."""
    usual = Counter(minutes_of(windows) for windows in calendar.week.values() if windows)
    return max(usual, key=lambda minutes: (usual[minutes], minutes), default=8 * 60)


def _minute(wall: time) -> int:
    return wall.hour * 60 + wall.minute


def _at(calendar: Calendar, day: date, wall: time) -> datetime:
    return datetime.combine(day, wall, calendar.zone).astimezone(UTC)


def _end(calendar: Calendar, day: date, wall: time) -> datetime:
    return _at(calendar, day + timedelta(days=1) if wall == time.min else day, wall)
