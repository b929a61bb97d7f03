"""Who may call a unit to account, who answers, and what repeated trouble is."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from haidang.directory import api as directory
from haidang.directory.contracts import Duty
from haidang.follow_up.contracts import LetterState
from haidang.follow_up.models import Call, Letter
from haidang.kernel.actor import Actor, Capacity
from haidang.kernel.verdict import ALLOWED, Verdict

TROUBLE_AFTER = 2
"""So many broken agreements of one unit within `TROUBLE_WITHIN` are repeated trouble; ours, not the law's."""

TROUBLE_WITHIN = timedelta(days=90)

_CLOSED = _("It was closed already whether this agreement was kept.")


def may_urge(actor: Actor, *, unit_id: int) -> Verdict:
    """Return whether the actor may call or write to this unit about its dossiers: who supervises it, or leads above."""
    if actor.capacity is not Capacity.OFFICER or actor.duties.isdisjoint({Duty.LEAD, Duty.SUPERVISE}):
        return Verdict(_("Only who leads or supervises calls a unit about its dossiers."))
    if unit_id not in actor.sees:
        return Verdict(_("This unit is not among those you supervise."))
    if unit_id == actor.unit and Duty.SUPERVISE not in actor.duties:
        return Verdict(_("This is your own unit: give the dossier to another officer, or speak with them."))
    return ALLOWED


def may_answer(actor: Actor, *, unit_id: int, on: date) -> Verdict:
    """Return whether the actor answers for this unit, or for the one whose work it took over."""
    if actor.capacity is not Capacity.OFFICER or actor.duties.isdisjoint({Duty.LEAD, Duty.ASSIGN}):
        return Verdict(_("A leader of the unit, or who assigns its work, answers for it."))
    if directory.successor_on(unit_id, on).id != actor.unit:
        return Verdict(_("Only the unit that was called or written to answers."))
    return ALLOWED


def may_answer_agreement(actor: Actor, call: Call, *, on: date) -> Verdict:
    """Return whether the actor may say for the unit what became of the agreement."""
    if call.until is None:
        return Verdict(_("Nothing was agreed in this call, so there is nothing to answer."))
    if call.kept is not None:
        return Verdict(_CLOSED)
    return may_answer(actor, unit_id=call.unit, on=on)


def may_close_agreement(actor: Actor, call: Call) -> Verdict:
    """Return whether the actor may say whether the agreement was kept."""
    if call.until is None:
        return Verdict(_("Nothing was agreed in this call, so there is nothing to close."))
    if call.kept is not None:
        return Verdict(_CLOSED)
    return _may_for(actor, call)


def may_decide_trouble(actor: Actor, call: Call) -> Verdict:
    """Return whether the actor may say what is done about repeated trouble: a leader where the call came from."""
    if call.escalated_at is None:
        return Verdict(_("This call is not marked for the leader."))
    if call.decided_at is not None:
        return Verdict(_("The leader has decided about it already."))
    if not actor.has(Duty.LEAD, unit=call.from_unit):
        return Verdict(_("Only a leader of the unit that called decides about it."))
    return ALLOWED


def may_drop_letter(actor: Actor, letter: Letter) -> Verdict:
    """Return whether the actor may drop a letter that nobody has signed."""
    if letter.state != LetterState.PREPARED:
        return Verdict(_("Only a letter that waits for its signature can be dropped."))
    return _may_for(actor, letter)


def may_sign_letter(actor: Actor, letter: Letter, *, on: date) -> Verdict:
    """Return whether the actor may sign and so send the letter: a leader of the unit it comes from."""
    if letter.state != LetterState.PREPARED:
        return Verdict(_("This letter was signed or dropped already."))
    if not actor.has(Duty.LEAD, unit=letter.from_unit):
        return Verdict(_("Only a leader of the unit that writes signs its letters."))
    if letter.answer_by < on:
        return Verdict(_("The day by which the unit should answer is over: drop this letter and prepare a new one."))
    return ALLOWED


def may_answer_letter(actor: Actor, letter: Letter, *, on: date) -> Verdict:
    """Return whether the actor may answer the letter for the unit."""
    if letter.state != LetterState.SENT:
        return Verdict(_("Only a letter that was sent and not answered can be answered."))
    return may_answer(actor, unit_id=letter.unit, on=on)


def _may_for(actor: Actor, row: Call | Letter) -> Verdict:
    """Who may urge the unit does, if they stand where the call or letter came from, or above: never the unit itself."""
    if row.from_unit not in actor.sees:
        return Verdict(_("Only the unit that called or wrote, or one above it, does this."))
    return may_urge(actor, unit_id=row.unit)
