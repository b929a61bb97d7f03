"""Everything of one dossier for one actor, in one frozen sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from haidang.catalogue import api as catalogue
from haidang.documents import api as documents
from haidang.documents.contracts import StoredFile
from haidang.dossiers import rules
from haidang.dossiers.case import Case, read_ledger
from haidang.dossiers.contracts import (
    CorrectionSheet,
    EntryKind,
    Fault,
    Filer,
    Outcome,
    PaperSheet,
    Proposal,
    Sheet,
    SupplementItem,
    SupplementSheet,
)
from haidang.dossiers.entries import correctable
from haidang.dossiers.lifecycle import Status
from haidang.dossiers.models import Correction, Dossier, Paper, Supplement
from haidang.dossiers.queries import load
from haidang.dossiers.running_out import with_step
from haidang.kernel.actor import Actor, Capacity
from haidang.kernel.errors import Missing
from haidang.kernel.verdict import Verdict
from haidang.register import api as register
from haidang.register.contracts import Entry

FOR_OFFICERS = frozenset(
    {"noted", "step_finished", "result_proposed", "sent_back", "assigned", "correction_proposed", "correction_refused"}
)
"""Events of the inner handling: the filer follows the dossier, not the officers' notes."""


def get_sheet(*, actor: Actor, dossier_id: int) -> Sheet:
    """
    Return the dossier with form, papers, clock, history and what the actor may do.

    :raises Missing: if there is none in sight
    """
    dossier = load(actor, dossier_id)
    case = Case.of(dossier, read_ledger(dossier_id), before=None)
    corrections = list(Correction.objects.filter(dossier_id=dossier.pk).order_by("number"))
    clock, sees_inside = case.clock, actor.capacity in (Capacity.OFFICER, Capacity.SYSTEM)
    if sees_inside:
        clock = with_step(dossier, clock, case.ledger, case.rules)
    return Sheet(
        id=dossier.pk,
        uid=dossier.uid,
        number=dossier.submission_number,
        code=dossier.code,
        secret=dossier.lookup_secret,
        procedure=case.procedure,
        rule_pack=case.pack,
        unit=case.unit,
        channel=dossier.channel,
        filer=_filer(dossier),
        person=dossier.person,
        status=Status(dossier.status),
        step=case.step,
        officer=dossier.officer if sees_inside else None,
        answers=dossier.answers,
        papers=tuple(_paper(each) for each in Paper.objects.filter(dossier_id=dossier.pk).order_by("id")),
        papers_needed=tuple(catalogue.papers_needed(case.procedure, dossier.answers)),
        supplements=tuple(
            _supplement(each) for each in Supplement.objects.filter(dossier_id=dossier.pk).order_by("round")
        ),
        clock=clock,
        history=tuple(_history(dossier, sees_inside=sees_inside)),
        proposal=_proposal(dossier) if sees_inside else None,
        outcome=Outcome(dossier.outcome) if dossier.outcome else None,
        timeliness=dossier.timeliness,
        result_number=dossier.result_number,
        result_file=dossier.result_file if sees_inside or dossier.status == Status.RETURNED else None,
        result_secret=dossier.result_secret if sees_inside or dossier.status == Status.RETURNED else None,
        receipt_file=dossier.receipt_file,
        submitted_at=dossier.submitted_at,
        accepted_at=dossier.accepted_at,
        decided_at=dossier.decided_at,
        closed_at=dossier.closed_at,
        seen=dossier.head_seq,
        may=_may(actor, case, next((each for each in corrections if each.answered_at is None), None)),
        corrections=tuple(map(_correction, corrections)) if sees_inside else (),
        correctable=tuple(correctable(case.ledger, channel=dossier.channel)) if sees_inside else (),
    )


