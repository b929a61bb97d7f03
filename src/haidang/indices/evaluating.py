"""The nine indices of Circular 01/2018/TT-VPCP arts 13-15: of a dossier, an officer, a unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from decimal import Decimal
from itertools import groupby

from haidang.catalogue import api as catalogue
from haidang.directory import api as directory
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import DecidedFacts, DecidedGroup
from haidang.figures import api as figures
from haidang.figures.contracts import Counts
from haidang.indices import answers, scoring
from haidang.indices.answers import Rated, complaints_among
from haidang.indices.contracts import Count, Index, Period, Scored, ScoredDossier, Scores
from haidang.indices.facts import moments
from haidang.indices.pack import circular_01, survey_rules
from haidang.indices.recorded import confirmed_counts
from haidang.kernel.actor import Actor

_PUBLIC = scoring.points_of_publicity(is_posted=False, is_electronic=True)
"""What is filed here is public electronically; whether it is posted at the office the system does not know."""
BEHIND = ("", "result", "papers", "timed", "sent_back")
"""Of which measures there is a list of decided dossiers; the empty word is all of them."""
_Points = Mapping[str, tuple[int, int]]
"""By index: the sum of the points and over how many dossiers."""
_Recorded = tuple[str, int, Count]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Online:
    """What index 9 asks of a unit."""

    received: int = 0
    online: int = 0
    late: int = 0
    tier: int = 0

    def __add__(self, other: _Online) -> _Online:
        return _Online(
            received=self.received + other.received, online=self.online + other.online, late=self.late + other.late
        )


@dataclass(frozen=True, slots=True)
class _Own:
    """What is asked of a unit and not of its dossiers."""

    online: _Online
    recorded: Sequence[_Recorded]


def score_units(
    *, actor: Actor, whole: int, rows: Mapping[int, int], period: Period, zone: tzinfo, now: datetime
) -> tuple[Scores, list[Scores]]:
    """
    Return the nine indices of a unit with all that counts in it, and of each row below.

    `rows` maps each unit in sight to the one it counts in, as on a board; everything is read once for both.
    """
    units = list(rows) if figures.may_read_figures(actor) else []
    span = moments(period, zone)
    counted = dossiers.count_decided(actor=actor, units=units, since=span[0], until=span[1])
    rated = answers.count_rated(actor=actor, units=units, period=span)
    online = _online(actor, units, period, zone, now)
    recorded = confirmed_counts(actor=actor, units=units, period=period)

    def of(key: int, members: set[int]) -> Scores:
        points = _points(
            [each for each in counted if each.unit in members], [each for each in rated if each.unit in members]
        )
        own = sum((each for unit, each in online.items() if unit in members), _Online())
        own = replace(own, tier=directory.get_unit(key).tier)
        return _scores(key, points, _Own(own, [each for each in recorded if each[1] in members]), on=now)

    below: dict[int, set[int]] = defaultdict(set)
    for unit in units:
        below[rows[unit]].add(unit)
    return of(whole, set(units)), [of(row, members) for row, members in below.items()]


def score_officers(*, actor: Actor, units: Iterable[int], period: Period, zone: tzinfo, now: datetime) -> list[Scores]:
    """Return the indices of every officer who handled a dossier of these units decided in the period."""
    if not figures.may_read_figures(actor):
        return []
    wanted, span = list(units), moments(period, zone)
    counted = [
        each
        for each in dossiers.count_decided(actor=actor, units=wanted, since=span[0], until=span[1])
        if each.officer is not None
    ]
    rated = answers.count_rated(actor=actor, units=wanted, period=span)
    ordered = sorted(counted, key=lambda each: each.officer or 0)
    return [
        _scores(
            officer,
            _points(list(handled), [each for each in rated if each.officer == officer]),
            None,
            on=now,
        )
        for officer, handled in groupby(ordered, key=lambda each: each.officer or 0)
    ]


def list_scored(
    *,
    actor: Actor,
    units: Iterable[int],
    period: Period,
    zone: tzinfo,
    officer: int | None = None,
    having: str = "",
    page: int = 1,
    size: int = 50,
) -> list[ScoredDossier]:
    """
    Return a page of the decided dossiers behind the scores with the points of each, the latest first.

    `having` names those behind one measure: result, papers, timed or sent_back. Any other word names none.
    Index 7 is not among them: its points would tell which filer complained.
    """
    if not figures.may_read_figures(actor) or having not in BEHIND:
        return []
    since, until = moments(period, zone)
    found = dossiers.list_decided(
        actor=actor, units=units, since=since, until=until, officer=officer, having=having, page=page, size=size
    )
    return [ScoredDossier(row=each.row, points=_points_of(each)) for each in found]


def _points_of(facts: DecidedFacts) -> dict[str, int | None]:
    by_time = scoring.points_of_time(facts.timeliness)
    return {
        "1": by_time,
        "2": by_time,
        "3": scoring.points_of_contacts(facts.contacts),
        "4": scoring.points_of_bodies(_bodies(facts.row.channel)),
        "6": _PUBLIC,
    }


def _bodies(channel: str) -> int:
    """Return how many bodies the filer had to go to: none online, else the one-stop unit."""
    return 0 if channel == "online" else 1


def _points(groups: Sequence[DecidedGroup], rated: Sequence[Rated]) -> _Points:
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])

    def add(code: str, points: int | None, dossiers_of: int) -> None:
        if points is not None:
            sums[code][0] += points * dossiers_of
            sums[code][1] += dossiers_of

    for each in groups:
        by_time = scoring.points_of_time(each.timeliness)
        for code in ("1", "2"):
            add(code, by_time, each.dossiers)
        add("7", scoring.points_of_attitude(each.timeliness, has_complaint=False), each.dossiers)
        add("3", scoring.points_of_contacts(each.contacts), each.dossiers)
        add("4", scoring.points_of_bodies(_bodies(each.channel)), each.dossiers)
        add("6", _PUBLIC, each.dossiers)
    for complaint in (
        complaints_among(rated) if survey_rules().is_complaint else ()
    ):  # a complaint takes away what the time brought, if it brought anything
        kept = scoring.points_of_attitude(complaint.timeliness, has_complaint=True)
        without = scoring.points_of_attitude(complaint.timeliness, has_complaint=False)
        if without is None:
            add("7", kept, complaint.disliked)
        else:
            sums["7"][0] -= without * complaint.disliked
    return {code: (points, count) for code, (points, count) in sums.items()}


def _scores(key: int, points: _Points, own: _Own | None, *, on: datetime) -> Scores:
    """Return the scores of a unit, or of an officer, who has nothing of the unit's own."""
    scheme, is_officer = circular_01(), own is None
    asked = [each for each in scheme.indices if not is_officer or each.code in scheme.officer_indices]
    found = tuple(_scored(each, points, own, on) for each in asked)
    scores = Scores(key=key, indices=found, dossiers=points.get("3", (0, 0))[1], grade=None)
    if not scores.most:
        return scores
    grades = scheme.officer_grades if is_officer else scheme.unit_grades
    return Scores(key=key, indices=found, dossiers=scores.dossiers, grade=scoring.grade_of(scores.total, grades))


