"""The row filter: which dossiers an actor may know of. Every query of this room starts with it."""

from __future__ import annotations

from typing import Any

from haidang.kernel.actor import Actor, Capacity


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


def person_of(actor: Actor) -> int:
    """Return the actor's account, or an id nobody has: a stranger owns no drafts."""
    return actor.person if actor.person is not None else 0
