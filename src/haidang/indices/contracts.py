"""What crosses the door of the indices: how each is computed and what it came to, answers, times and costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from haidang.dossiers.contracts import DossierRow
from haidang.kernel.text import Text
from haidang.kernel.verdict import Verdict

Period = tuple[date, date]
"""The first and the last day, both counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A grade and from how many points on it is given."""

    least: Decimal
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """
    One index as the law or its annex describes it.

    `most` is None where it is watched without points, `target` (per cent) where none is known. `missing` names the
    figure the system does not carry and `comes_from` where it would come from; `measure` says what is measured
    otherwise. `asks` names the counts that officers record by hand for it (whole, received, part). `source` and its
    `confidence` are those of the formula; None where nobody could say.
    """

    code: str
    name: Text
    confidence: str | None
    most: Decimal | None = None
    target: Decimal | None = None
    formula: Text | None = None
    measure: str = ""
    missing: Text | None = None
    note: Text | None = None
    shown_as: str = "per cent"
    source: str | None = None
    comes_from: Text | None = None
    asks: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of indices with the points it may bring."""

    name: Text
    most: Decimal
    confidence: str | None
    indices: tuple[Index, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """
    One figure of a fraction; `figures` are the board figures it adds up, whose lists hold the dossiers.

    `behind` names another page that holds what was counted, `disliked` how many were taken away for a bad rating.
    """

    value: int
    figures: tuple[tuple[str, int], ...] = ()
    channel: str = ""
    behind: str = ""
    disliked: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """
    An index of a unit and period.

    `value` is None where the figure is not carried or there is nothing to divide by; `points` then stay out of the
    sum. `stated` are the values somebody else published for the same.
    """

    index: Index
    numerator: Part | None
    denominator: Part | None
    value: Decimal | None
    points: Decimal | None
    stated: tuple[StatedValue, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the index is carried and had nothing to divide by."""
        return self.index.missing is None and self.value is None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredGroup:
    """The indices of a group and what they came to."""

    group: Group
    indices: tuple[Measured, ...]

    @property
    def points(self) -> Decimal:
        """The points of what could be computed."""
        return sum((each.points for each in self.indices if each.points is not None), Decimal(0))

    @property
    def computable(self) -> Decimal:
        """The most that could be reached with what could be computed."""
        return sum(
            (each.index.most or Decimal(0) for each in self.indices if each.points is not None),
            Decimal(0),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision766:
    """All groups of Decision 766; a grade exists only when every point could be computed."""

    as_of: datetime
    groups: tuple[MeasuredGroup, ...]
    grade: Text | None

    @property
    def points(self) -> Decimal:
        """The points of what could be computed."""
        return sum((each.points for each in self.groups), Decimal(0))

    @property
    def computable(self) -> Decimal:
        """The most that could be reached with what could be computed."""
        return sum((each.computable for each in self.groups), Decimal(0))

    @property
    def most(self) -> Decimal:
        """All points there are."""
        return sum((each.group.most for each in self.groups), Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class InputScheme:
    """An index that others compute, and what the data of this system carry into it."""

    key: str
    name: Text
    about: Text
    source: str | None
    confidence: str | None
    indices: tuple[Index, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredInputs:
    """What the inputs of an index came to for a unit and period."""

    scheme: InputScheme
    as_of: datetime
    indices: tuple[Measured, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureBehind:
    """A procedure in force and what measures count of it; `missing` are the parts the law asks for and nobody knows."""

    id: str
    name: Text
    is_offered: bool
    missing: tuple[str, ...]
    papers: int
    online: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedValue:
    """A value of an index as somebody else published it, with its source."""

    id: int
    index: str
    value: Decimal
    source: str
    stated_by: str
    stated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What was counted by hand for an index: `received` is asked for index 5 alone."""

    whole: int
    part: int
    received: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedCount:
    """A count with its evidence, who recorded and who settled it; `is_confirmed` is None while nobody did."""

    id: int
    index: str
    unit: int
    period: Period
    count: Count
    evidence: str
    recorded_by: str
    recorded_at: datetime
    is_confirmed: bool | None
    reason: str
    settled_by: str
    settled_at: datetime | None
    may_settle: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One of the nine indices for an officer or a unit: `score` is None where there is not enough to tell."""

    index: Index
    score: Decimal | None
    dossiers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What the indices of somebody come to in a period."""

    key: int
    indices: tuple[Scored, ...]
    dossiers: int
    grade: Text | None

    @property
    def total(self) -> Decimal:
        """The sum of what could be scored (art. 15: what has not enough data is left out)."""
        return sum((each.score for each in self.indices if each.score is not None), Decimal(0))

    @property
    def most(self) -> int:
        """The sum that could be reached with what could be scored."""
        return 2 * sum(each.score is not None for each in self.indices)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredDossier:
    """A decided dossier and its points by index; None where the dossier has no statutory term."""

    row: DossierRow
    points: Mapping[str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """What a filer answers after the result: 1 (very bad) to 5 (very good) each, and perhaps a sentence."""

    time: int
    satisfaction: int
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyLine:
    """Answers of one unit, procedure or channel; means and counts are None while there are too few to show."""

    key: str
    answers: int
    time: Decimal | None
    satisfaction: Decimal | None
    by_rating: tuple[int, ...] | None

    @property
    def is_shown(self) -> bool:
        """Whether there are enough answers to show what they say."""
        return self.by_rating is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What somebody wrote, without who or about which dossier."""

    text: str
    satisfaction: int
    month: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """Working minutes of one step under one version: how many were measured, the median, and 90 % took no longer."""

    dossiers: int
    median: int
    ninety: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTimes:
    """
    One step and its distribution under each version, in the order of the study's versions.

    `key` is reception, assign, work, propose, approve, return, or handling: from acceptance to the decision.
    """

    key: str
    by_version: tuple[Distribution | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudiedVersion:
    """A version of a procedure in a time study: `measured` of the `decided` dossiers of the period."""

    version: int
    valid_from: date
    decided: int
    measured: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeStudy:
    """How long each step of a procedure took in a period, version by version."""

    versions: tuple[StudiedVersion, ...]
    steps: tuple[StepTimes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CostInputs:
    """What following a procedure takes once, and how often it is done; amounts in VND."""

    papers: Decimal
    hours_per_paper: Decimal
    trips: Decimal
    hours_per_trip: Decimal
    cost_per_trip: Decimal
    fees: Decimal
    filings_per_year: int
    wage_per_day: Decimal
    source: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What inputs come to."""

    hours_once: Decimal
    once: Decimal
    days_a_year: Decimal
    a_year: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """What a change saves a year; `rate` in per cent, None where there was no cost before."""

    vnd: Decimal
    days: Decimal
    rate: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CostVersion:
    """One version of a procedure's inputs, what they come to, and who entered them."""

    procedure: str
    number: int
    inputs: CostInputs
    cost: Cost
    entered_by: str
    entered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """How many procedures the catalogue knows on a day and how many of them are offered here from end to end."""

    on: date
    procedures: int
    offered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedSaving:
    """A saving the administration published."""

    text: Text
    vnd: int
    days: int
    wage_per_day: int
    source: str
    confidence: str | None
