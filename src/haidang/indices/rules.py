"""Who may enter values, counts and costs, and who may answer the survey."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from haidang.directory import api as directory
from haidang.directory.contracts import Duty
from haidang.dossiers.contracts import Sheet, Status
from haidang.kernel.actor import Actor, Capacity
from haidang.kernel.verdict import ALLOWED, Verdict


def may_enter_values(actor: Actor) -> Verdict:
    """Return whether the actor may enter values published elsewhere and inputs of the cost model."""
    if actor.capacity is not Capacity.OFFICER or Duty.SUPERVISE not in actor.duties or actor.unit is None:
        return Verdict(_("Only officers who supervise may enter this."))
    if directory.get_unit(actor.unit).tier != 1:
        return Verdict(_("Only headquarters enters this."))
    return ALLOWED


def may_record(actor: Actor) -> Verdict:
    """Return whether the actor may record what an index asks for and nobody here counts: who leads or supervises."""
    if actor.capacity is not Capacity.OFFICER or actor.duties.isdisjoint({Duty.LEAD, Duty.SUPERVISE}):
        return Verdict(_("Only officers who lead or supervise may record this."))
    return ALLOWED


def may_settle(actor: Actor, *, recorded_by: int) -> Verdict:
    """Return whether the actor may confirm or refuse a count: a second officer, never who recorded it."""
    if actor.person == recorded_by:
        return Verdict(_("Another officer confirms what you recorded."))
    return may_record(actor)


def may_answer(actor: Actor, sheet: Sheet, *, has_answered: bool) -> Verdict:
    """Return whether the filer of a dossier may say how it went: once, after the result was returned."""
    if actor.capacity is not Capacity.FILER:
        return Verdict(_("Only the filer of a dossier may rate it."))
    if sheet.status is not Status.RETURNED:
        return Verdict(_("A dossier can be rated once its result was returned."))
    if has_answered:
        return Verdict(_("You have rated this dossier already. Thank you."))
    return ALLOWED
