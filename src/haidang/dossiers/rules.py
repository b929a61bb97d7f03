"""
Who may do what with a dossier, and when. One function a question; each answers allowed, or refused because.

The same verdicts decide the button, the API's answer and the use case. What an actor may *know of* is the row
filter in `queries.py`, not here.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from haidang.catalogue.contracts import Act, Procedure, RulePack, Step
from haidang.clock import api as clock
from haidang.clock.contracts import Calendar, Length, TermUnit
from haidang.directory.contracts import Duty, UnitCard
from haidang.dossiers.lifecycle import FINAL, LABEL, Status, can_take
from haidang.dossiers.models import Correction, Dossier, belongs_to
from haidang.kernel.actor import Actor, Capacity
from haidang.kernel.verdict import ALLOWED, Verdict

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_DUTY_NEEDED = {
    Duty.RECEIVE: _("Only a receiving officer of this unit may do this."),
    Duty.ASSIGN: _("Only the officer who assigns work in this unit may do this."),
    Duty.HANDLE: _("Only a handling officer of this unit may do this."),
    Duty.LEAD: _("Only a leader of this unit may do this."),
    Duty.ISSUE: _("Only the officer who issues results in this unit may do this."),
}
_SERVING = frozenset({Duty.RECEIVE, Duty.ASSIGN, Duty.HANDLE, Duty.LEAD, Duty.ISSUE})
_OWN = _("You cannot handle your own dossier.")
_OWN_BUSINESS = _("You belong to the business that files this dossier: another officer handles it.")
"""A conflict of interest keeps an officer from the task (Law 36/2018/QH14 on anti-corruption art. 23)."""

ENTERED_WITHIN = Length(5, TermUnit.WORKING_DAYS)
"""How long after it was handed in something on paper may still be entered; ours, not the law's."""


def may_submit(actor: Actor, procedure: Procedure, unit: UnitCard, day: datetime) -> Verdict:
    """Return whether the actor can file the procedure with this unit on this day (in the calendar's zone)."""
    if actor.capacity is not Capacity.FILER:
        return Verdict(_("Only a filer may file. Sign in with the account of a filer."))
    if not procedure.offered:
        return Verdict(_("This procedure is not offered online. Its page says where to go instead."))
    if actor.on_behalf_of is None and "person" not in procedure.who_may_file:
        return Verdict(_("Only a business or organisation may file this procedure. Choose the one you act for."))
    return _can_be_filed(procedure, unit, day)


def may_enter(actor: Actor, procedure: Procedure, unit: UnitCard, day: datetime, *, tax_code: str = "") -> Verdict:
    """Return whether the officer may enter what was handed in on paper to this unit on that day."""
    if not actor.has(Duty.RECEIVE, unit=unit.id):
        return Verdict(_DUTY_NEEDED[Duty.RECEIVE])
    if belongs_to(actor, tax_code):
        return Verdict(_OWN_BUSINESS)
    if not procedure.offered:
        return Verdict(_("This procedure is not offered online. Its page says where to go instead."))
    return _can_be_filed(procedure, unit, day)


def earliest_entry(*, calendar: Calendar, now: datetime) -> datetime:
    """Return since when something handed in may be entered now: a clock is not set back by weeks."""
    return clock.minus(length=ENTERED_WITHIN, calendar=calendar, end=now)


def handed_in_between(
    procedure: Procedure, *, calendar: Calendar, registered_at: datetime
) -> tuple[datetime, datetime]:
    """
    Return between which moments paper registered then can have been handed in.

    Not before it could still be entered or its version was in force, nor after it stood in the system.
    """
    begins = datetime.combine(procedure.valid_from, time.min, calendar.zone)
    earliest = max(begins, earliest_entry(calendar=calendar, now=registered_at))
    if procedure.valid_to is None:
        return earliest, registered_at
    return earliest, min(registered_at, datetime.combine(procedure.valid_to, time.max, calendar.zone))


def _can_be_filed(procedure: Procedure, unit: UnitCard, day: datetime) -> Verdict:
    if day.date() < procedure.valid_from or (procedure.valid_to and day.date() > procedure.valid_to):
        return Verdict(_("This procedure is closed. Look for the procedure that replaced it."))
    if not unit.exists_on(day.date()):
        return Verdict(_("This customs unit has been closed. Choose the unit that took over its work."))
    if unit.tier != procedure.tier:
        return Verdict(_("This customs unit does not handle this procedure. Choose one of the units listed."))
    return ALLOWED


def may_accept(actor: Actor, dossier: Dossier) -> Verdict:
    """Return whether the officer may accept the dossier for handling."""
    return _officer_step(actor, dossier, "accept", Duty.RECEIVE)


