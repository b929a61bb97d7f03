"""Who may report, open a month, take measures, approach filers and answer signals, and when."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from haidang.directory import api as directory
from haidang.directory.contracts import Duty
from haidang.kernel.actor import Actor, Capacity
from haidang.kernel.verdict import ALLOWED, Verdict
from haidang.usage.months import last_day_to_report, next_month


def may_report_month(actor: Actor, *, unit_id: int, month: date, open_until: date | None, today: date) -> Verdict:
    """Return whether the actor may report a unit's dossiers by hand of a month, or correct the report."""
    if not actor.has(Duty.LEAD, unit=unit_id) and not actor.has(Duty.RECEIVE, unit=unit_id):
        return Verdict(_("Only a leader or a receiving officer of the unit reports its counts."))
    if today < next_month(month):
        return Verdict(_("The month has not ended yet. Report it when it is over."))
    if today > last_day_to_report(month) and (open_until is None or today > open_until):
        return Verdict(_("The month is closed. Ask headquarters to open it."))
    return ALLOWED


def may_open_month(actor: Actor, *, unit_id: int) -> Verdict:
    """Return whether the actor may open a closed month for a unit."""
    return _supervises_at_headquarters(actor, unit_id)


def may_take_measure(actor: Actor, *, unit_id: int) -> Verdict:
    """Return whether the actor may record what was done so that a unit uses the service more."""
    if actor.capacity is not Capacity.OFFICER or actor.duties.isdisjoint({Duty.LEAD, Duty.SUPERVISE}):
        return Verdict(_("Only officers who lead or supervise record measures."))
    if unit_id not in actor.sees:
        return Verdict(_("This unit is not among those you oversee."))
    return ALLOWED


def may_approach(actor: Actor, *, unit_id: int) -> Verdict:
    """Return whether the actor may record that a filer of a unit was spoken to."""
    if actor.capacity is not Capacity.OFFICER:
        return Verdict(_("Only officers record whom they spoke to."))
    if unit_id not in actor.sees:
        return Verdict(_("This unit is not among those you oversee."))
    return ALLOWED


def may_answer_signal(actor: Actor, *, unit_id: int, is_open: bool) -> Verdict:
    """Return whether the actor may confirm or dismiss a signal of a unit."""
    if not (verdict := _supervises_at_headquarters(actor, unit_id)):
        return verdict
    if not is_open:
        return Verdict(_("This signal has been answered already."))
    return ALLOWED


def _supervises_at_headquarters(actor: Actor, unit_id: int) -> Verdict:
    if actor.capacity is not Capacity.OFFICER or Duty.SUPERVISE not in actor.duties:
        return Verdict(_("Only who supervises at headquarters does this."))
    assert actor.unit is not None, "an officer serves in a unit"
    if directory.get_unit(actor.unit).tier != 1 or unit_id not in actor.sees:
        return Verdict(_("Only who supervises at headquarters does this."))
    return ALLOWED
