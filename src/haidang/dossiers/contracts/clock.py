"""The clock of a dossier: what was entered, and what that says now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from haidang.catalogue.contracts import Step
from haidang.clock.contracts import Due, Length, TermUnit
from haidang.kernel.text import Text


class EntryKind(StrEnum):
    """What can start, move or end a clock."""

    SUBMITTED = "submitted"
    SUPPLEMENT_ASKED = "supplement_asked"
    SUPPLEMENT_COMPLETE = "supplement_complete"
    ACCEPTED = "accepted"
    STAGE_ENDED = "stage_ended"
    EVENT = "event"
    PROMISED = "promised"
    EXTENDED = "extended"
    APOLOGISED = "apologised"
    PAYMENT_ASKED = "payment_asked"
    PAID = "paid"
    CORRECTED = "corrected"
    DECIDED = "decided"
    ENDED = "ended"


CORRECTABLE: Mapping[EntryKind, Text] = {
    EntryKind.SUBMITTED: Text("nộp hồ sơ", "filed"),
    EntryKind.ACCEPTED: Text("tiếp nhận", "accepted"),
    EntryKind.SUPPLEMENT_COMPLETE: Text("nộp đủ bổ sung", "supplement complete"),
    EntryKind.STAGE_ENDED: Text("kết thúc giai đoạn", "stage ended"),
    EntryKind.EVENT: Text("sự kiện bắt đầu giai đoạn", "event that starts a stage"),
    EntryKind.PAID: Text("nộp phí", "paid"),
}
"""Entries people write when they get to it, so that the moment may be wrong; what the system sends is right."""


SENT_ONLINE = frozenset({EntryKind.SUBMITTED, EntryKind.SUPPLEMENT_COMPLETE})
"""Of an online dossier the filer sends these, and the system's own clock saw when: there is nothing to correct."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One entry of a dossier's clock ledger."""

    seq: int
    kind: EntryKind
    at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageState:
    """One stage of the legal term: when it began, when it is or was due, when it ended."""

    key: str
    name: Text
    unit: TermUnit | None
    started_at: datetime | None
    due: Due | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTime:
    """
    The time of a dossier at one step of its route: an internal time, never a term of the law.

    Without a `length` the step has none of its own. `due` is None then, and while the step waits for the filer.
    `ends_with_term`: the legal clock ends no later than the step's own time would, so there is one end.
    """

    step: Step
    since: datetime
    length: Length | None
    due: Due | None
    ends_with_term: bool = False

    @property
    def own_due(self) -> Due | None:
        """The end that is the step's alone."""
        return None if self.ends_with_term else self.due


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockState:
    """
    What the ledger says. `running` is "reception", a stage's key, "waiting" (a supplement, a payment), "promised"
    or "" (ended). `due` is what the officer must meet next, `legal` the latest date of the whole term, with
    `legal_original` as first computed; `promised` never moves `legal`. `step` is there where somebody asked for it.
    """

    running: str
    due: Due | None
    legal: Due | None
    legal_original: Due | None
    promised: datetime | None
    promised_original: datetime | None
    stages: tuple[StageState, ...]
    moves: tuple[Text, ...]
    step: StepTime | None = None

    @property
    def reasons(self) -> tuple[Text, ...]:
        """Why the moment is what it is, line by line."""
        return (*self.moves, *(self.due.reasons if self.due else ()))
