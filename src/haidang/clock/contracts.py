"""What crosses the door of the clock: lengths, calendars, due moments. Pure; no database, no Django models."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import overload
from zoneinfo import ZoneInfo

from haidang.kernel.errors import DomainError
from haidang.kernel.text import Text

Window = tuple[time, time]
"""Office time from and to, local; an end of 00:00 is midnight at the end of the day."""


class TermUnit(StrEnum):
    """
    How a term is counted. `CLOCK_HOURS` is a bare "giờ" of the data: hours of the clock on the wall.

    No law counts in `WORKING_MINUTES`; they are for the parts of a term that an internal process gives its steps.
    """

    WORKING_MINUTES = "working_minutes"
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
    """
    One day that differs from its weekday; `windows` is its office time (empty: closed).

    `source` is the text that says so, where it is one for this very day (the dispatch of a swap).
    """

    day: date
    kind: DayKind
    name: Text
    windows: tuple[Window, ...] = ()
    confidence: str | None = "sure"
    source: str | None = None

    @property
    def is_confirmed(self) -> bool:
        """Whether a source was read; an unconfirmed day counts as it stands, and the explanation says so."""
        return self.confidence in {"sure", "secondary"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """
    Office time of one kind of office.

    `week` maps weekday 0 (Monday) to 6 to its windows in local time; a missing weekday is closed.
    `special` overrules the weekday for single days. `covers` names the first and last year whose holidays
    are known: outside it a due date is computed from the week alone and says so. `counted` answers from a table
    that was laid out beforehand (`clock.laid_out`), without the reasons.
    """

    key: str
    name: Text
    zone: ZoneInfo
    week: Mapping[int, tuple[Window, ...]]
    special: Mapping[date, SpecialDay] = field(default_factory=dict)
    covers: tuple[int, int] = (2016, 2027)
    counted: Callable[[Length, datetime], Due | None] | None = None

    def windows_on(self, day: date) -> tuple[Window, ...]:
        """Return the office windows of one day, in order; empty when the office stays closed."""
        found = self.special.get(day)
        return found.windows if found else self.week.get(day.weekday(), ())


@dataclass(frozen=True, slots=True)
class Pause:
    """
    A stretch in which the clock stands still (only where the rule pack pauses).

    Without an `end` it still does: the due moment is then the one that would hold if it went on at once.
    """

    start: datetime
    end: datetime | None


class Reasons(Sequence[Text]):
    """Sentences that are made when somebody reads them: most due moments are only stored."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], tuple[Text, ...]]) -> None:
        self._make = make
        self._made: tuple[Text, ...] | None = None

    @property
    def _told(self) -> tuple[Text, ...]:
        if self._made is None:
            self._made = self._make()
        return self._made

    def __len__(self) -> int:
        return len(self._told)

    @overload
    def __getitem__(self, index: int) -> Text: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Text, ...]: ...
    def __getitem__(self, index: int | slice) -> Text | tuple[Text, ...]:
        return self._told[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._told == tuple(other)

    def __hash__(self) -> int:
        return hash(self._told)

    def __repr__(self) -> str:
        return repr(self._told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """
    When a term ends: `at` with offset in the calendar's zone, `day` there, and why in sentences.

    `day` is the office's day: one that closes at 24:00 ends at 00:00 of the next date.
    `by_moment`: a term in hours, whose result on the right day but after the moment is late.
    """

    at: datetime
    day: date
    reasons: Sequence[Text]
    by_moment: bool = False


class Outcome(StrEnum):
    """How a finished matter stands to its term (trước hạn, đúng hạn, quá hạn)."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


class Uncountable(DomainError):
    """A term that has no end as it was given; `text` says why in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to mend in a calendar file; `line` counts from 1."""

    file: str
    line: int
    text: Text

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


class BadCalendars(DomainError):
    """A calendar file that cannot be used; `mistakes` names everything to mend, in the order of the file."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = mistakes
