"""
What the larger components are given: one small frozen object each, built by a face.

The texts are already in the reader's words (plain, lazy or `Text`); nothing here asks the database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.functional import Promise

from haidang.kernel.text import Text

Words = str | Promise | Text


class Tone(StrEnum):
    """How a state feels; each has a colour, a shape and always a word beside it."""

    OK = "ok"
    INFO = "info"
    WAIT = "wait"
    WARNING = "warning"
    LATE = "late"
    QUIET = "quiet"
    NEXT = "next"


class ClockState(StrEnum):
    """What the hand of a clock does."""

    RUNNING = "running"
    SOON = "soon"
    LATE = "late"
    STOPPED = "stopped"
    MET = "met"
    MISSED = "missed"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something that happened on the line of a clock, at a per cent of its length."""

    at: int
    label: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """
    One term as the reader sees it.

    `spent` is the part of the term that is over, in per cent. `minutes` is working time: what is left, or,
    when late or missed, by how much. `due` is the legal end, `promised` what the filer was told where that
    differs. `moved` says in one sentence what last stopped or moved it; `reasons` explain the date, line by line.
    `day_minutes` is the office's own working day. `is_internal`: the time of a step, of which nobody says overdue.
    """

    title: Words
    state: ClockState
    spent: int = 0
    minutes: int | None = None
    due: datetime | None = None
    promised: datetime | None = None
    moved: Words = ""
    reasons: Sequence[Words] = ()
    marks: Sequence[Mark] = ()
    day_minutes: int = 8 * 60
    is_internal: bool = False

    @property
    def is_over(self) -> bool:
        """Whether the time is used up."""
        return self.state in {ClockState.LATE, ClockState.MISSED}


class Progress(StrEnum):
    """Where one entry of a timeline or a task list stands."""

    DONE = "done"
    NOW = "now"
    TO_COME = "to_come"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document at the place where it arose; `note` says what it is (PDF, 120 KB, signed)."""

    name: Words
    url: str
    note: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One step of a dossier in the timeline: what, when, by which unit, with which documents."""

    title: Words
    progress: Progress = Progress.DONE
    at: datetime | date | None = None
    by: Words = ""
    note: Words = ""
    papers: Sequence[Paper] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One entry of a task list; without `url` it cannot be opened yet and `note` says why."""

    title: Words
    progress: Progress
    url: str = ""
    note: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One tab; `count` stands beside the label where it says how much waits behind it."""

    label: Words
    url: str
    is_open: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    One line of a summary list: what was asked, what was answered, where to change it.

    `value` may be a list, drawn one below the other; empty shows that nothing was given.
    """

    label: Words
    value: Words | Sequence[Words]
    url: str = ""
    is_changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of a chart: `share` of the longest in per cent, the figure itself beside it."""

    label: Words
    figure: int
    share: int
    url: str = ""
    tone: Tone = Tone.INFO