def may_refuse_at_reception(actor: Actor, dossier: Dossier) -> Verdict:
    """Return whether the officer may refuse to receive the dossier, with a legal reason."""
    return _officer_step(actor, dossier, "refuse_at_reception", Duty.RECEIVE)


def may_ask_for_supplement(actor: Actor, dossier: Dossier, pack: RulePack, *, override: bool = False) -> Verdict:
    """
    Return whether the officer may ask the filer to complete the dossier.

    A filer is made to come back at most twice in a case unless the earlier guidance was not followed
    (Decree 63/2010 art. 20(4)): a third request needs the override with its reason.
    """
    duty = Duty.RECEIVE if dossier.status == Status.SUBMITTED else Duty.HANDLE
    verdict = _officer_step(actor, dossier, "ask_for_supplement", duty)
    if verdict and dossier.supplements >= pack.supplements_at_most and not override:
        return Verdict(
            _(
                "The filer has been asked to supplement as often as the law allows. "
                "Say why the earlier guidance was not followed."
            )
        )
    return verdict


def may_supplement(actor: Actor, dossier: Dossier) -> Verdict:
    """Return whether the filer may answer a request for supplements."""
    return _filer_step(actor, dossier, "supplement", _("There is no open request for a supplement."))


def may_ask_to_withdraw(actor: Actor, dossier: Dossier) -> Verdict:
    """Return whether the filer may ask to withdraw: as long as no decision exists."""
    return _filer_step(actor, dossier, "ask_to_withdraw", _("A decision exists already, or the dossier is closed."))


def may_answer_withdrawal(actor: Actor, dossier: Dossier) -> Verdict:
    """Return whether the officer may confirm or decline the withdrawal."""
    return _officer_step(actor, dossier, "confirm_withdrawal", Duty.RECEIVE)


def may_assign(actor: Actor, dossier: Dossier) -> Verdict:
    """Return whether the officer may choose who handles the dossier (Decree 61/2018 art. 19(1))."""
    return _officer_step(actor, dossier, "assign", Duty.ASSIGN)


def may_work(actor: Actor, dossier: Dossier, step: Step | None) -> Verdict:
    """Return whether the officer may finish the present step of handling."""
    return _handler_step(actor, dossier, step, Act.WORK, _("The dossier is not at a step of handling."))


def may_record_event(actor: Actor, dossier: Dossier, step: Step | None) -> Verdict:
    """Return whether the officer may record an event that starts a stage of the term."""
    verdict = _officer_step(actor, dossier, "work", Duty.HANDLE)
    if verdict and (step is None or not step.records):
        return Verdict(_("No event is recorded at this step."))
    return verdict


def may_note(actor: Actor, dossier: Dossier) -> Verdict:
    """Return whether the officer may add a note to the processing."""
    if actor.capacity is not Capacity.OFFICER or actor.unit != dossier.unit:
        return Verdict(_("Only an officer of this unit may do this."))
    if dossier.involves(actor):
        return Verdict(_involved(actor, dossier))
    if dossier.closed_at is not None:
        return Verdict(_("The dossier is closed."))
    return ALLOWED


def may_propose(actor: Actor, dossier: Dossier, step: Step | None) -> Verdict:
    """Return whether the officer may propose a result to the leader."""
    return _handler_step(actor, dossier, step, Act.PROPOSE, _("The dossier is not at the step of proposing a result."))


def may_approve(actor: Actor, dossier: Dossier, step: Step | None) -> Verdict:
    """Return whether the leader may sign the proposed result or send it back."""
    verdict = _officer_step(actor, dossier, "decide", Duty.LEAD)
    if verdict and (step is None or step.act is not Act.APPROVE or dossier.proposal is None):
        return Verdict(_("No result has been proposed yet."))
    return verdict


def may_return_result(actor: Actor, dossier: Dossier) -> Verdict:
    """Return whether the officer may hand the signed result over."""
    return _officer_step(actor, dossier, "return_result", Duty.ISSUE)


def may_stop(actor: Actor, dossier: Dossier) -> Verdict:
    """Return whether the leader may stop the handling, e.g. a supplement that was never answered."""
    return _officer_step(actor, dossier, "stop", Duty.LEAD)


