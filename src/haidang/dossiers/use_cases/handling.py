"""Officers assign, work and note; the leader moves a date where the law lets them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from haidang.accounts import api as accounts
from haidang.catalogue.contracts import Stage
from haidang.clock.contracts import Length, TermUnit
from haidang.directory import api as directory
from haidang.directory.contracts import Duty
from haidang.dossiers import rules, slips
from haidang.dossiers.case import Case
from haidang.dossiers.contracts import EntryKind
from haidang.dossiers.events import PromiseMoved
from haidang.dossiers.use_cases.receiving import need_reason
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Invalid, Problem
from haidang.kernel.events import announce
from haidang.kernel.text import Text
from haidang.register.contracts import Fact

_UNITS = {
    TermUnit.WORKING_DAYS: Text("ngày làm việc", "working days"),
    TermUnit.CALENDAR_DAYS: Text("ngày", "calendar days"),
    TermUnit.WORKING_HOURS: Text("giờ làm việc", "working hours"),
    TermUnit.CLOCK_HOURS: Text("giờ", "hours"),
}


@transaction.atomic
def assign_dossier(*, dossier_id: int, officer_id: int, by: Actor, now: datetime, seen: int | None = None) -> None:
    """
    Give the dossier to a handling officer of the unit, or to another one.

    :raises Refused: if the actor may not assign now
    :raises Invalid: if the chosen officer does not handle dossiers in this unit
    :raises Conflict: if somebody else was faster
    """
    case = Case.locked(dossier_id, seen=seen)
    rules.may_assign(by, case.dossier).enforce()
    handlers = {
        each.person: each
        for each in directory.list_officers(unit_id=case.unit.id, duty=Duty.HANDLE, on=case.local_day(now))
    }
    if officer_id not in handlers:
        message = _("Choose an officer who handles dossiers in this unit.")
        raise Invalid([Problem(field="officer", code="officer_unknown", message=message)])
    members = accounts.list_members_of(case.dossier.filer_tax_code)
    given = rules.may_be_given(officer_id, case.dossier, members=members)
    if not given:
        raise Invalid([Problem(field="officer", code="conflict_of_interest", message=given.refusal)])

    dossier = case.dossier
    dossier.take("assign", at=now)
    dossier.officer = officer_id
    first = case.procedure.route.steps[0]
    if dossier.step == first.key and first.then:
        dossier.step = first.then

    case.record(Fact("assigned", {"officer": officer_id, "name": handlers[officer_id].name}), by=by, at=now)


@transaction.atomic
def finish_step(*, dossier_id: int, note: str, by: Actor, now: datetime, seen: int | None = None) -> None:
    """
    Finish the present step of handling with a note; an inspection's end starts the next stage of the legal term.

    :raises Refused: if the dossier is at another step or with another officer
    :raises Invalid: if the step is finished without a note of what was found
    :raises Conflict: if somebody else was faster
    """
    case = Case.locked(dossier_id, seen=seen)
    step = case.step
    rules.may_work(by, case.dossier, step).enforce()
    assert step is not None, "the rule has asked"
    need_reason(note, field="note")

    case.dossier.take("work", at=now)
    case.dossier.step = step.then
    if step.ends_stage:
        case.enter(EntryKind.STAGE_ENDED, at=now, stage=step.ends_stage)

    told = {"step": step.key, "note": note} | ({"stage": step.ends_stage} if step.ends_stage else {})
    case.record(Fact("step_finished", told), by=by, at=now)


@transaction.atomic
def record_event(*, dossier_id: int, event: str, by: Actor, now: datetime, seen: int | None = None) -> None:
    """
    Record an event that starts a stage of the legal term, e.g. that the goods were presented in full.

    :raises Refused: if the dossier is with another officer
    :raises Invalid: if the present step knows no such event, or it was recorded already
    :raises Conflict: if somebody else was faster
    """
    case = Case.locked(dossier_id, seen=seen)
    rules.may_record_event(by, case.dossier, case.step).enforce()
    happened = {each.data["event"] for each in case.ledger if each.kind is EntryKind.EVENT}
    if case.step is None or event not in set(case.step.records) - happened:
        message = _("This event cannot be recorded at the present step.")
        raise Invalid([Problem(field="event", code="event_unknown", message=message)])

    case.enter(EntryKind.EVENT, at=now, event=event)

    case.record(Fact("event_recorded", {"event": event}), by=by, at=now)


@transaction.atomic
def add_note(*, dossier_id: int, note: str, by: Actor, now: datetime) -> None:
    """
    Add a note to the processing; officers read it, the filer does not.

    :raises Refused: if the actor does not serve in the unit, or the dossier is closed
    :raises Invalid: if the note is empty
    """
    case = Case.locked(dossier_id)
    rules.may_note(by, case.dossier).enforce()
    need_reason(note, field="note")

    case.record(Fact("noted", {"note": note}), by=by, at=now)


@transaction.atomic
def apologise(
    *, dossier_id: int, promised_at: datetime, reason: str, by: Actor, now: datetime, seen: int | None = None
) -> None:
    """
    Move the promised date with an apology, once. Never moves the legal term (Decree 61/2018 art. 19(9)).

    An apology later than one day before the end is accepted and marked late.

    :raises Refused: if it was moved once already, or there is nothing to move
    :raises Invalid: if no reason is given
    :raises Conflict: if somebody else was faster
    """
    case = Case.locked(dossier_id, seen=seen)
    apologies = sum(each.kind is EntryKind.APOLOGISED for each in case.ledger)
    rules.may_apologise(by, case.dossier, case.pack, apologies=apologies, promised_at=promised_at, now=now).enforce()
    need_reason(reason)

    legal, before = case.clock.legal, case.dossier.promised_at
    is_late = legal is not None and rules.is_late_apology(
        legal_due=legal.at, pack=case.pack, calendar=case.rules.calendar, now=now
    )
    case.enter(EntryKind.APOLOGISED, at=now, promised_at=promised_at.isoformat(), reason=reason)

    told = {"promised": promised_at.isoformat(), "reason": reason, "late": is_late}
    told |= {"before": before.isoformat() if before else None}
    case.record(Fact("apologised", told), by=by, at=now)

    slip = slips.title_of(case.pack, "apologised")
    announce(PromiseMoved.of(case.dossier, at=now, promised_at=promised_at, reason=reason, slip=slip))


@transaction.atomic
def extend_term(
    *,
    dossier_id: int,
    stage: str,
    length: Length,
    article: str,
    by: Actor,
    now: datetime,
    seen: int | None = None,
) -> None:
    """
    Lengthen a stage of the legal term where a statute lets the head do so, e.g. Customs Law art. 23(2)(b).

    The pack's maximum counts for all extensions of the stage together. Where the pack knows none, the leader
    answers for the article named.

    :raises Refused: if the actor is not a leader of the unit, or the dossier is not in process
    :raises Invalid: if the stage is unknown, no article is named, or the law's maximum is exceeded
    :raises Conflict: if somebody else was faster
    """
    case = Case.locked(dossier_id, seen=seen)
    rules.may_extend(by, case.dossier).enforce()
    known = {each.key: each for each in case.procedure.stages}
    if stage not in known:
        message = _("Choose a stage of this procedure's term.")
        raise Invalid([Problem(field="stage", code="stage_unknown", message=message)])
    _check_extension(case, known[stage], length, article)

    case.enter(
        EntryKind.EXTENDED,
        at=now,
        stage=stage,
        value=length.value,
        unit=length.unit.value,
        article=article,
        signer=by.name,
    )

    told = {"stage": stage, "value": length.value, "unit": length.unit.value, "article": article}
    case.record(Fact("extended", told), by=by, at=now)


def _check_extension(case: Case, stage: Stage, length: Length, article: str) -> None:
    if not article.strip():
        message = _("Name the article: only a statute lengthens a term.")
        if stage.extension is None:
            message = _("The data know no law that lengthens this stage. Name the article that does.")
        raise Invalid([Problem(field="article", code="article_missing", message=message)])
    if length.value < 1:
        raise Invalid([Problem(field="value", code="length", message=_("Lengthen the term by at least one."))])
    most = stage.extension
    if most is None:
        return
    earlier = [each for each in case.ledger if each.kind is EntryKind.EXTENDED and each.data["stage"] == stage.key]
    if length.unit is not most.unit or length.value + sum(each.data["value"] for each in earlier) > most.value:
        message = _("The law lets this stage be lengthened by %(value)s %(unit)s in all, no more.")
        words = {"value": most.value, "unit": _UNITS[most.unit]}
        raise Invalid([Problem(field="value", code="beyond_maximum", message=message % words)])
