"""The row filter: which dossiers an actor may know of. Every query of this room starts with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from haidang.kernel.actor import Actor, Capacity

Value = TypeVar("Value")


def visible_to(actor: Actor) -> tuple[str, dict[str, Any]]:
    """
    Return the SQL condition on `d` (dossiers_dossier) and its parameters.

    A filer knows the own dossiers and those of the business acted for; an officer those of the units in sight;
    a stranger none: no list, count or detail tells them that a dossier exists.
    """
    if actor.capacity is Capacity.SYSTEM:
        return "true", {}
    if actor.capacity is Capacity.OFFICER:
        return "d.unit = ANY(%(sees)s)", {"sees": sorted(actor.sees)}
    if actor.capacity is Capacity.FILER and actor.person is not None:
        # What is filed for a business belongs to the business: its other people see it, a former member does not.
        return (
            "((d.business IS NULL AND d.person = %(person)s) OR d.business = %(business)s)",
            {"person": actor.person, "business": actor.on_behalf_of},
        )
    return "false", {}


def units_in_sight(actor: Actor, units: Mapping[int, Value]) -> dict[int, Value]:
    """Return those of some units whose dossiers the actor may know of: the system all, who is no officer none."""
    if actor.capacity is Capacity.SYSTEM:
        return dict(units)
    return {unit: value for unit, value in units.items() if unit in actor.sees}


def person_of(actor: Actor) -> int:
    """Return the actor's account, or an id nobody has: a stranger owns no drafts."""
    return actor.person if actor.person is not None else 0
