"""What crosses the door of the reports: the figures of a period, a report as it was closed, what changed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from haidang.directory.contracts import UnitCard
from haidang.kernel.text import Text
from haidang.kernel.verdict import Verdict

Period = tuple[date, date]
"""The first and the last day, both counted."""


class PeriodKind(StrEnum):
    """How long a report is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    OTHER = "other"


class Division(StrEnum):
    """By what the figures of a report are divided."""

    TOTAL = "total"
    UNIT = "unit"
    PROCEDURE = "procedure"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """
    The figures of one line.

    `carried_over` were open when the period began, `reception` to `result` when it ended, `late` of these were past
    a date of the law. What lies between happened in the period. `moved` came to (or, below zero, left) the unit in
    a reorganisation: carried over + received + moved − closed is what is open at the end.
    """

    carried_over: int = 0
    received: int = 0
    accepted: int = 0
    supplement_asked: int = 0
    decided_early: int = 0
    decided_on_time: int = 0
    decided_late: int = 0
    decided_untimed: int = 0
    returned: int = 0
    refused_at_reception: int = 0
    withdrawn: int = 0
    stopped: int = 0
    reception: int = 0
    process: int = 0
    waiting: int = 0
    result: int = 0
    late: int = 0

    @property
    def decided(self) -> int:
        """All decisions of the period."""
        return self.decided_early + self.decided_on_time + self.decided_late + self.decided_untimed

    @property
    def closed(self) -> int:
        """Everything that ended in the period."""
        return self.returned + self.refused_at_reception + self.withdrawn + self.stopped

    @property
    def open(self) -> int:
        """Everything that was open when the period ended."""
        return self.reception + self.process + self.waiting + self.result

    @property
    def moved(self) -> int:
        """What a reorganisation brought, or took away."""
        return self.open + self.closed - self.carried_over - self.received

    def __add__(self, other: Sums) -> Sums:
        return Sums(**{each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(Sums)})


STORED = tuple(each.name for each in fields(Sums))
"""The figures a report keeps; the others follow from them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a report: `key` is a unit's or procedure's id or a channel, `name` as it was called then."""

    division: Division
    key: str
    name: Text
    sums: Sums


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """
    Everything a report says, the total first.

    `until` is the moment the period is over, or that of reading where it is not; late is what was due by
    `late_until`.
    """

    until: datetime
    late_until: datetime
    lines: tuple[Line, ...]

    @property
    def total(self) -> Sums:
        """The figures of the whole."""
        return self.lines[0].sums

    def of(self, division: Division) -> list[Line]:
        """Return the lines of one division."""
        return [line for line in self.lines if line.division is division]

    def as_json(self) -> dict[str, Any]:
        """Return the content as it is kept."""
        return {
            "until": self.until.isoformat(),
            "late_until": self.late_until.isoformat(),
            "lines": [asdict(line) for line in self.lines],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Content:
        """Return what was kept; a figure that was not known then counts nothing."""
        return cls(
            until=datetime.fromisoformat(kept["until"]),
            late_until=datetime.fromisoformat(kept["late_until"]),
            lines=tuple(_line(each) for each in kept["lines"]),
        )


def _line(kept: Mapping[str, Any]) -> Line:
    return Line(
        division=Division(kept["division"]), key=kept["key"], name=Text(**kept["name"]), sums=Sums(**kept["sums"])
    )


def added(sums: Iterable[Sums]) -> Sums:
    """Return the sum of many."""
    return sum(sums, Sums())


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One figure that is another today than when the report was closed."""

    line: Line
    measure: str
    closed: int
    today: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The figures of a period as they are now, and whether the actor may close them."""

    unit: UnitCard
    period: Period
    content: Content
    read_at: datetime
    may_close: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCard:
    """A closed report in a list."""

    id: int
    unit: UnitCard
    period: Period
    closed_at: datetime
    closed_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSheet:
    """A closed report: as it was closed, by whom and why, the end of its stream, and what changed since."""

    id: int
    unit: UnitCard
    period: Period
    content: Content
    closed_at: datetime
    closed_name: str
    reason: str
    sha256: str
    head: str
    paper: UUID | None
    changed: tuple[Changed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekSums:
    """
    The figures of a unit's week: what happened in it, by which way it came in, and what stood when it was kept.

    `calls` were made to the unit in the week; `agreements` are open, `broken` of these past the day agreed.
    """

    received: int = 0
    decided_early: int = 0
    decided_on_time: int = 0
    decided_late: int = 0
    decided_untimed: int = 0
    returned: int = 0
    online: int = 0
    counter: int = 0
    post: int = 0
    open: int = 0
    waiting: int = 0
    soon: int = 0
    late: int = 0
    calls: int = 0
    agreements: int = 0
    broken: int = 0

    @property
    def decided(self) -> int:
        """All decisions of the week."""
        return self.decided_early + self.decided_on_time + self.decided_late + self.decided_untimed

    @property
    def online_share(self) -> int | None:
        """What came in online, in whole per cent of what came in; None where nothing did."""
        entered = self.online + self.counter + self.post
        return round(100 * self.online / entered) if entered else None

    def __add__(self, other: WeekSums) -> WeekSums:
        names = [each.name for each in fields(WeekSums)]
        return WeekSums(**{name: getattr(self, name) + getattr(other, name) for name in names})


@dataclass(frozen=True, slots=True, kw_only=True)
class LateDossier:
    """One of the longest late dossiers when the week was kept."""

    number: str
    procedure: Text
    unit: Text
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekCard:
    """
    A unit's week in a list: its figures, and who looked at it.

    `is_seen` tells whether the reader did, `is_awaited` whether the reader is to and did not: names may be shared.
    """

    id: int
    unit: UnitCard
    period: Period
    sums: WeekSums
    made_at: datetime
    seen_by: tuple[str, ...]
    unseen_by: tuple[str, ...]
    is_seen: bool
    is_awaited: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekSheet:
    """A unit's week as it was kept, with the weeks before it, oldest last."""

    card: WeekCard
    late: tuple[LateDossier, ...]
    earlier: tuple[WeekCard, ...]
    head: str
    may_look: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedMonth:
    """A month of open data in the list of them."""

    month: str
    published_at: datetime
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRow:
    """
    How many dossiers: of a measure, divided in one way, of one key or of several put together.

    A division by day names the first and last day of a stretch, the total no key.
    """

    measure: str
    division: str
    keys: tuple[str, ...]
    names: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenData:
    """Everything that was published of a month."""

    about: PublishedMonth
    rows: tuple[PublishedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedDays:
    """A published day, or a few put together, in the list of them."""

    first: date
    last: date
    published_at: datetime
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDays:
    """Everything that was published of a day, or of a few put together."""

    about: PublishedDays
    rows: tuple[PublishedRow, ...]
