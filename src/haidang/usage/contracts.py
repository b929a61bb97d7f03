"""What crosses the door of the use of the online service: shares, reported counts, measures, approaches, signals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from uuid import UUID

from haidang.dossiers.contracts import FilerUse
from haidang.kernel.text import Text


def percent(part: int, whole: int) -> Decimal | None:
    """Return a part of a whole in per cent with one digit behind the point; None where there is no whole."""
    return (Decimal(part * 100) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """
    How dossiers came in: online, or by hand, entered singly (`counter`, `post`) or only counted (`reported`).

    `returned` are those entered here whose result was handed out in the same period.
    """

    online: int = 0
    counter: int = 0
    post: int = 0
    reported: int = 0
    returned: int = 0

    @property
    def received(self) -> int:
        """What was entered here, online and by hand."""
        return self.online + self.counter + self.post

    @property
    def by_hand(self) -> int:
        """Everything by hand, entered or only counted."""
        return self.counter + self.post + self.reported

    @property
    def all(self) -> int:
        """Everything that was filed, as far as it is known."""
        return self.online + self.by_hand

    @property
    def online_share(self) -> Decimal | None:
        """The share of online filings in per cent."""
        return percent(self.online, self.all)

    @property
    def returned_share(self) -> Decimal | None:
        """What was returned, in per cent of what was received in the same period."""
        return percent(self.returned, self.received)

    def __add__(self, other: Use) -> Use:
        return Use(**{each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(Use)})


def total_use(uses: Iterable[Use]) -> Use:
    """Return the sum of many."""
    return sum(uses, Use())


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthUse:
    """How dossiers came in to one unit in one month, named by its first day."""

    unit: int
    month: date
    use: Use


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedCount:
    """What a unit says came by hand of one procedure in a month; `number` 0 is the first count, then corrections."""

    unit: int
    month: date
    procedure: str
    number: int
    count: int
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSheet:
    """One unit's report of one month: every entry in its order, and until when headquarters has opened it."""

    unit: int
    month: date
    reported_at: datetime | None
    open_until: date | None
    entries: tuple[ReportedCount, ...]

    @property
    def standing(self) -> Mapping[str, int]:
        """What counts: the latest entry of each procedure."""
        return {each.procedure: each.count for each in sorted(self.entries, key=lambda each: each.number)}


class MeasureKind(StrEnum):
    """What was done so that a unit uses the service more."""

    PHONED = "phoned"
    WROTE = "wrote"
    VISITED = "visited"
    TRAINED = "trained"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureSheet:
    """One measure, and the use in the same number of days before it and from its day on, as far as they are past."""

    unit: int
    kind: MeasureKind
    taken_on: date
    text: str
    by: str
    before: Use
    before_period: tuple[date, date]
    after: Use
    after_period: tuple[date, date]


class ApproachOutcome(StrEnum):
    """What came of speaking to a filer."""

    WILL_CHANGE = "will_change"
    NEEDS_HELP = "needs_help"
    STAYS = "stays"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproachSheet:
    """Who was spoken to about filing online, when, by whom, with what result; `changed_at`: filed online since."""

    tax_code: str
    name: str
    unit: int
    approached_on: date
    outcome: ApproachOutcome
    text: str
    by: str
    changed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilerByHand:
    """A filer with dossiers by hand in a period, and the latest approach."""

    filer: FilerUse
    approach: ApproachSheet | None


class SignalRule(StrEnum):
    """By which rule a dossier is shown as perhaps not handled by the process."""

    SUPPLEMENTS = "supplements"
    NO_INSPECTION = "no_inspection"
    REFILED = "refiled"
    SPEED = "speed"
    LATE_RECEPTION = "late_reception"
    EXTENSIONS = "extensions"
    CORRECTION = "correction"


class SignalState(StrEnum):
    """What headquarters made of a signal."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalSheet:
    """One signal: the rule, the dossier, why, and what headquarters answered."""

    id: int
    uid: UUID
    rule: SignalRule
    dossier: int
    number: str
    unit: int
    procedure: str
    reason: Text
    happened_at: datetime
    found_at: datetime
    state: SignalState
    answered_by: str
    answered_at: datetime | None
    answer: str
