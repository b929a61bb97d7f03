"""
How likely a dossier is to be late: the share of past dossiers that were, in the same place on their way. Pure.

The place is the procedure, the step, and the band of the share of the legal term (by the calendar) that is left. Where
few were there, their share is drawn towards that of all procedures in the same band, and this one towards the share
of all: each prior weighs as much as ten dossiers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from haidang.dossiers.contracts import PastCourse
from haidang.figures.contracts import CalibrationLine

EDGES = (0.1, 0.25, 0.5, 0.75)
BANDS = len(EDGES) + 1
_WEIGHT = 10.0
_TENTHS = 10

Place = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Seen:
    """How many past dossiers were at one place, and how many of them ended late."""

    many: int
    late: int


@dataclass(frozen=True, slots=True)
class Rates:
    """What was learnt: by place, by band, over all."""

    places: Mapping[Place, Seen]
    bands: tuple[Seen, ...]

    def chance(self, place: Place) -> float:
        """Return how likely a dossier at this place is to end late."""
        return _drawn(self.places.get(place, Seen(0, 0)), towards=self.of_band(place[2]))

    def of_band(self, band: int) -> float:
        """Return how likely any dossier is with so much of its term left."""
        return _drawn(self.bands[band], towards=self.of_all)

    @property
    def of_all(self) -> float:
        """Return the share of all that ended late, one half where none is known."""
        whole = Seen(sum(each.many for each in self.bands), sum(each.late for each in self.bands))
        return (whole.late + 0.5) / (whole.many + 1)


def learn(courses: Iterable[PastCourse]) -> Rates:
    """Return the rates of past dossiers; each counts once at every place it passed."""
    many: Counter[Place] = Counter()
    late: Counter[Place] = Counter()
    for course in courses:
        for place in places_of(course):
            many[place] += 1
            late[place] += course.is_late
    bands = [Seen(_sum(many, band), _sum(late, band)) for band in range(BANDS)]
    return Rates({place: Seen(many[place], late[place]) for place in many}, tuple(bands))


def places_of(course: PastCourse) -> set[Place]:
    """Return every place a dossier passed before its term was over."""
    term = (course.due_at - course.accepted_at).total_seconds()
    found: set[Place] = set()
    for stay in course.stays:
        most = (course.due_at - stay.since).total_seconds() / term
        least = (course.due_at - stay.until).total_seconds() / term
        if most > 0:
            found |= {(course.procedure, stay.step, band) for band in _bands(least, most)}
    return found


def brier(told: Iterable[tuple[float, bool]]) -> float:
    """Return the mean square of what was told less what happened: 0 is a prophet, 0.25 a coin."""
    errors = [(chance - happened) ** 2 for chance, happened in told]
    return sum(errors) / len(errors)


def calibration(told: Iterable[tuple[float, bool]]) -> list[CalibrationLine]:
    """Return by tenths what was told on the average and what share happened."""
    tenths: dict[int, list[tuple[float, bool]]] = {}
    for chance, happened in told:
        tenths.setdefault(min(int(chance * _TENTHS), _TENTHS - 1), []).append((chance, happened))
    return [
        CalibrationLine(
            least=tenth / _TENTHS,
            many=len(each),
            told=sum(chance for chance, _happened in each) / len(each),
            happened=sum(happened for _chance, happened in each) / len(each),
        )
        for tenth, each in sorted(tenths.items())
    ]


def _bands(least: float, most: float) -> Iterator[int]:
    """Yield the bands that a stretch of shares touches; a share at an edge belongs to the upper band."""
    for band, (lower, upper) in enumerate(pairwise((float("-inf"), *EDGES, float("inf")))):
        if most >= lower and max(least, 0.0) < upper:
            yield band


def _drawn(seen: Seen, *, towards: float) -> float:
    return (seen.late + _WEIGHT * towards) / (seen.many + _WEIGHT)


def _sum(counted: Mapping[Place, int], band: int) -> int:
    return sum(value for place, value in counted.items() if place[2] == band)