def _scored(index: Index, points: _Points, own: _Own | None, on: datetime) -> Scored:
    if own and index.asks:
        return Scored(index=index, score=_recorded_score(index.code, own.recorded), dossiers=0)
    if own and index.code == "9":
        return Scored(index=index, score=_online_score(own.online, on), dossiers=own.online.received)
    total, count = points.get(index.code, (0, 0))
    return Scored(index=index, score=scoring.index_score(total, count), dossiers=count)


def _recorded_score(code: str, recorded: Sequence[_Recorded]) -> Decimal | None:
    """Return what confirmed counts score: for index 5 the latest of each unit, for index 8 all of them."""
    counts = [(unit, count) for index, unit, count in recorded if index == code]
    if not counts:
        return None
    scheme = circular_01()
    if code == "8":
        share = _share(counts, lambda each: each.part)
        return Decimal(scoring.points_of_feedback(share, least=scheme.feedback_share))
    latest = list(dict(counts).items())
    return Decimal(
        scoring.points_of_one_stop(
            on_the_spot=_share(latest, lambda each: each.part),
            received=_share(latest, lambda each: each.received or 0),
            least=scheme.on_the_spot_share,
        )
    )


def _share(counts: Sequence[tuple[int, Count]], of: Callable[[Count], int]) -> Decimal:
    part, whole = sum(of(each) for _unit, each in counts), sum(each.whole for _unit, each in counts)
    return scoring.ratio(part, whole) or Decimal(0)


def _online_score(online: _Online, on: datetime) -> Decimal | None:
    share = scoring.ratio(online.online, online.received)
    procedures = _offered_share(online.tier, on)
    if share is None or procedures is None:
        return None
    scheme = circular_01()
    points = scoring.points_of_online(
        procedures=procedures,
        dossiers=share,
        has_late=online.late > 0,
        least=(scheme.online_procedures, scheme.online_dossiers, scheme.online_dossiers_least),
    )
    return Decimal(points)


def _offered_share(tier: int, on: datetime) -> Decimal | None:
    """Return the share of the procedures of a tier that can be filed here, from end to end: levels 3 and 4."""
    cards = catalogue.list_procedures(on=on.date(), tier=tier)
    return scoring.ratio(sum(card.offered for card in cards), len(cards))


def _online(actor: Actor, units: Iterable[int], period: Period, zone: tzinfo, now: datetime) -> dict[int, _Online]:
    everything, online = (
        figures.board(actor=actor, now=now, period=period, units=units, channel=channel) for channel in (None, "online")
    )
    part = {row.key: row.counts for row in online.rows}
    runs_on = period[1] >= now.astimezone(zone).date()
    return {
        row.key: _Online(
            received=row.counts.received,
            online=part.get(row.key, Counts()).received,
            late=part.get(row.key, Counts()).decided_late + (part.get(row.key, Counts()).late if runs_on else 0),
        )
        for row in everything.rows
    }
