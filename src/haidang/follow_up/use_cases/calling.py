"""A unit is telephoned about its dossiers; what was agreed comes back until somebody says what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from haidang.directory import api as directory
from haidang.dossiers import api as dossiers
from haidang.follow_up import rules
from haidang.follow_up.contracts import Kept
from haidang.follow_up.models import Call, CalledAbout
from haidang.kernel import once
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Invalid, Missing, Problem
from haidang.register import api as register
from haidang.register.contracts import Fact, Head, Origin

_RECORDED_WITHIN = timedelta(days=366)
"""What lies further back is a slip of the keyboard; ours, not the law's."""


@transaction.atomic
def record_call(
    *,
    unit_id: int,
    dossier_ids: Sequence[int],
    reached: str,
    at: datetime,
    agreed: str,
    until: date | None,
    by: Actor,
    now: datetime,
) -> UUID:
    """
    Record a call to a unit: who was reached, when, about which of its dossiers, what was agreed until when; once.

    :raises Refused: if the actor does not supervise the unit
    :raises Invalid: if nobody was reached, nothing is written down, or a moment, day or dossier cannot be meant
    """
    unit = directory.get_unit(unit_id)
    rules.may_urge(by, unit_id=unit_id).enforce()
    _check(unit_id, dossier_ids, reached=reached, at=at, agreed=agreed, until=until, by=by, now=now)
    assert by.person is not None, "the rule has asked for an officer"
    assert by.unit is not None, "an officer serves in a unit"

    uid = once.uid_of("call", by.person, unit_id, at, reached, agreed, until, *dossier_ids)
    if once.is_there(uid, Call.objects.all()):
        return uid
    call = Call.objects.create(
        uid=uid,
        unit=unit_id,
        from_unit=by.unit,
        reached=reached.strip(),
        at=at,
        by=by.person,
        by_name=by.name,
        agreed=agreed.strip(),
        until=until,
        origin=Origin.LIVE.value,
    )
    CalledAbout.objects.bulk_create(CalledAbout(call=call, dossier=each) for each in dict.fromkeys(dossier_ids))

    told = {
        "unit": unit.code,
        "reached": call.reached,
        "called_at": at.isoformat(),
        "agreed": call.agreed,
        "until": until.isoformat() if until else None,
        "dossiers": list(dossier_ids),
    }
    record(call, Fact("call_recorded", told), by=by, at=now)
    return call.uid


@transaction.atomic
def answer_agreement(*, uid: UUID, answer: str, by: Actor, now: datetime) -> None:
    """
    Say for the unit what became of what it agreed; a later answer takes the place of an earlier one.

    :raises Missing: if there is no such call in sight
    :raises Refused: if the actor does not answer for the unit, or the agreement is closed
    :raises Invalid: if nothing is written
    """
    call = _locked(uid, by)
    rules.may_answer_agreement(by, call, on=_day(call, now)).enforce()
    _need(answer, "answer")

    call.answer, call.answered_by, call.answered_at = answer.strip(), by.name, now

    record(call, Fact("agreement_answered", {"answer": call.answer}), by=by, at=now)


@transaction.atomic
def close_agreement(*, uid: UUID, kept: Kept, found: str, by: Actor, now: datetime) -> bool:
    """
    Say whether the unit kept what was agreed; return whether it is repeated trouble, now marked for the leader.

    :raises Missing: if there is no such call in sight
    :raises Refused: if the actor does not supervise the unit, or it was closed already
    :raises Invalid: if it is broken and nothing is written about it
    """
    call = _locked(uid, by)
    rules.may_close_agreement(by, call).enforce()
    if kept is Kept.BROKEN:
        _need(found, "found")

    call.kept, call.found, call.closed_by, call.closed_at = kept.value, found.strip(), by.name, now
    facts = [Fact(f"agreement_{kept.value}", {"found": call.found})]
    once.one_at_a_time("agreements of", call.unit)
    broken = _broken_before(call, now) + 1 if kept is Kept.BROKEN else 0
    if broken >= rules.TROUBLE_AFTER:
        call.escalated_at = now
        facts.append(Fact("trouble_escalated", {"broken": broken, "within_days": rules.TROUBLE_WITHIN.days}))

    record(call, *facts, by=by, at=now)
    return call.escalated_at is not None


@transaction.atomic
def decide_trouble(*, uid: UUID, decided: str, by: Actor, now: datetime) -> None:
    """
    Say as the leader what is done about repeated trouble.

    :raises Missing: if there is no such call in sight
    :raises Refused: if the actor does not lead the unit that called, or it is decided already
    :raises Invalid: if nothing is written
    """
    call = _locked(uid, by)
    rules.may_decide_trouble(by, call).enforce()
    _need(decided, "decided")

    call.decided, call.decided_by, call.decided_at = decided.strip(), by.name, now

    record(call, Fact("trouble_decided", {"decided": call.decided}), by=by, at=now)


def record(call: Call, *facts: Fact, by: Actor, at: datetime) -> None:
    """Write the call and what happened to it."""
    head = Head(call.head_seq, bytes(call.head_hash))
    head = register.append(call.uid, head, facts, by=by, at=at, origin=Origin(call.origin))
    call.head_seq, call.head_hash = head.seq, head.hash
    call.save()


def _check(
    unit_id: int,
    dossier_ids: Sequence[int],
    *,
    reached: str,
    at: datetime,
    agreed: str,
    until: date | None,
    by: Actor,
    now: datetime,
) -> None:
    zone = directory.calendar_of(unit_id).zone
    found: list[Problem] = []
    if not reached.strip():
        found.append(Problem(field="reached", code="missing", message=_("Write who was reached.")))
    if not agreed.strip():
        message = _("Write what was said and agreed: it stays in the register.")
        found.append(Problem(field="agreed", code="missing", message=message))
    if at > now:
        found.append(Problem(field="at", code="future", message=_("The call lies in the future.")))
    elif at < now - _RECORDED_WITHIN:
        found.append(Problem(field="at", code="past", message=_("This is more than a year ago. Look at the year.")))
    if until is not None and until < at.astimezone(zone).date():
        message = _("The unit cannot have agreed to a day before the call.")
        found.append(Problem(field="until", code="past", message=message))
    in_unit = {row.id for row in dossiers.list_named(actor=by, dossier_ids=dossier_ids) if row.unit == unit_id}
    if set(dossier_ids) - in_unit:
        message = _("Some of these dossiers are not with this unit.")
        found.append(Problem(field="dossier", code="elsewhere", message=message))
    if found:
        raise Invalid(found)


def _need(text: str, field: str) -> None:
    if not text.strip():
        raise Invalid([Problem(field=field, code="missing", message=_("Write this: it stays in the register."))])


def _broken_before(call: Call, now: datetime) -> int:
    """Return how many other agreements this unit broke lately."""
    others = Call.objects.filter(unit=call.unit, kept=Kept.BROKEN.value, closed_at__gt=now - rules.TROUBLE_WITHIN)
    return others.exclude(pk=call.pk).count()


def _locked(uid: UUID, by: Actor) -> Call:
    call = Call.objects.select_for_update().filter(uid=uid, unit__in=by.sees).first()
    if call is None:
        raise Missing(_("There is no such call."))
    return call


def _day(call: Call, now: datetime) -> date:
    return now.astimezone(directory.calendar_of(call.unit).zone).date()
