"""Reading what officers counted by hand for an index; only what a second officer confirmed counts."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import BooleanField, ExpressionWrapper, Q

from haidang.figures import api as figures
from haidang.indices.contracts import Count, Period, RecordedCount
from haidang.indices.models import Recorded
from haidang.indices.rules import may_settle
from haidang.kernel.actor import Actor, Capacity

_WAITS = ExpressionWrapper(Q(is_confirmed__isnull=True), output_field=BooleanField())


def list_recorded(
    *, actor: Actor, index: str, units: Iterable[int], page: int = 1, size: int = 50
) -> tuple[list[RecordedCount], int]:
    """Return a page of the counts of an index for units in sight, and how many there are; what waits comes first."""
    if not figures.may_read_figures(actor):
        return [], 0
    rows = Recorded.objects.filter(index=index, unit__in=actor.sees.intersection(units))
    skip = (max(page, 1) - 1) * size
    shown = rows.order_by(_WAITS.desc(), "-last", "unit", "-id")[skip : skip + size]
    return [_told(row, actor) for row in shown], rows.count()


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
