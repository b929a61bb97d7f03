"""What crosses the door of the figures: counts, boards, and what a recount found different."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from operator import add
from typing import Generic, NamedTuple, TypeVar

from haidang.dossiers.contracts import DossierRow

Period = tuple[date, date]
"""The first and the last day, both counted."""

Key = TypeVar("Key", int, str)


class Counts(NamedTuple):
    """
    The counts of one row; a tuple, because a board makes hundreds of them.

    The first eleven happened in the period; `reception` to `result` are open at the moment of reading, by what they
    wait for; of these `running` have a clock that runs, `late` one that has ended, `soon` one that ends by the
    closing of the office's next working day.

    `carried_over` were open when the period began. It follows from what is open now and what has come and gone
    since; a dossier that followed its unit's work comes in at the old unit and is open at the new one, so it is
    exact where both are added up, as every row of a board does.
    """

    received: int = 0
    accepted: int = 0
    refused_at_reception: int = 0
    supplement_asked: int = 0
    decided_early: int = 0
    decided_on_time: int = 0
    decided_late: int = 0
    decided_untimed: int = 0
    returned: int = 0
    withdrawn: int = 0
    stopped: int = 0

    reception: int = 0
    process: int = 0
    waiting: int = 0
    withdrawal: int = 0
    result: int = 0

    running: int = 0
    late: int = 0
    soon: int = 0

    carried_over: int = 0

    @property
    def decided(self) -> int:
        """All decisions of the period."""
        return self.decided_early + self.decided_on_time + self.decided_late + self.decided_untimed

    @property
    def closed(self) -> int:
        """Everything that ended in the period."""
        return self.refused_at_reception + self.returned + self.withdrawn + self.stopped

    @property
    def open(self) -> int:
        """Everything that is not closed yet."""
        return self.reception + self.process + self.waiting + self.withdrawal + self.result

    @property
    def in_time(self) -> int:
        """Open with a clock that runs and has not ended; `soon` is part of it."""
        return self.running - self.late

    @property
    def no_clock(self) -> int:
        """Open without a running clock: waiting for the filer, decided, or without a term."""
        return self.open - self.running

    def __add__(self, other: Counts) -> Counts:  # type: ignore[override]  # counts add up, they are no list
        return Counts._make(map(add, self, other))


def total_of(counts: Iterable[Counts]) -> Counts:
    """Return the sum of many."""
    return sum(counts, Counts())


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Generic[Key]):
    """One row of a board: `key` is a unit's id or a procedure's."""

    key: Key
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Board(Generic[Key]):
    """
    Rows with at least one count, and their sum.

    `as_of` is the moment of reading; every change committed before it is in. What is due up to `late_until` counts
    as late: the latest quarter of an hour that is over.
    """

    as_of: datetime
    late_until: datetime
    period: Period
    rows: tuple[Row[Key], ...]

    @property
    def total(self) -> Counts:
        """The sum of the rows."""
        return total_of(row.counts for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendDay:
    """What came in and went out on one day."""

    day: date
    received: int
    decided: int
    returned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally(Generic[Key]):
    """What was received and returned in a period by one way of filing; `key` is a unit's id or a procedure's."""

    key: Key
    channel: str
    received: int = 0
    returned: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthTally:
    """What a unit received in one month, named by its first day, by one way of filing."""

    unit: int
    month: date
    channel: str
    received: int


class Grain(StrEnum):
    """How long one point of a course is."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """What came in and went out in one day, month or year; its first and its last day are both counted."""

    first: date
    last: date
    received: int = 0
    decided: int = 0
    decided_late: int = 0
    returned: int = 0

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            first=self.first,
            last=self.last,
            received=self.received + other.received,
            decided=self.decided + other.decided,
            decided_late=self.decided_late + other.decided_late,
            returned=self.returned + other.returned,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationLine:
    """Of the forecasts from `least` on, a tenth wide: how many, what they told on the average, what share happened."""

    least: float
    many: int
    told: float
    happened: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """
    How good the forecast is, measured on dossiers it had not seen: those whose lateness became known from a day on.

    `brier` is its error, `brier_of_share` that of telling everybody the same share; None where nothing was held back.
    """

    computed_at: datetime
    since: date
    held_back_from: date
    dossiers: int
    held_back: int
    brier: float | None
    brier_of_share: float | None
    lines: tuple[CalibrationLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """
    An open dossier with its chance to be late, and why: of `seen` past dossiers at its place `late` ended late.

    The place is its procedure, its step and the share of the term that is left, between `least_left` and
    `most_left` (None: no upper end); `chance_of_all` is that of all procedures with so much left.
    """

    row: DossierRow
    chance: float
    seen: int
    late: int
    least_left: float
    most_left: float | None
    chance_of_all: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """
    Which open dossiers will probably be late: a page of the `total` that are likely enough.

    `open` can still be in time; `expected` of them will be late if all goes as it went. `proof` is None until the
    forecast was computed for the first time.
    """

    rows: tuple[Foreseen, ...]
    total: int
    open: int
    expected: float
    proof: Proof | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """
    A kept figure that the recount does not confirm.

    `span` is day, month or year (from `day` on), slot (due in that quarter of an hour, 0: late), due (in the day of
    UTC that ends with that slot), open or running.
    Procedure and channel are empty where the figure is kept over all of them.
    """

    unit: int
    procedure: str
    channel: str
    measure: str
    span: str
    day: date | None
    due_slot: int | None
    kept: int
    counted: int

    def __str__(self) -> str:
        where = "/".join([str(self.unit), self.procedure or "all procedures", self.channel or "all channels"])
        when = self.day or ("" if self.due_slot is None else self.due_slot)
        return f"{where}: {self.measure}, {self.span} {when}".rstrip() + f": kept {self.kept}, counted {self.counted}"
