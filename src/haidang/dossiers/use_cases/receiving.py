"""The receiving officer accepts a dossier, or refuses to receive it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from haidang.catalogue import api as catalogue
from haidang.clock import api as clock
from haidang.dossiers import rules, slips
from haidang.dossiers.case import Case
from haidang.dossiers.codes import next_dossier_code
from haidang.dossiers.contracts import EntryKind
from haidang.dossiers.events import DossierAccepted, DossierRefusedAtReception
from haidang.dossiers.ledger import latest_legal_due
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Invalid, Problem
from haidang.kernel.events import announce
from haidang.register.contracts import Fact

_INSTANT = timedelta(microseconds=1)


@transaction.atomic
def accept_dossier(
    *,
    dossier_id: int,
    by: Actor,
    now: datetime,
    seen: int | None = None,
    promised_at: datetime | None = None,
    promise_reason: str = "",
) -> str:
    """
    Accept a complete dossier and return its code: the receipt is due, the main clock runs.

    Where the law gives no term the officer promises a date with a reason; it is marked as not statutory and
    stays outside the on-time figures.

    :raises Refused: if the officer may not accept it now
    :raises Invalid: if there is no statutory term and no promised date with its reason
    :raises Conflict: if somebody else was faster
    """
    case = Case.locked(dossier_id, seen=seen)
    rules.may_accept(by, case.dossier).enforce()
    dossier, day = case.dossier, case.local_day(now)
    case.pack = catalogue.rule_pack_on(day)
    promised = None if case.procedure.has_statutory_term else _promised(promised_at, promise_reason, case, now)

    dossier.take("accept", at=now)
    dossier.rule_pack, dossier.accepted_at, dossier.queued_at = case.pack.id, now, now
    dossier.step = case.procedure.route.steps[0].key
    case.enter(EntryKind.ACCEPTED, at=now)
    if promised:
        case.enter(EntryKind.PROMISED, at=now, promised_at=promised.isoformat(), reason=promise_reason)
    due = latest_legal_due(now, case.rules)
    due_at = due.at if due else promised
    dossier.code = next_dossier_code(case.pack, case.unit, day)

    told = {
        "code": dossier.code,
        "rule_pack": case.pack.id,
        "due": _iso(due_at),
        "statutory": promised is None,
    }
    case.record(
        Fact("accepted", told | ({"reason": promise_reason} if promised else {})),
        by=by,
        at=now,
        flows=("accepted",),
    )

    announce(DossierAccepted.of(dossier, at=now, due_at=due_at))
    return dossier.code


@transaction.atomic
def refuse_at_reception(*, dossier_id: int, reason: str, by: Actor, now: datetime, seen: int | None = None) -> None:
    """
    Refuse to receive a dossier, naming the legal reason (form 03 of the one-stop mechanism).

    :raises Refused: if the officer may not refuse it now
    :raises Invalid: if no reason is given
    :raises Conflict: if somebody else was faster
    """
    case = Case.locked(dossier_id, seen=seen)
    rules.may_refuse_at_reception(by, case.dossier).enforce()
    need_reason(reason)

    case.dossier.take("refuse_at_reception", at=now)
    case.enter(EntryKind.ENDED, at=now)

    case.record(Fact("refused_at_reception", {"reason": reason}), by=by, at=now, flows=("refused_at_reception",))

    slip = slips.title_of(case.pack, "refused_at_reception")
    announce(DossierRefusedAtReception.of(case.dossier, at=now, reason=reason, slip=slip))


def need_reason(reason: str, *, field: str = "reason") -> None:
    """
    Pass when a reason was written.

    :raises Invalid: at the reason's field
    """
    if not reason.strip():
        message = _("Write the reason: the filer reads it, and it stays in the register.")
        raise Invalid([Problem(field=field, code="reason_missing", message=message)])


def _promised(promised_at: datetime | None, reason: str, case: Case, now: datetime) -> datetime:
    if promised_at is None or promised_at <= now:
        message = _(
            "The law gives no term for this procedure. Promise a day after today on which the result will be ready."
        )
        raise Invalid([Problem(field="promised_on", code="promise_missing", message=message)])
    need_reason(reason, field="promise_reason")
    # The moment of closing is still office time: a result promised for 17:00 is not put off to the next morning.
    opening = clock.opens_at_or_after(calendar=case.rules.calendar, moment=promised_at - _INSTANT)
    return max(opening, promised_at.astimezone(opening.tzinfo))


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
