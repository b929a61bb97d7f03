"""What crosses the door. Calls, agreements, letters and reminders: what is done about what is late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from haidang.directory.contracts import UnitCard
from haidang.kernel.text import Text
from haidang.kernel.verdict import Verdict


class Kept(StrEnum):
    """How an agreement ended, as headquarters saw it."""

    KEPT = "kept"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallCard:
    """
    One telephone call to a unit about some of its dossiers.

    `until` is the day by which the unit agreed to settle them, None where nothing was agreed; such a call is only
    kept. `answer` is the unit's own word, `kept` what headquarters found. `escalated_at` marks repeated trouble
    for the leader, who `decided` what to do about it. `may` answers each act where one call is read alone.
    """

    uid: UUID
    unit: UnitCard
    from_unit: UnitCard
    reached: str
    at: datetime
    by: str
    agreed: str
    until: date | None
    dossiers: tuple[int, ...]
    answer: str
    answered_by: str
    answered_at: datetime | None
    kept: Kept | None
    found: str
    closed_by: str
    closed_at: datetime | None
    escalated_at: datetime | None
    decided: str
    decided_by: str
    decided_at: datetime | None
    may: Mapping[str, Verdict] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether something is agreed and nobody has said yet what came of it."""
        return self.until is not None and self.kept is None

    def is_overdue(self, on: date) -> bool:
        """Return whether the day that was agreed is over."""
        return self.is_open and self.until is not None and self.until < on


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestCall:
    """Who was reached last about one dossier, and when."""

    uid: UUID
    at: datetime
    reached: str
    until: date | None
    kept: Kept | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallCounts:
    """The calls of a week to one unit, and its agreements that are open and of these overdue."""

    calls: int = 0
    agreements: int = 0
    overdue: int = 0


class Calls(StrEnum):
    """Which calls a list holds; an agreement is open until somebody says what came of it."""

    DUE = "due"
    COMING = "coming"
    OPEN = "open"
    TROUBLE = "trouble"
    ALL = "all"


class LetterState(StrEnum):
    """How far a reminder letter is."""

    PREPARED = "prepared"
    SENT = "sent"
    ANSWERED = "answered"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterCard:
    """
    A reminder letter (công văn đôn đốc) to one unit about its late dossiers.

    It is prepared by one officer, signed by a leader, and so sent; `number` and `file` are there from then on.
    `settled` tells how many of its `dossiers` have been decided or closed since.
    """

    uid: UUID
    unit: UnitCard
    from_unit: UnitCard
    state: LetterState
    text: str
    answer_by: date
    dossiers: tuple[int, ...]
    settled: int
    prepared_by: str
    prepared_at: datetime
    number: str
    file: UUID | None
    signed_by: str
    signed_at: datetime | None
    answer: str
    answered_by: str
    answered_at: datetime | None
    may: Mapping[str, Verdict] = field(default_factory=dict)

    def is_overdue(self, on: date) -> bool:
        """Return whether the unit should have answered by now."""
        return self.state is LetterState.SENT and self.answer_by < on


class Level(StrEnum):
    """How far a reminder goes: before the end to the officer, after it to officer, head and headquarters in turn."""

    SOON = "soon"
    LATE = "late"
    HEAD = "head"
    HEADQUARTERS = "headquarters"


LEVELS = {
    Level.SOON: Text("sắp hết hạn", "is due soon"),
    Level.LATE: Text("đã quá hạn", "is overdue"),
    Level.HEAD: Text("quá hạn từ 1 ngày làm việc, báo thủ trưởng đơn vị", "is overdue by a working day: to the head"),
    Level.HEADQUARTERS: Text(
        "quá hạn từ 3 ngày làm việc, báo cơ quan trung ương", "is overdue by three working days: to headquarters"
    ),
}
"""What a reminder says of its dossier, in words."""


def words_of(level: Level, step: Text | None) -> Text:
    """Return what a reminder says: of the dossier, or of one of its steps, whose time is not the law's."""
    told = LEVELS[level]
    if step is None:
        return told
    return Text(
        f"bước “{step.vi}” {told.vi} (thời gian nội bộ)",
        f"its step “{step.en or step.vi}” {told.en} (internal time)",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthenticLetter:
    """What the public check of a letter tells: that a unit issued it, when, under which number; never to whom."""

    number: str
    unit: UnitCard
    signed_at: datetime
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderCard:
    """One reminder to one officer: the dossier's number, what runs out and when; `step` where it is a step's time."""

    uid: UUID
    dossier: int
    number: str
    level: Level
    due_at: datetime
    at: datetime
    step: Text | None = None
