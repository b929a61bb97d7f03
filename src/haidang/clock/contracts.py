"""What crosses the door of the clock: lengths, calendars, due moments. Pure; no database, no Django models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from haidang.kernel.text import Text

Window = tuple[time, time]


class TermUnit(StrEnum):
    """How a term is counted. `CLOCK_HOURS` is a bare "giờ" of the data: hours of the clock on the wall."""

    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    CLOCK_HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Length:
    """The length of a term, e.g. 10 working days."""

    value: int
    unit: TermUnit


class DayKind(StrEnum):
    """Why one day differs from its weekday."""

    HOLIDAY = "holiday"
    SWAPPED_OFF = "swapped_off"
    MAKE_UP = "make_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDay:
    """One day that differs from its weekday; `windows` is its office time (empty: closed)."""

    day: date
    kind: DayKind
    name: Text
    windows: tuple[Window, ...] = ()
    confidence: str | None = "sure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """
    Office time of one kind of office.

    `week` maps weekday 0 (Monday) to 6 to its windows in local time; a missing weekday is closed.
    `special` overrules the weekday for single days. `covers` names the first and last year whose holidays
    are known: outside it a due date is computed from the week alone and says so.
    """

    key: str
    name: Text
    zone: ZoneInfo
    week: Mapping[int, tuple[Window, ...]]
    special: Mapping[date, SpecialDay] = field(default_factory=dict)
    covers: tuple[int, int] = (2016, 2027)

    def windows_on(self, day: date) -> tuple[Window, ...]:
        """Return the office windows of one day, in order; empty when the office stays closed."""
        found = self.special.get(day)
        return found.windows if found else self.week.get(day.weekday(), ())


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch in which the clock stands still (only where the rule pack pauses)."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When a term ends: `at` with offset in the calendar's zone, `day` there, and why in sentences."""

    at: datetime
    day: date
    reasons: tuple[Text, ...]
