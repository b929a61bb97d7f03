"""Which units a report adds up, and in which of its lines each stands: as the units were on one day."""

from __future__ import annotations

from datetime import date

from haidang.directory import api as directory
from haidang.directory.contracts import UnitCard
from haidang.kernel.actor import Actor, Capacity


def members_of(actor: Actor, unit: UnitCard, *, on: date) -> dict[int, int]:
    """
    Return each unit that counts in a report with its line: the unit itself, or the one right below it.

    A unit that was wound up by then counts where its work went. The system, which has nothing in sight, reads what
    exists on the day.
    """
    seen = directory.list_below(unit.id, on=on) if actor.capacity is Capacity.SYSTEM else actor.sees
    paths = {each: path_of(each, on) for each in seen}
    return {each: path[max(path.index(unit.id) - 1, 0)] for each, path in paths.items() if unit.id in path}


def path_of(unit_id: int, on: date) -> list[int]:
    """Return the unit that did the work on that day and all above it."""
    unit = directory.successor_on(unit_id, on)
    found = [unit.id]
    while unit.parent is not None:
        unit = directory.successor_on(unit.parent, on)
        found.append(unit.id)
    return found
