"""
Which units a board is about, and in which of its rows each unit counts.

A unit that was wound up counts where its work went, so every dossier in sight stands in exactly one row and the
rows add up to the total.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from haidang.directory import api as directory
from haidang.directory.contracts import Duty, UnitCard
from haidang.figures.contracts import Counts, Row
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """
    A unit with everything below it that the actor sees.

    `rows` are the unit itself, for its own dossiers, and each unit right below it with all below that; or, with a
    `tier`, every unit of that tier for its own. `members` maps each unit to its row; `above` are the units up to
    the highest in sight.
    """

    unit: UnitCard
    above: tuple[UnitCard, ...]
    rows: tuple[UnitCard, ...]
    members: Mapping[int, int]
    tier: int | None

    def is_own(self, row: UnitCard) -> bool:
        """Return whether a row holds one unit's own dossiers and nothing below it."""
        return self.tier is not None or row.id == self.unit.id

    def members_of(self, row_id: int) -> list[int]:
        """Return the units that count in a row."""
        return [unit for unit, row in self.members.items() if row == row_id]

    def by_row(self, counted: tuple[Row[int], ...]) -> dict[int, Counts]:
        """Return the counts of units added up by row."""
        found: dict[int, Counts] = defaultdict(Counts)
        for each in counted:
            found[self.members[each.key]] += each.counts
        return found


def read_area(actor: Actor, *, on: date, unit_id: int | None = None, tier: int | None = None) -> Area:
    """
    Return the area of a unit in sight, or the widest the actor supervises.

    :raises Missing: if the unit is not in sight
    """
    top = _top(actor, on)
    unit = directory.successor_on(unit_id, on) if unit_id is not None else top
    if unit.id not in actor.sees:
        raise Missing(_("There is no such customs unit."))
    paths = {each: _path(each, on) for each in actor.sees}
    inside = {each: path for each, path in paths.items() if unit.id in path}
    members = {each: _row(path, unit.id, tier) for each, path in inside.items()}
    kept = {each: row for each, row in members.items() if tier is None or directory.get_unit(row).tier == tier}
    rows = [directory.get_unit(row) for row in {unit.id, *kept.values()} if tier is None or row in kept.values()]
    return Area(
        unit=unit,
        above=_above(unit, top, on),
        rows=tuple(sorted(rows, key=lambda row: (row.id != unit.id, row.tier, row.code))),
        members=kept,
        tier=tier,
    )


def read_own(actor: Actor, *, on: date, unit_id: int) -> Area:
    """
    Return a unit alone, with those whose work it took over and nothing below it.

    :raises Missing: if the unit is not in sight
    """
    area = read_area(actor, on=on, unit_id=unit_id)
    members = {each: row for each, row in area.members.items() if row == area.unit.id}
    return Area(unit=area.unit, above=area.above, rows=(area.unit,), members=members, tier=area.unit.tier)


def _row(path: tuple[int, ...], unit: int, tier: int | None) -> int:
    """Return in which row a unit counts: its own, or that of the unit right below the one the board is about."""
    return path[0] if tier is not None else path[max(path.index(unit) - 1, 0)]


def _path(unit_id: int, on: date) -> tuple[int, ...]:
    """Return the unit that does the work today and all above it."""
    unit = directory.successor_on(unit_id, on)
    found = [unit.id]
    while unit.parent is not None:
        unit = directory.successor_on(unit.parent, on)
        found.append(unit.id)
    return tuple(found)


def _top(actor: Actor, on: date) -> UnitCard:
    """Return the own unit; at headquarters, for who supervises, the office above all."""
    assert actor.unit is not None, "an officer serves in a unit"
    unit = directory.successor_on(actor.unit, on)
    while unit.tier == 1 and unit.parent is not None and Duty.SUPERVISE in actor.duties:
        unit = directory.get_unit(unit.parent)
    return unit


def _above(unit: UnitCard, top: UnitCard, on: date) -> tuple[UnitCard, ...]:
    path = _path(unit.id, on)
    upwards = path[1 : path.index(top.id) + 1] if top.id in path else ()
    return tuple(directory.get_unit(each) for each in reversed(upwards))
