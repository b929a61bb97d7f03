"""What many dossiers tell together, for those who watch and measure; never for handling one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from haidang.dossiers.contracts.lists import DossierRow
from haidang.kernel.text import Text


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
