"""The administration asks for supplements; the filer answers field by field and paper by paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from psycopg.types.json import Jsonb

from haidang.catalogue import api as catalogue
from haidang.clock import api as clock
from haidang.dossiers import rules, slips
from haidang.dossiers.case import Case
from haidang.dossiers.contracts import EntryKind, Fault, SupplementItem
from haidang.dossiers.events import DossierSupplemented, SupplementAsked
from haidang.dossiers.ledger import restarts_term
from haidang.dossiers.lifecycle import Status
from haidang.dossiers.models import Supplement
from haidang.dossiers.use_cases.receiving import need_reason
from haidang.dossiers.use_cases.submitting import add_papers, find_papers
from haidang.kernel import sql
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Invalid, Missing, Problem
from haidang.kernel.events import announce
from haidang.register.contracts import Fact


@transaction.atomic
def ask_for_supplement(
    *,
    dossier_id: int,
    items: Sequence[SupplementItem],
    reason: str,
    by: Actor,
    now: datetime,
    seen: int | None = None,
    fault: Fault = Fault.APPLICANT,
    override_reason: str = "",
) -> None:
    """
    Ask the filer to complete the dossier, naming each field and paper, once and in full (Decree 61/2018 art. 15(3)).

    At reception the reception clock stops. After acceptance the term is counted again from the beginning only
    when the request comes within 3 working days of it (art. 19(4)) or the sector's own period; a later request
    leaves the legal term as it is.

    :raises Refused: if the officer may not ask now, or has asked as often as the law allows
    :raises Invalid: if nothing is named, or no reason is given
    :raises Conflict: if somebody else was faster
    """
    case = Case.locked(dossier_id, seen=seen)
    rules.may_ask_for_supplement(by, case.dossier, case.pack, override=bool(override_reason.strip())).enforce()
    need_reason(reason)
    _check_items(items, case)

    dossier, at_reception = case.dossier, case.dossier.status == Status.SUBMITTED
    restarts = at_reception or restarts_term(asked_at=now, accepted_at=dossier.accepted_at or now, rules=case.rules)
    dossier.take("ask_for_supplement", at=now)
    dossier.supplements += 1
    answer_by = _answer_by(case, now)
    case.enter(EntryKind.SUPPLEMENT_ASKED, at=now, round=dossier.supplements, restarts=restarts)
    Supplement.objects.create(
        dossier_id=dossier.pk,
        round=dossier.supplements,
        at_reception=at_reception,
        items=[asdict(item) for item in items],
        reason=reason,
        fault=fault.value,
        asked_at=now,
        asked_by=by.name,
        answer_by=answer_by,
        restarts_term=restarts,
    )

    told = {
        "round": dossier.supplements,
        "items": [asdict(item) for item in items],
        "reason": reason,
        "fault": fault.value,
    }
    told |= {"restarts_term": restarts} | ({"override": override_reason} if override_reason else {})
    case.record(Fact("supplement_asked", told), by=by, at=now, flows=("supplement_asked",))

    slip, count = slips.title_of(case.pack, "supplement_asked"), dossier.supplements
    announce(SupplementAsked.of(dossier, at=now, round=count, reason=reason, answer_by=answer_by, slip=slip))


@transaction.atomic
def supplement_dossier(
    *,
    dossier_id: int,
    answers: Mapping[str, Any],
    papers: Mapping[str, Sequence[UUID]],
    by: Actor,
    now: datetime,
    seen: int | None = None,
) -> None:
    """
    Answer the open request: `answers` and `papers` hold only what was asked for.

    What stood before stays in the register; earlier files stay in the dossier under their round.

    :raises Refused: if there is no open request, or the actor is not the filer
    :raises Invalid: naming each field and paper asked for that is still missing or cannot be used
    """
    case = Case.locked(dossier_id, seen=seen)
    rules.may_supplement(by, case.dossier).enforce()
    dossier = case.dossier
    request = Supplement.objects.select_for_update().filter(dossier_id=dossier.pk, answered_at=None).first()
    if request is None:
        raise Missing(_("There is no open request for a supplement."))
    changed, files = _read_supplement(case, request.items, answers, papers, by)

    dossier.take("supplement", at=now)
    dossier.queued_at = now
    case.enter(EntryKind.SUPPLEMENT_COMPLETE, at=now, round=request.round)
    before = {key: dossier.answers.get(key) for key in changed}
    dossier.answers = {**dossier.answers, **changed}
    sql.execute("UPDATE dossiers_dossier SET answers = %s WHERE id = %s", [Jsonb(dossier.answers), dossier.pk])
    Supplement.objects.filter(pk=request.pk).update(answered_at=now)
    add_papers(dossier.pk, files, supplement_round=request.round, now=now)

    told = {
        "round": request.round,
        "answers": changed,
        "before": before,
        "papers": [{"key": key, "name": f.name, "sha256": f.sha256} for key, f in files],
    }
    case.record(Fact("supplemented", told), by=by, at=now)

    announce(DossierSupplemented.of(dossier, at=now, round=request.round))


def _check_items(items: Sequence[SupplementItem], case: Case) -> None:
    known = {("field", field.key) for field in case.procedure.fields}
    known |= {("paper", paper.key) for paper in case.procedure.papers}
    if not items:
        message = _("Mark at least one field or paper that has to be completed.")
        raise Invalid([Problem(field="items", code="items_missing", message=message)])
    unknown = [item.key for item in items if (item.kind, item.key) not in known]
    if unknown:
        # Decree 61/2018 art. 5: nothing outside the published list may be asked for.
        message = _("The procedure does not ask for: %(keys)s.") % {"keys": ", ".join(unknown)}
        raise Invalid([Problem(field="items", code="items_unknown", message=message)])


def _answer_by(case: Case, now: datetime) -> datetime | None:
    length = case.procedure.cancel_without_reply or case.pack.close_without_reply
    return clock.due(length=length, calendar=case.rules.calendar, start=now).at if length else None


def _read_supplement(
    case: Case,
    items: Sequence[Mapping[str, str]],
    answers: Mapping[str, Any],
    papers: Mapping[str, Sequence[UUID]],
    by: Actor,
) -> tuple[dict[str, Any], list[Any]]:
    asked_fields = {item["key"] for item in items if item["kind"] == "field"}
    asked_papers = {item["key"] for item in items if item["kind"] == "paper"}
    read = catalogue.read_answers(case.procedure, {**_typed(case, asked_fields), **answers}, complete=True)
    files, problems = find_papers({key: ids for key, ids in papers.items() if key in asked_papers}, by)
    problems += [problem for problem in read.problems if _root(problem.field) in asked_fields]
    missing = asked_papers - {key for key, _file in files}
    for paper in case.procedure.papers:
        if paper.key in missing:
            message = _("Attach “%(paper)s” again, as the request asks.") % {"paper": paper.name}
            problems.append(Problem(field=f"paper.{paper.key}", code="paper_missing", message=message))
    if problems:
        raise Invalid(problems)
    return {key: read.values.get(key) for key in sorted(asked_fields)}, files


def _typed(case: Case, asked: set[str]) -> dict[str, Any]:
    """Return the answers that stay, so that conditions between fields are judged on the whole form."""
    return {key: value for key, value in case.dossier.answers.items() if key not in asked}


def _root(field: str) -> str:
    return field.split(".", 1)[0]
