"""Reading what the catalogue offers on a day, and what following a procedure costs."""

from __future__ import annotations

from datetime import date

from haidang.catalogue import api as catalogue
from haidang.figures import api as figures
from haidang.indices.contracts import CostInputs, CostVersion, Offered, PublishedSaving
from haidang.indices.cost import cost_of
from haidang.indices.models import CostVersion as Row
from haidang.indices.pack import cost_model
from haidang.kernel.actor import Actor


def offered_on(day: date) -> Offered | None:
    """Return what the catalogue offers on a day; None for a day before it knows any procedure."""
    cards = catalogue.list_procedures(on=day)
    if not cards:
        return None
    return Offered(on=day, procedures=len(cards), offered=sum(card.offered for card in cards))


def list_costs(*, actor: Actor, procedure: str | None = None) -> list[CostVersion]:
    """Return every version of the inputs, of one procedure if named, by procedure and number."""
    if not figures.may_read_figures(actor):
        return []
    rows = Row.objects.order_by("procedure", "number")
    return [_version(row) for row in (rows.filter(procedure=procedure) if procedure else rows)]


def published_savings() -> tuple[PublishedSaving, ...]:
    """Return the savings that the administration has published."""
    return cost_model().published


def _version(row: Row) -> CostVersion:
    inputs = CostInputs(
        papers=row.papers,
        hours_per_paper=row.hours_per_paper,
        trips=row.trips,
        hours_per_trip=row.hours_per_trip,
        cost_per_trip=row.cost_per_trip,
        fees=row.fees,
        filings_per_year=row.filings_per_year,
        wage_per_day=row.wage_per_day,
        source=row.source,
        confidence=row.confidence,
    )
    return CostVersion(
        procedure=row.procedure,
        number=row.number,
        inputs=inputs,
        cost=cost_of(inputs),
        entered_by=row.entered_name,
        entered_at=row.entered_at,
    )
