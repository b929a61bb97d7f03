"""
From the figure of a report to the dossiers it counts.

A list reads today. So only what happened in the period has one, of a report that is not closed, and only while the
units are those of the period's end: after a reorganisation a list holds what came from other units, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from haidang.directory import api as directory
from haidang.directory.contracts import UnitCard
from haidang.reports.contracts import Division, Line, Period
from haidang.supervision.columns import BY_FIGURE
from haidang.supervision.reports.columns import COLUMNS, Column


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A figure and the list of its dossiers, if there is one."""

    value: int
    url: str = ""


def cells_of(line: Line, unit: UnitCard, period: Period, *, on: date, is_closed: bool) -> list[Cell]:
    """Return the figures of a line in the order of the columns."""
    query = _query(line, unit, period) if not is_closed and _is_as_today(period, on) else None
    return [_cell(column, line, query) for column in COLUMNS]


def _cell(column: Column, line: Line, query: dict[str, str] | None) -> Cell:
    value = column.value(line.sums)
    if query is None or not value or column.is_at_end or column.measure not in BY_FIGURE:
        return Cell(value=value)
    return Cell(value=value, url=f"{reverse('supervision:list')}?{urlencode({'muc': column.measure} | query)}")


def _query(line: Line, unit: UnitCard, period: Period) -> dict[str, str] | None:
    asked = {"don-vi": str(unit.id), "tu": period[0].isoformat(), "den": period[1].isoformat()}
    if line.division is Division.UNIT:
        if line.key == str(unit.id):  # its own alone, without what lies below it: no list holds just that
            return None
        return asked | {"don-vi": line.key}
    names = {Division.PROCEDURE: "thutuc", Division.CHANNEL: "kenh"}
    return asked | ({names[line.division]: line.key} if line.division in names else {})


def _is_as_today(period: Period, on: date) -> bool:
    then, today = ({unit.id for unit in directory.list_units(on=day)} for day in (min(period[1], on), on))
    return then == today
