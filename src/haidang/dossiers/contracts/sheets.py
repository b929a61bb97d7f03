"""One dossier with everything its reader may see, and what officers write into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from haidang.catalogue.contracts import PaperNeeded, Procedure, RulePack, Step
from haidang.directory.contracts import UnitCard
from haidang.dossiers.contracts.clock import CORRECTABLE, ClockState, EntryKind, LedgerEntry
from haidang.dossiers.contracts.filing import Filer
from haidang.dossiers.lifecycle import Status
from haidang.kernel.text import Text
from haidang.kernel.verdict import Verdict
from haidang.register.contracts import Entry


class Outcome(StrEnum):
    """How a dossier was decided."""

    GRANTED = "granted"
    REFUSED = "refused"


class Fault(StrEnum):
    """On whose side the need for a supplement lies (Circular 01/2018 art. 13(3) scores it)."""

    APPLICANT = "applicant"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSheet:
    """One file handed in. `round` 0 came with the filing, n with the n-th supplement."""

    id: int
    key: str
    file: UUID
    name: str
    media_type: str
    size: int
    sha256: str
    round: int
    added_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementItem:
    """One thing to complete: `kind` is "field" or "paper", `key` which one, `note` what is wrong and what to do."""

    kind: str
    key: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementSheet:
    """A request to complete the dossier."""

    round: int
    at_reception: bool
    items: tuple[SupplementItem, ...]
    reason: str
    fault: Fault
    asked_at: datetime
    asked_by: str
    answer_by: datetime | None
    answered_at: datetime | None


SLIP_ISSUED = "slip_issued"
"""The entry of the register that puts a slip into a dossier; it stands nowhere else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipSheet:
    """
    A slip of the one-stop mechanism that puts the entry of number `entry` on paper.

    `kind` is supplement, refusal, apology or stop; `number` and `title` are those of the form in the rule pack.
    """

    entry: int
    kind: str
    number: str
    title: str
    file: UUID
    issued_at: datetime

    @classmethod
    def of(cls, issued: Entry) -> SlipSheet:
        """Return the slip that an entry of the register put into its dossier."""
        told = issued.data
        return cls(
            entry=told["entry"],
            kind=told["kind"],
            number=told["number"],
            title=told["title"],
            file=UUID(told["file"]),
            issued_at=issued.at,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionSheet:
    """
    A correction of the clock beside what was recorded; `is_countersigned` is None while it waits for its answer.

    `due_before` and `due_after` are the ends of the term without and with it. `timeliness` is there where the
    dossier was decided already: how the decision would stand with it; the first evaluation stays.
    """

    number: int
    kind: EntryKind
    was_at: datetime
    right_at: datetime
    reason: str
    proposed_by: str
    proposed_at: datetime
    answered_by: str
    answered_at: datetime | None
    is_countersigned: bool | None
    answer: str
    due_before: datetime | None
    due_after: datetime | None
    timeliness: str | None

    @property
    def what(self) -> Text:
        """What happened at that moment."""
        return CORRECTABLE[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the handling officer proposes to the leader. `text` is the substance of the decision or answer."""

    outcome: Outcome
    text: str
    reason: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything of one dossier that the actor may see; `may` answers each act with its reason when refused."""

    id: int
    uid: UUID
    number: str
    code: str | None
    secret: str
    procedure: Procedure
    rule_pack: RulePack
    unit: UnitCard
    channel: str
    filer: Filer
    person: int | None
    status: Status
    step: Step | None
    officer: int | None
    answers: Mapping[str, Any]
    papers: tuple[PaperSheet, ...]
    papers_needed: tuple[tuple[PaperNeeded, bool], ...]
    supplements: tuple[SupplementSheet, ...]
    clock: ClockState
    history: tuple[Entry, ...]
    proposal: Proposal | None
    outcome: Outcome | None
    timeliness: str | None
    result_number: str | None
    result_file: UUID | None
    result_secret: str | None
    receipt_file: UUID | None
    submitted_at: datetime
    accepted_at: datetime | None
    decided_at: datetime | None
    closed_at: datetime | None
    seen: int
    may: Mapping[str, Verdict]
    corrections: tuple[CorrectionSheet, ...] = ()
    correctable: tuple[LedgerEntry, ...] = ()

    @property
    def open_supplement(self) -> SupplementSheet | None:
        """The request the filer has not answered yet."""
        return next((each for each in self.supplements if each.answered_at is None), None)

    @property
    def open_correction(self) -> CorrectionSheet | None:
        """The correction of the clock that waits for its countersignature."""
        return next((each for each in self.corrections if each.is_countersigned is None), None)

    @property
    def slips(self) -> tuple[SlipSheet, ...]:
        """The slips that were made for it, in their order."""
        return tuple(SlipSheet.of(each) for each in self.history if each.event == SLIP_ISSUED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """What the public look-up tells: whether it is finished, nothing more (Circular 01/2018 art. 16(2)(d))."""

    code: str
    is_finished: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Authentic:
    """What the public check of a result tells."""

    number: str
    procedure: Text
    unit: UnitCard
    decided_at: datetime
    outcome: Outcome
    sha256: str
