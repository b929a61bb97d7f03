"""Reading what officers counted by hand for an index; only what a second officer confirmed counts."""

from __future__ import annotations

from collections.abc import Iterable

from haidang.figures import api as figures
from haidang.indices.contracts import Count, Period, RecordedCount
from haidang.indices.models import Recorded
from haidang.indices.rules import may_settle
from haidang.kernel.actor import Actor, Capacity

_SHOWN = 100


def list_recorded(*, actor: Actor, index: str, units: Iterable[int]) -> list[RecordedCount]:
    """Return the counts of an index for units in sight, the latest period first."""
    if not figures.may_read_figures(actor):
        return []
    rows = Recorded.objects.filter(index=index, unit__in=actor.sees.intersection(units))
    return [_told(row, actor) for row in rows.order_by("-last", "unit", "-id")[:_SHOWN]]


def confirmed_counts(*, actor: Actor, units: Iterable[int], period: Period) -> list[tuple[str, int, Count]]:
    """Return the confirmed counts whose days lie in the period, with index and unit, the earliest first."""
    if not figures.may_read_figures(actor):
        return []
    seen = set(units) if actor.capacity is Capacity.SYSTEM else actor.sees.intersection(units)
    rows = Recorded.objects.filter(unit__in=seen, first__gte=period[0], last__lte=period[1], is_confirmed=True)
    return [(row.index, row.unit, _count(row)) for row in rows.order_by("first", "id")]


def _count(row: Recorded) -> Count:
    return Count(whole=row.whole, part=row.part, received=row.received)


def _told(row: Recorded, actor: Actor) -> RecordedCount:
    return RecordedCount(
        id=row.pk,
        index=row.index,
        unit=row.unit,
        period=(row.first, row.last),
        count=_count(row),
        evidence=row.evidence,
        recorded_by=row.recorded_name,
        recorded_at=row.recorded_at,
        is_confirmed=row.is_confirmed,
        reason=row.reason,
        settled_by=row.settled_name,
        settled_at=row.settled_at,
        may_settle=may_settle(actor, recorded_by=row.recorded_by),
    )
