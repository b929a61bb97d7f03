"""Who may post officers and name roll-out teams."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from haidang.directory.contracts import Duty
from haidang.kernel.actor import Actor, Capacity
from haidang.kernel.verdict import ALLOWED, Verdict


def may_post(actor: Actor, *, person_id: int, unit_id: int, duties: Collection[Duty]) -> Verdict:
    """Return whether the actor may give somebody these duties in this unit."""
    if actor.capacity is Capacity.SYSTEM:
        return ALLOWED
    verdict = may_end_posting(actor, person_id=person_id, unit_id=unit_id)
    # These two reach beyond the unit: who does not hold them cannot give them.
    if verdict and not actor.duties.issuperset({Duty.SUPERVISE, Duty.EDIT}.intersection(duties)):
        return Verdict(_("You cannot give the duty to supervise or to edit procedures without holding it."))
    return verdict


def may_end_posting(actor: Actor, *, person_id: int, unit_id: int) -> Verdict:
    """Return whether the actor may end somebody's posting to this unit."""
    if actor.capacity is Capacity.SYSTEM:
        return ALLOWED
    if actor.capacity is not Capacity.OFFICER or Duty.LEAD not in actor.duties:
        return Verdict(_("Only a leader posts officers."))
    if unit_id not in actor.sees:
        return Verdict(_("You may post officers only to your own unit and the units below it."))
    if actor.person == person_id:
        return Verdict(_("You cannot decide about your own posting."))
    return ALLOWED


def may_name_team(actor: Actor, *, unit_id: int) -> Verdict:
    """Return whether the actor may name and release people of this unit's roll-out team."""
    if actor.capacity is Capacity.SYSTEM:
        return ALLOWED
    if actor.capacity is not Capacity.OFFICER or actor.duties.isdisjoint({Duty.LEAD, Duty.SUPERVISE}):
        return Verdict(_("Only who leads or supervises names the roll-out team."))
    if unit_id not in actor.sees:
        return Verdict(_("You may name the teams of your own unit and the units below it only."))
    return ALLOWED