def may_apologise(
    actor: Actor,
    dossier: Dossier,
    pack: RulePack,
    *,
    apologies: int,
    promised_at: datetime,
    now: datetime,
) -> Verdict:
    """Return whether the leader may move the promised date to a later one, once (Decree 61/2018 art. 19(9))."""
    verdict = _officer_step(actor, dossier, "decide", Duty.LEAD)
    if verdict and apologies >= pack.appointments_moved_at_most:
        return Verdict(_("The date has been moved once already; the law allows no second time."))
    if verdict and promised_at <= max(now, dossier.promised_at or now):
        return Verdict(_("The new date must lie after today and after the date promised before."))
    return verdict


def is_late_apology(*, legal_due: datetime, pack: RulePack, calendar: Calendar, now: datetime) -> bool:
    """Return whether an apology comes later than one day before the end of the term (Decree 61/2018 art. 19(9))."""
    return now > clock.minus(length=pack.apology_before_end, calendar=calendar, end=legal_due)


def may_extend(actor: Actor, dossier: Dossier) -> Verdict:
    """Return whether the leader may lengthen the legal term where a statute lets the head do so."""
    return _officer_step(actor, dossier, "decide", Duty.LEAD)


def may_be_given(person: int, dossier: Dossier, *, members: Collection[int]) -> Verdict:
    """Return whether the dossier may be given to this officer; `members` are the people of the business that filed."""
    if person == dossier.person or person in members:
        return Verdict(_("This officer belongs to the business that files the dossier. Choose another one."))
    return ALLOWED


def may_propose_correction(actor: Actor, dossier: Dossier, waiting: Correction | None) -> Verdict:
    """Return whether the officer may propose that a moment of the clock was recorded wrongly."""
    if not any(actor.has(duty, unit=dossier.unit) for duty in _SERVING):
        return Verdict(_("Only an officer of this unit may do this."))
    if dossier.involves(actor):
        return Verdict(_involved(actor, dossier))
    if dossier.status in FINAL - {Status.RETURNED}:
        return Verdict(_("The dossier was closed without a decision: no date is measured any more."))
    if dossier.channel == "online" and dossier.accepted_at is None:
        return Verdict(_("So far the system's own clock saw every moment of this dossier: there is none to correct."))
    if waiting is not None:
        return Verdict(_("A correction is waiting for its countersignature. One at a time."))
    return ALLOWED


def may_answer_correction(actor: Actor, dossier: Dossier, waiting: Correction | None) -> Verdict:
    """Return whether the leader may countersign or refuse the correction that waits: never one's own."""
    if not actor.has(Duty.LEAD, unit=dossier.unit):
        return Verdict(_DUTY_NEEDED[Duty.LEAD])
    if dossier.involves(actor):
        return Verdict(_involved(actor, dossier))
    if waiting is None:
        return Verdict(_("No correction of the clock is waiting."))
    if waiting.proposed_by == actor.person:
        return Verdict(_("You proposed this correction yourself: another leader countersigns it."))
    return ALLOWED


def _involved(actor: Actor, dossier: Dossier) -> StrOrPromise:
    return _OWN if actor.person == dossier.person else _OWN_BUSINESS


def _officer_step(actor: Actor, dossier: Dossier, step: str, duty: Duty) -> Verdict:
    if not actor.has(duty, unit=dossier.unit):
        return Verdict(_DUTY_NEEDED[duty])
    if dossier.involves(actor):
        return Verdict(_involved(actor, dossier))
    if not can_take(step, dossier.status):
        return Verdict(_("Not possible now. The dossier is: %(status)s.") % {"status": LABEL[Status(dossier.status)]})
    return ALLOWED


def _handler_step(actor: Actor, dossier: Dossier, step: Step | None, act: Act, otherwise: StrOrPromise) -> Verdict:
    verdict = _officer_step(actor, dossier, "work", Duty.HANDLE)
    if verdict and (step is None or step.act is not act):
        return Verdict(otherwise)
    if verdict and dossier.officer is not None and dossier.officer != actor.person:
        return Verdict(_("The dossier is assigned to another officer."))
    return verdict


def _filer_step(actor: Actor, dossier: Dossier, step: str, otherwise: StrOrPromise) -> Verdict:
    # As in the row filter: what was filed for a business is the business's, not its former member's.
    is_owner = actor.person == dossier.person if dossier.business is None else actor.on_behalf_of == dossier.business
    is_filer = actor.capacity is Capacity.FILER and is_owner
    # Who came with paper comes with paper again: the receiving officer enters it.
    if dossier.channel != "online" and actor.has(Duty.RECEIVE, unit=dossier.unit):
        if dossier.involves(actor):
            return Verdict(_involved(actor, dossier))
    elif not is_filer:
        return Verdict(_("Only the filer of this dossier may do this."))
    return ALLOWED if can_take(step, dossier.status) else Verdict(otherwise)
