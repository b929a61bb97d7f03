"""Who may close a report, and who may read one."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from haidang.directory.contracts import Duty, UnitCard
from haidang.kernel.actor import Actor
from haidang.kernel.verdict import ALLOWED, Verdict
from haidang.reports.contracts import Period


def may_close(actor: Actor, unit: UnitCard, period: Period, *, on: date, own: UnitCard) -> Verdict:
    """
    Return whether the actor may close the report of a unit: who leads or supervises it, once the period is over.

    Who supervises at headquarters closes the national report, too. `own` is the unit the actor serves in.
    """
    is_theirs = actor.has(Duty.LEAD, unit=unit.id) or actor.has(Duty.SUPERVISE, unit=unit.id)
    is_national = unit.tier == 1 and unit.parent is None
    if not is_theirs and not (is_national and own.tier == 1 and actor.has(Duty.SUPERVISE, unit=own.id)):
        return Verdict(_("Only a leader or supervising officer of this unit closes its reports."))
    if period[1] >= on:
        return Verdict(_("The period is not over yet. Its report can be closed from the day after its last day on."))
    return ALLOWED


def may_look(actor: Actor, *, own: UnitCard) -> Verdict:
    """Return whether the actor is among those at headquarters who look at every unit's week."""
    if own.tier != 1 or not actor.has(Duty.SUPERVISE, unit=own.id):
        return Verdict(_("Only who supervises at headquarters marks a week as looked at."))
    return ALLOWED
