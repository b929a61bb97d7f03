"""Whose reports an officer may open: the widest unit in sight and those right below it."""

from __future__ import annotations

from datetime import date

from haidang.directory.contracts import UnitCard
from haidang.kernel.actor import Actor
from haidang.supervision.area import read_area


def units_of(actor: Actor, *, on: date) -> list[UnitCard]:
    """Return the units in the order they are offered, the widest first."""
    area = read_area(actor, on=on)
    return [area.unit, *(row for row in area.rows if row.id != area.unit.id)]
