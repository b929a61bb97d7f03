"""Which open dossiers will probably be late: told by what happened to those before them, and decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta

from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import Chance
from haidang.figures._chances import BANDS, EDGES, Place, Rates, Seen
from haidang.figures._selection import visible_units
from haidang.figures._slots import late_until
from haidang.figures.contracts import CalibrationLine, Foreseen, Outlook, Proof
from haidang.figures.models import LatenessProof, LatenessRate
from haidang.kernel.actor import Actor

NIGHTLY = time(18, 30, tzinfo=UTC)
"""When the forecast is learnt anew: half past one at night in Vietnam (UTC+7)."""


def next_forecast(*, now: datetime) -> datetime:
    """Return the moment at which the forecast is learnt anew by itself."""
    tonight = datetime.combine(now.astimezone(UTC).date(), NIGHTLY)
    return tonight if now < tonight else tonight + timedelta(days=1)


def outlook(
    *,
    actor: Actor,
    now: datetime,
    least: float,
    units: Iterable[int] | None = None,
    procedures: Sequence[str] | None = None,
    channel: str | None = None,
    page: int = 1,
    size: int = 50,
) -> Outlook:
    """Return the open dossiers in sight with at least this chance to be late, the likeliest first."""
    rates = _rates()
    found = dossiers.list_by_chance(
        actor=actor,
        now=now,
        late_until=late_until(now),
        units=visible_units(actor, units),
        known={place: rates.chance(place) for place in rates.places},
        otherwise=[rates.of_band(band) for band in range(BANDS)],
        edges=EDGES,
        least=least,
        procedures=procedures,
        channel=channel,
        page=page,
        size=size,
    )
    return Outlook(
        rows=tuple(_foreseen(each, rates) for each in found.rows),
        total=found.total,
        open=found.open,
        expected=found.expected,
        proof=_latest(),
    )


def _foreseen(found: Chance, rates: Rates) -> Foreseen:
    seen = rates.places.get((found.row.procedure, found.row.step or "", found.band), Seen(0, 0))
    return Foreseen(
        row=found.row,
        chance=found.chance,
        seen=seen.many,
        late=seen.late,
        least_left=EDGES[found.band - 1] if found.band else 0.0,
        most_left=EDGES[found.band] if found.band < len(EDGES) else None,
        chance_of_all=rates.of_band(found.band),
    )


def _rates() -> Rates:
    rows = LatenessRate.objects.order_by("pk").values_list("procedure", "step", "band", "seen", "late")
    places: dict[Place, Seen] = {
        (procedure, step, band): Seen(seen, late) for procedure, step, band, seen, late in rows
    }
    bands = [[seen for place, seen in places.items() if place[2] == band] for band in range(BANDS)]
    return Rates(places, tuple(Seen(sum(each.many for each in of), sum(each.late for each in of)) for of in bands))


def _latest() -> Proof | None:
    row = LatenessProof.objects.order_by("-computed_at", "-pk").first()
    if row is None:
        return None
    return Proof(
        computed_at=row.computed_at,
        since=row.since,
        held_back_from=row.held_back_from,
        dossiers=row.dossiers,
        held_back=row.held_back,
        brier=row.brier,
        brier_of_share=row.brier_of_share,
        lines=tuple(CalibrationLine(**line) for line in row.lines),
    )
