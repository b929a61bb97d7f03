"""An officer proposes, a leader approves and signs or sends back, the result is returned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from haidang.documents import api as documents
from haidang.dossiers import papers, rules
from haidang.dossiers.case import Case
from haidang.dossiers.codes import next_result_number
from haidang.dossiers.contracts import EntryKind, Outcome, Proposal
from haidang.dossiers.events import DossierDecided, ResultReturned
from haidang.dossiers.ledger import timeliness
from haidang.dossiers.queries import load
from haidang.dossiers.use_cases.receiving import need_reason
from haidang.kernel.actor import SYSTEM, Actor
from haidang.kernel.errors import Conflict, Refused
from haidang.kernel.events import announce
from haidang.register.contracts import Fact

_MOVED = _("The dossier changed while the result was being signed. Look at the new state, then decide.")
_ATTEMPTS = 3


class HeadMoved(Conflict):
    """The dossier is no longer what the signed result was made against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A signed result, not yet issued. `bound_to` is the dossier's head hash (hex) it was made against."""

    number: str
    file: UUID
    sha256: str
    secret: str
    bound_to: str


@transaction.atomic
def propose_result(*, dossier_id: int, proposal: Proposal, by: Actor, now: datetime, seen: int | None = None) -> None:
    """
    Propose a result to the leader.

    :raises Refused: if the dossier is not at the step of proposing, or with another officer
    :raises Invalid: if the substance, or the legal reason of a refusal, is missing
    :raises Conflict: if somebody else was faster
    """
    case = Case.locked(dossier_id, seen=seen)
    step = case.step
    rules.may_propose(by, case.dossier, step).enforce()
    assert step is not None, "the rule has asked"
    need_reason(proposal.text, field="text")
    if proposal.outcome is Outcome.REFUSED:
        need_reason(proposal.reason)

    case.dossier.take("work", at=now)
    told = {"outcome": proposal.outcome.value, "text": proposal.text, "reason": proposal.reason}
    case.dossier.proposal = told | {"by": by.name}
    case.dossier.step = step.then

    case.record(Fact("result_proposed", told), by=by, at=now)


@transaction.atomic
def send_back(*, dossier_id: int, reason: str, by: Actor, now: datetime, seen: int | None = None) -> None:
    """
    Send a proposed result back to the handling officer.

    :raises Refused: if the actor is not a leader of the unit, or nothing has been proposed
    :raises Invalid: if no reason is given
    :raises Conflict: if somebody else was faster
    """
    case = Case.locked(dossier_id, seen=seen)
    step = case.step
    rules.may_approve(by, case.dossier, step).enforce()
    assert step is not None, "the rule has asked"
    need_reason(reason)

    case.dossier.take("work", at=now)
    case.dossier.proposal = None
    case.dossier.step = step.back or case.procedure.route.steps[0].then

    case.record(Fact("sent_back", {"reason": reason}), by=by, at=now)


def approve_result(*, dossier_id: int, by: Actor, now: datetime, seen: int | None = None) -> str:
    """
    Sign the proposed result and issue it; return its number.

    Rendering and signing stand outside any transaction, against the dossier's head; when the head has moved
    by the time it is issued, the signed paper is dropped and nothing has happened but a gap in the numbers.

    :raises Refused: if the actor may not sign it
    :raises Conflict: if somebody else was faster, before or during the signing
    """
    for _attempt in range(_ATTEMPTS):
        dossier = load(by, dossier_id)
        dossier.must_be_seen(seen)
        seen = dossier.head_seq
        case = Case.of(dossier, [], before=None)
        rules.may_approve(by, dossier, case.step).enforce()

        result = _make_result(case, by, now)
        try:
            decide(dossier_id=dossier_id, result=result, by=by, now=now)
        except HeadMoved:
            continue  # a receipt made meanwhile is no reason to ask the leader again; anything else is seen above
        return result.number
    raise HeadMoved(_MOVED)


