"""The indices of Decision 766/QĐ-TTg: each from kept figures, dossiers' own facts or the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from functools import cached_property

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Procedure
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import Digital
from haidang.figures import api as figures
from haidang.figures.contracts import Board, Counts
from haidang.indices import answers, scoring
from haidang.indices.contracts import (
    Decision766,
    Group,
    Index,
    Measured,
    MeasuredGroup,
    Part,
    Period,
    StatedValue,
)
from haidang.indices.models import Stated
from haidang.indices.pack import decision_766
from haidang.kernel.actor import Actor

_DAY = 86_400
Fraction = tuple[Part, Part]


def moments(period: Period, zone: tzinfo) -> tuple[datetime, datetime]:
    """Return the beginning of a period's first day and the end of its last."""
    return datetime.combine(period[0], time.min, zone), datetime.combine(period[1] + timedelta(days=1), time.min, zone)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the measures are computed from; each is read when the first index asks for it."""

    actor: Actor
    units: tuple[int, ...]
    period: Period
    zone: tzinfo
    now: datetime

    @cached_property
    def counts(self) -> Counts:
        """The figures of the period and of this moment."""
        return figures.board(actor=self.actor, now=self.now, period=self.period, units=self.units).total

    @cached_property
    def online(self) -> Board[str]:
        """The same of what was filed online, by procedure."""
        return figures.board_by_procedure(
            actor=self.actor, now=self.now, period=self.period, units=self.units, channel="online"
        )

    @cached_property
    def digital(self) -> Digital:
        """What was decided, and how much of it is files."""
        since, until = moments(self.period, self.zone)
        return dossiers.count_digital(actor=self.actor, units=self.units, since=since, until=until)

    @cached_property
    def procedures(self) -> tuple[Procedure, ...]:
        """What was in force on the last day of the period, or is today where it runs on."""
        day: date = min(self.period[1], self.now.astimezone(self.zone).date())
        return tuple(catalogue.get_procedure(card.version) for card in catalogue.list_procedures(on=day))

    @cached_property
    def disliked(self) -> int:
        """Dossiers decided in time that were rated badly."""
        rated = answers.count_rated(actor=self.actor, units=self.units, period=moments(self.period, self.zone))
        return sum(each.disliked for each in answers.complaints_among(rated) if each.timeliness != "late")


def measure_766(
    *,
    actor: Actor,
    units: Iterable[int],
    unit_id: int,
    period: Period,
    zone: tzinfo,
    now: datetime,
) -> Decision766:
    """
    Return every index of Decision 766 for a unit with all that counts in it; `unit_id` names whose values were stated.

    What is open counts as it stands at this moment, whatever the period: a dossier late and not decided is late.
    """
    facts = Facts(actor=actor, units=tuple(units), period=period, zone=zone, now=now)
    stated = _stated(actor, unit_id, period)
    scheme = decision_766()
    groups = tuple(_group(each, facts, stated) for each in scheme.groups)
    found = Decision766(as_of=now, groups=groups, grade=None)
    if found.computable < found.most:
        return found
    return Decision766(as_of=now, groups=groups, grade=scoring.grade_of(found.points, scheme.grades))


def _group(group: Group, facts: Facts, stated: Mapping[str, tuple[StatedValue, ...]]) -> MeasuredGroup:
    found = tuple(_measured(index, facts, stated.get(index.code, ())) for index in group.indices)
    return MeasuredGroup(group=group, indices=found)


def _measured(index: Index, facts: Facts, stated: tuple[StatedValue, ...]) -> Measured:
    if index.missing is not None or not figures.may_read_figures(facts.actor):
        return Measured(index=index, numerator=None, denominator=None, value=None, points=None, stated=stated)
    numerator, denominator = _MEASURES[index.measure](facts)
    value = scoring.ratio(numerator.value, denominator.value)
    if index.shown_as == "days" and value is not None:
        value = Decimal(numerator.value) / denominator.value
    points = None
    if value is not None and index.most is not None:
        points = scoring.points_of_ratio(value, most=index.most, target=index.target)
    return Measured(
        index=index, numerator=numerator, denominator=denominator, value=value, points=points, stated=stated
    )


def _part(counts: Counts, *names: str, channel: str = "") -> Part:
    told = tuple((name, int(getattr(counts, name))) for name in names)
    return Part(value=sum(value for _, value in told), figures=told, channel=channel)


def _in_time(facts: Facts) -> Fraction:
    timed = ("decided_early", "decided_on_time", "decided_late", "in_time", "late")
    return _part(facts.counts, "decided_early", "decided_on_time", "in_time"), _part(facts.counts, *timed)


def _satisfaction(facts: Facts) -> Fraction:
    whole = _part(facts.counts, "decided_early", "decided_on_time", "decided_late", "late")
    bad = facts.counts.decided_late + facts.counts.late + facts.disliked
    return Part(value=max(0, whole.value - bad)), whole


def _average_days(facts: Facts) -> Fraction:
    return Part(value=round(facts.digital.seconds / _DAY)), _decided(facts)


def _online_share(facts: Facts) -> Fraction:
    return _part(facts.online.total, "received", channel="online"), _part(facts.counts, "received")


def _electronic_results(facts: Facts) -> Fraction:
    return Part(value=facts.digital.with_result), _decided(facts)


def _digitised(facts: Facts) -> Fraction:
    return Part(value=facts.digital.with_papers), _decided(facts)


def _decided(facts: Facts) -> Part:
    names = ("decided_early", "decided_on_time", "decided_late", "decided_untimed")
    return Part(value=facts.digital.decided, figures=_part(facts.counts, *names).figures)


def _complete_procedures(facts: Facts) -> Fraction:
    return Part(value=sum(map(_is_complete, facts.procedures))), Part(value=len(facts.procedures))


def _offered_procedures(facts: Facts) -> Fraction:
    return Part(value=sum(each.offered for each in facts.procedures)), Part(value=len(facts.procedures))


def _used_services(facts: Facts) -> Fraction:
    offered = {each.id for each in facts.procedures if each.offered}
    used = {row.key for row in facts.online.rows if row.counts.received}
    return Part(value=len(offered & used)), Part(value=len(offered))


def _is_complete(procedure: Procedure) -> bool:
    """Return whether each part that a procedure must have is known (Decree 63/2010 art. 8(2))."""
    parts = (procedure.steps, procedure.how_to_file, procedure.papers, procedure.sets, procedure.has_statutory_term)
    return all((*parts, procedure.who, procedure.decided_by, procedure.result_name))


_MEASURES: Mapping[str, Callable[[Facts], Fraction]] = {
    "in_time": _in_time,
    "satisfaction": _satisfaction,
    "average_days": _average_days,
    "online_share": _online_share,
    "electronic_results": _electronic_results,
    "digitised": _digitised,
    "complete_procedures": _complete_procedures,
    "offered_procedures": _offered_procedures,
    "used_services": _used_services,
}


def _stated(actor: Actor, unit_id: int, period: Period) -> dict[str, tuple[StatedValue, ...]]:
    found: dict[str, tuple[StatedValue, ...]] = {}
    if unit_id not in actor.sees:
        return found
    for each in Stated.objects.filter(unit=unit_id, first=period[0], last=period[1]).order_by("stated_at", "id"):
        told = StatedValue(
            id=each.pk,
            index=each.index,
            value=each.value,
            source=each.source,
            stated_by=each.stated_name,
            stated_at=each.stated_at,
        )
        found[each.index] = (*found.get(each.index, ()), told)
    return found