def open_document(*, actor: Actor, dossier_id: int, file_id: UUID) -> StoredFile:
    """
    Return a file of the dossier that the actor may open: a paper, the receipt, a slip, or the returned result.

    :raises Missing: if the dossier is not in sight, or the file is not one of it
    """
    sheet = get_sheet(actor=actor, dossier_id=dossier_id)
    issued = {sheet.receipt_file, sheet.result_file, *(slip.file for slip in sheet.slips)}
    allowed = issued | {paper.file for paper in sheet.papers}
    if file_id not in allowed:
        raise Missing(_("There is no such file."))
    names = {paper.file: paper.name for paper in sheet.papers}
    found = documents.get_files([file_id])
    if not found:
        raise Missing(_("There is no such file."))
    return replace(found[0], name=names.get(file_id, found[0].name))


def _may(actor: Actor, case: Case, waiting: Correction | None) -> Mapping[str, Verdict]:
    dossier, step = case.dossier, case.step
    return {
        "accept": rules.may_accept(actor, dossier),
        "refuse_at_reception": rules.may_refuse_at_reception(actor, dossier),
        "ask_for_supplement": rules.may_ask_for_supplement(actor, dossier, case.pack),
        "ask_again": rules.may_ask_for_supplement(actor, dossier, case.pack, override=True),
        "supplement": rules.may_supplement(actor, dossier),
        "ask_to_withdraw": rules.may_ask_to_withdraw(actor, dossier),
        "answer_withdrawal": rules.may_answer_withdrawal(actor, dossier),
        "assign": rules.may_assign(actor, dossier),
        "note": rules.may_note(actor, dossier),
        "record_event": rules.may_record_event(actor, dossier, step),
        "work": rules.may_work(actor, dossier, step),
        "propose": rules.may_propose(actor, dossier, step),
        "approve": rules.may_approve(actor, dossier, step),
        "return_result": rules.may_return_result(actor, dossier),
        "stop": rules.may_stop(actor, dossier),
        "extend": rules.may_extend(actor, dossier),
        "apologise": rules.may_extend(actor, dossier),
        "propose_correction": rules.may_propose_correction(actor, dossier, waiting),
        "answer_correction": rules.may_answer_correction(actor, dossier, waiting),
    }


def _history(dossier: Dossier, *, sees_inside: bool) -> list[Entry]:
    entries = register.list_entries(dossier.uid)
    return entries if sees_inside else [each for each in entries if each.event not in FOR_OFFICERS]


def _filer(dossier: Dossier) -> Filer:
    return Filer(
        name=dossier.filer_name,
        tax_code=dossier.filer_tax_code,
        email=dossier.filer_email,
        phone=dossier.filer_phone,
        address=dossier.filer_address,
    )


def _proposal(dossier: Dossier) -> Proposal | None:
    told = dossier.proposal
    if not told:
        return None
    return Proposal(outcome=Outcome(told["outcome"]), text=told["text"], reason=told["reason"], by=told["by"])


def _paper(paper: Paper) -> PaperSheet:
    return PaperSheet(
        id=paper.pk,
        key=paper.key,
        file=paper.file,
        name=paper.name,
        media_type=paper.media_type,
        size=paper.size,
        sha256=paper.sha256,
        round=paper.round,
        added_at=paper.added_at,
    )


def _supplement(asked: Supplement) -> SupplementSheet:
    return SupplementSheet(
        round=asked.round,
        at_reception=asked.at_reception,
        items=tuple(SupplementItem(**item) for item in asked.items),
        reason=asked.reason,
        fault=Fault(asked.fault),
        asked_at=asked.asked_at,
        asked_by=asked.asked_by,
        answer_by=asked.answer_by,
        answered_at=asked.answered_at,
    )


def _correction(told: Correction) -> CorrectionSheet:
    return CorrectionSheet(
        number=told.number,
        kind=EntryKind(told.kind),
        was_at=told.was_at,
        right_at=told.right_at,
        reason=told.reason,
        proposed_by=told.proposed_name,
        proposed_at=told.proposed_at,
        answered_by=told.answered_name,
        answered_at=told.answered_at,
        is_countersigned=told.is_countersigned,
        answer=told.answer,
        due_before=told.due_before,
        due_after=told.due_after,
        timeliness=told.timeliness,
    )