@transaction.atomic
def decide(*, dossier_id: int, result: Result, by: Actor, now: datetime) -> None:
    """
    Issue a signed result: the administration's time ends here, on time or not.

    :raises Refused: if the actor may not sign it
    :raises Conflict: if the dossier is no longer what the result was made against
    """
    case = Case.locked(dossier_id)
    rules.may_approve(by, case.dossier, case.step).enforce()
    if case.dossier.head.hash.hex() != result.bound_to:
        raise HeadMoved(_MOVED)

    dossier, state = case.dossier, case.clock
    proposal = dossier.proposal or {}
    dossier.take("decide", at=now)
    dossier.step = None
    dossier.decided_at, dossier.queued_at = now, now
    dossier.outcome, dossier.result_number = proposal["outcome"], result.number
    dossier.result_file, dossier.result_secret = result.file, result.secret
    dossier.timeliness = timeliness(state, now)
    case.enter(EntryKind.DECIDED, at=now)

    told = {
        "outcome": dossier.outcome,
        "number": result.number,
        "sha256": result.sha256,
        "timeliness": dossier.timeliness,
    }
    case.record(Fact("decided", told), by=by, at=now, flows=(f"decided_{dossier.timeliness or 'untimed'}",))

    announce(
        DossierDecided.of(
            dossier,
            at=now,
            outcome=dossier.outcome,
            result_number=result.number,
            result_file=result.file,
            object_kind=case.procedure.object_kind,
            procedure=dossier.procedure,
            answers=dossier.answers,  # fetched on demand: the locked row leaves them out
            business=dossier.business,
            filer_tax_code=dossier.filer_tax_code,
        )
    )


@transaction.atomic
def return_result(*, dossier_id: int, by: Actor, now: datetime, seen: int | None = None) -> None:
    """
    Hand the signed result over: the filer can download it.

    :raises Refused: if there is no decision, or the actor does not issue results in this unit
    :raises Conflict: if somebody else was faster
    """
    case = Case.locked(dossier_id, seen=seen)
    rules.may_return_result(by, case.dossier).enforce()

    case.dossier.take("return_result", at=now)
    case.enter(EntryKind.ENDED, at=now)

    case.record(Fact("returned", {"number": case.dossier.result_number}), by=by, at=now, flows=("returned",))

    announce(ResultReturned.of(case.dossier, at=now, result_number=case.dossier.result_number))


def issue_receipt(*, dossier_id: int, now: datetime) -> UUID:
    """
    Make the receipt of an accepted dossier, signed by the agency, and put it into the dossier; once.

    :raises Missing: if there is no such dossier
    :raises Refused: if the dossier was never accepted
    """
    dossier = load(SYSTEM, dossier_id)
    if dossier.receipt_file is not None:
        return dossier.receipt_file
    if dossier.accepted_at is None:
        raise Refused(_("Only an accepted dossier has a receipt."))
    receipt = papers.make_receipt(dossier)
    return _attach_receipt(dossier_id=dossier_id, file=receipt.id, sha256=receipt.sha256, now=now)


@transaction.atomic
def _attach_receipt(*, dossier_id: int, file: UUID, sha256: str, now: datetime) -> UUID:
    """Put the receipt into the dossier unless another worker was faster; return the one that stands."""
    case = Case.locked(dossier_id)
    standing: UUID | None = case.dossier.receipt_file
    if standing is not None:
        return standing
    documents.keep_for_ever(file)
    case.dossier.receipt_file = file
    case.record(Fact("receipt_issued", {"sha256": sha256}), by=SYSTEM, at=now)
    return file


def _make_result(case: Case, by: Actor, now: datetime) -> Result:
    dossier, day = case.dossier, case.local_day(now)
    symbol = papers.result_symbol(case.procedure, case.unit, dossier.proposal or {})
    number = next_result_number(case.unit, day, symbol)
    secret, bound_to = documents.new_secret(), dossier.head.hash.hex()
    stored = papers.make_result(dossier, number=number, secret=secret, by=by, now=now)
    return Result(number=number, file=stored.id, sha256=stored.sha256, secret=secret, bound_to=bound_to)
