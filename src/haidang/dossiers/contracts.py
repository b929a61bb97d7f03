"""What crosses the door of the dossiers: frozen rows for lists, a sheet for one dossier, what is typed to file one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from haidang.catalogue.contracts import PaperNeeded, Procedure, RulePack, Step
from haidang.clock.contracts import Due, Length, TermUnit
from haidang.directory.contracts import UnitCard
from haidang.dossiers.lifecycle import FINAL as FINAL
from haidang.dossiers.lifecycle import LABEL as LABEL
from haidang.dossiers.lifecycle import Status as Status
from haidang.kernel.text import Text
from haidang.kernel.verdict import Verdict
from haidang.register.contracts import Entry, Origin


class Outcome(StrEnum):
    """How a dossier was decided."""

    GRANTED = "granted"
    REFUSED = "refused"


class Fault(StrEnum):
    """On whose side the need for a supplement lies (Circular 01/2018 art. 13(3) scores it)."""

    APPLICANT = "applicant"
    AGENCY = "agency"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Filer:
    """Who files, as it is copied into the dossier for ever."""

    name: str
    tax_code: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """
    What an officer adds to a dossier handed in on paper: `handed_in_at` is when the clock begins.

    `followed_by` is the business of the filer's tax code where it has an account and shall see it in the portal.
    """

    handed_in_at: datetime
    followed_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """
    What is sent: raw answers as typed, papers as ids of uploaded files, and the key that makes it one dossier.

    `by_hand` is there where an officer enters what came at the counter or by post.
    """

    procedure: str
    unit: int
    answers: Mapping[str, Any]
    papers: Mapping[str, Sequence[UUID]]
    key: UUID
    filer: Filer
    channel: str = "online"
    origin: Origin = Origin.LIVE
    language: str = "vi"
    by_hand: ByHand | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What the filer gets at once. `is_new` is false when the same filing had arrived before."""

    dossier: int
    number: str
    secret: str
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSheet:
    """A draft as its owner sees it. `revision` goes back with the next save."""

    uid: UUID
    procedure: str
    version: int
    unit: int | None
    business: int | None
    answers: Mapping[str, Any]
    papers: Mapping[str, Sequence[UUID]]
    revision: int
    saved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What an officer has typed so far of something on paper, by the names of the form, and the scans by paper."""

    typed: Mapping[str, Sequence[str]]
    papers: Mapping[str, Sequence[UUID]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierRow:
    """One line of a list. `minutes_left` is not here: faces compute it from `due_at` and the unit's calendar."""

    id: int
    number: str
    code: str | None
    procedure: str
    version: int
    unit: int
    channel: str
    filer_name: str
    status: Status
    step: str | None
    officer: int | None
    submitted_at: datetime
    due_at: datetime | None
    due_on: date | None
    legal_due_at: datetime | None
    promised_at: datetime | None
    outcome: Outcome | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningOut:
    """
    An open dossier whose time runs out at `due_at`, and where it comes from: nobody gets mail about a demonstration.

    With a `step` it is the time of this step, where the dossier has been `since`; otherwise that of the law.
    """

    row: DossierRow
    origin: Origin
    due_at: datetime
    step: Step | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """An officer's queue: one page of rows, exact counts by tab, and how many are overdue."""

    rows: tuple[DossierRow, ...]
    counts: Mapping[str, int]
    total: int
    overdue: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """How many dossiers of a unit, procedure and channel stood alike at a past moment; `group` as the figures know."""

    unit: int
    procedure: str
    channel: str
    group: str
    is_late: bool
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedGroup:
    """
    Decided dossiers that are alike in all that points depend on.

    `contacts` counts supplements asked for through no fault of the filer; `timeliness` is None without a legal term.
    """

    unit: int
    officer: int | None
    timeliness: str | None
    channel: str
    contacts: int
    dossiers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedFacts:
    """A decided dossier with what its points depend on."""

    row: DossierRow
    timeliness: str | None
    contacts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Digital:
    """Of the dossiers decided: with the result as a file, with papers and result as files, seconds from acceptance."""

    decided: int
    with_result: int
    with_papers: int
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """
    When a decided dossier passed each point of its way, by the register; events as it names them.

    `decided` is how many dossiers of the same version the way stands for.
    """

    version: int
    unit: int
    decided: int
    moments: tuple[tuple[str, datetime], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilerUse:
    """Somebody who filed by hand in a period, and online; `unit` is where the latest dossier by hand lies."""

    tax_code: str
    name: str
    unit: int
    by_hand: int
    latest_by_hand: datetime
    online: int
    latest_online: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedTerm:
    """A correction of the clock that was countersigned: the end of the term without and with it."""

    number: int
    at: datetime
    before: datetime
    after: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedDossier:
    """A dossier that ended without a decision."""

    id: int
    number: str
    unit: int
    procedure: str
    status: str
    closed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """
    How a dossier was handled, as bare facts.

    `supplements` are requests after acceptance, `skipped` stages that never ended before the decision although
    another is counted from their end, `minutes` the working time used and allowed, `late_answer` when the reception
    answered and when it was due, `closed_before` the same filer's last dossier of this procedure before it.
    """

    id: int
    number: str
    unit: int
    procedure: str
    submitted_at: datetime
    accepted_at: datetime | None
    decided_at: datetime | None
    supplements: tuple[datetime, ...] = ()
    extensions: tuple[datetime, ...] = ()
    skipped: tuple[Text, ...] = ()
    minutes: tuple[int, int] | None = None
    late_answer: tuple[datetime, datetime] | None = None
    moved: tuple[MovedTerm, ...] = ()
    closed_before: ClosedDossier | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """How long a dossier lay at one step of its route."""

    step: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PastCourse:
    """How a dossier went whose lateness is known, and from when on it was known."""

    procedure: str
    accepted_at: datetime
    due_at: datetime
    is_late: bool
    known_at: datetime
    stays: tuple[Stay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """An open dossier, the band of the share of its term that is left, and its chance to be late."""

    row: DossierRow
    band: int
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """A page of `total` dossiers, of `open` that could still be in time; `expected` is the sum of all their chances."""

    rows: tuple[Chance, ...]
    open: int
    expected: float
    total: int


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
