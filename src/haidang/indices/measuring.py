"""Indices of a unit and period: those of Decision 766/QĐ-TTg, and what the data carry into those of others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from decimal import Decimal

from haidang.figures import api as figures
from haidang.indices import scoring
from haidang.indices.contracts import (
    Decision766,
    Group,
    Index,
    Measured,
    MeasuredGroup,
    MeasuredInputs,
    Period,
    ProcedureBehind,
    StatedValue,
)
from haidang.indices.facts import Facts
from haidang.indices.measures import MEASURES, missing_parts
from haidang.indices.models import Stated
from haidang.indices.pack import decision_766, input_schemes
from haidang.kernel.actor import Actor


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


def measure_inputs(
    *,
    actor: Actor,
    units: Iterable[int],
    unit_id: int,
    period: Period,
    zone: tzinfo,
    now: datetime,
) -> tuple[MeasuredInputs, ...]:
    """Return what the data carry into each index that others compute, as `measure_766` does."""
    facts = Facts(actor=actor, units=tuple(units), period=period, zone=zone, now=now)
    stated = _stated(actor, unit_id, period)
    return tuple(
        MeasuredInputs(
            scheme=scheme,
            as_of=now,
            indices=tuple(_measured(index, facts, stated.get(index.code, ())) for index in scheme.indices),
        )
        for scheme in input_schemes()
    )


def list_procedures_behind(
    *, actor: Actor, units: Iterable[int], period: Period, zone: tzinfo, now: datetime
) -> list[ProcedureBehind]:
    """Return the procedures that the measures count, each with what is known of it."""
    if not figures.may_read_figures(actor):
        return []
    facts = Facts(actor=actor, units=tuple(units), period=period, zone=zone, now=now)
    online = {row.key: row.counts.received for row in facts.online.rows}
    return [
        ProcedureBehind(
            id=each.id,
            name=each.name,
            is_offered=each.offered,
            missing=missing_parts(each),
            papers=len(each.papers),
            online=online.get(each.id, 0),
        )
        for each in facts.procedures
    ]


def _group(group: Group, facts: Facts, stated: Mapping[str, tuple[StatedValue, ...]]) -> MeasuredGroup:
    found = tuple(_measured(index, facts, stated.get(index.code, ())) for index in group.indices)
    return MeasuredGroup(group=group, indices=found)


def _measured(index: Index, facts: Facts, stated: tuple[StatedValue, ...]) -> Measured:
    if index.missing is not None or not figures.may_read_figures(facts.actor):
        return Measured(index=index, numerator=None, denominator=None, value=None, points=None, stated=stated)
    numerator, denominator = MEASURES[index.measure](facts)
    value = scoring.ratio(numerator.value, denominator.value)
    if index.shown_as != "per cent" and value is not None:
        value = Decimal(numerator.value) / denominator.value
    points = None
    if value is not None and index.most is not None:
        points = scoring.points_of_ratio(value, most=index.most, target=index.target)
    return Measured(
        index=index, numerator=numerator, denominator=denominator, value=value, points=points, stated=stated
    )


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
