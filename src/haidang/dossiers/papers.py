"""
Receipt and result of a dossier, set, signed and stored. Runs outside transactions.

The slips between the two are in `slips.py`, what all papers have in common in `letterhead.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Procedure
from haidang.clock.contracts import TermUnit
from haidang.directory.contracts import UnitCard
from haidang.documents.contracts import StoredFile
from haidang.dossiers.case import Case, read_ledger
from haidang.dossiers.contracts import Outcome
from haidang.dossiers.letterhead import (
    OFFICE,
    common,
    find_signer,
    finish,
    form_of,
    lines_of,
    look_up_of,
    office_of,
    written_out,
)
from haidang.dossiers.models import Dossier, Paper
from haidang.kernel.actor import Actor

RECOGNITION, ANSWER, REFUSAL = "recognition-decision", "written-answer", "refusal"
_WAYS_OF_RESULT = {
    "online": "Trực tuyến, tại trang hồ sơ của người nộp",
    "counter": "Trực tiếp tại Bộ phận Tiếp nhận và Trả kết quả",
    "post": "Qua dịch vụ bưu chính công ích",
}
_UNIT_WORDS = {
    TermUnit.WORKING_DAYS: "ngày làm việc",
    TermUnit.CALENDAR_DAYS: "ngày",
    TermUnit.WORKING_HOURS: "giờ làm việc",
    TermUnit.CLOCK_HOURS: "giờ",
}


def template_of(procedure: Procedure, proposal: Mapping[str, Any]) -> str:
    """Return which paper carries the result; a refusal after appraisal is form 03 (Decree 61/2018 art. 19(8))."""
    return procedure.result_template if proposal.get("outcome") == Outcome.GRANTED else REFUSAL


def result_symbol(procedure: Procedure, unit: UnitCard, proposal: Mapping[str, Any]) -> str:
    """Return the symbol after a result's number: kind of paper and unit (Decree 30/2020/NĐ-CP, appendix I)."""
    return f"QĐ-{unit.code}" if template_of(procedure, proposal) == RECOGNITION else f"{unit.code}-TTHC"


def make_receipt(dossier: Dossier) -> StoredFile:
    """Return the receipt with the date of the result (form 01), signed by the unit and stored."""
    case = Case.of(dossier, read_ledger(dossier.pk), before=None)
    accepted_at, clock = dossier.accepted_at, case.clock
    assert accepted_at is not None, "the use case has asked"
    files = _files_at(dossier, accepted_at)
    due_at = clock.legal_original.at if clock.legal_original else clock.promised_original
    data = common(case, at=accepted_at, check_url=look_up_of(dossier)) | {
        "form": form_of(case.pack, "receipt"),
        "unit": f"{OFFICE}: {case.unit.name.vi}",
        "papers": [
            {"name": each.name.vi, "originals": each.originals, "copies": each.copies, "files": files[each.key]}
            for each in case.procedure.papers
            if each.key in files
        ],
        "sets": case.procedure.sets or 1,
        "term": _term_words(case.procedure),
        "accepted_at": accepted_at,
        "due_at": due_at or accepted_at,
        "way_of_result": _WAYS_OF_RESULT[dossier.channel],
        "submitted_by": dossier.filer_name,
        "online": dossier.channel == "online",
        "secret": dossier.lookup_secret,
    }
    return finish("receipt", data, office_of(case), name=f"giay-tiep-nhan-{dossier.code}.pdf", at=accepted_at)


def make_result(dossier: Dossier, *, number: str, secret: str, by: Actor, now: datetime) -> StoredFile:
    """Return the result under its number, signed by the leader in the capacity of the posting, and stored."""
    case = Case.of(dossier, read_ledger(dossier.pk), before=None)
    proposal = dossier.proposal or {}
    template = template_of(case.procedure, proposal)
    data = common(case, at=now, check_url=f"{settings.BASE_URL}/xac-thuc/#{secret}") | _content(case, proposal, now)
    data["heading"] |= {"number": number}
    signer = find_signer(by.person, case, at=now)
    assert signer is not None, "the rule has asked for a leader's posting"
    return finish(template, data, signer, name=f"ket-qua-{dossier.code}.pdf", at=now)


def _files_at(dossier: Dossier, moment: datetime) -> dict[str, int]:
    """Return by paper how many files stood in the dossier then: those of the latest round, not what they replaced."""
    rounds: dict[str, list[int]] = {}
    handed_in = Paper.objects.filter(dossier_id=dossier.pk, added_at__lte=moment)
    for key, supplement_round in handed_in.values_list("key", "round"):
        rounds.setdefault(key, []).append(supplement_round)
    return {key: each.count(max(each)) for key, each in rounds.items()}


def _content(case: Case, proposal: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    contents = {RECOGNITION: _decision, REFUSAL: _refusal}
    return contents.get(template_of(case.procedure, proposal), _answer)(case, proposal, now)


def _decision(case: Case, proposal: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    day, years = case.local_day(now), case.procedure.object_valid_years
    subject = case.procedure.name.vi.removeprefix("Thủ tục ")
    return {
        "subject": f"Về việc {subject}",
        "authority": f"Thủ trưởng {case.unit.name.vi}",
        "grounds": [_ground(each.act, each.articles) for each in case.procedure.legal_basis],
        "accepted_at": case.dossier.accepted_at,
        "proposed_by": f"{proposal['by']}, {case.unit.name.vi}",
        "ruling": f"{proposal['text'].rstrip('. ')}:",
        "facts": _particulars(case),
        "valid_from": day,
        "valid_to": day.replace(year=day.year + years) - timedelta(days=1) if years else None,
        "implementers": [case.unit.name.vi],
        "recipients": [case.dossier.filer_name, f"Lưu: VT, {case.unit.code}"],
    }


def _answer(case: Case, proposal: Mapping[str, Any], _now: datetime) -> dict[str, Any]:
    return {
        "subject": f"kết quả giải quyết {case.procedure.name.vi.removeprefix('Thủ tục ')}",
        "accepted_at": case.dossier.accepted_at,
        "answer": lines_of(proposal["text"]),
        "recipients": [case.dossier.filer_name, f"Lưu: VT, {case.unit.code}"],
        "grounds": [_ground(each.act, each.articles) for each in case.procedure.legal_basis],
        "facts": [],
    }


def _refusal(case: Case, proposal: Mapping[str, Any], _now: datetime) -> dict[str, Any]:
    return {
        "form": form_of(case.pack, REFUSAL),
        "unit": case.unit.name.vi,
        "reasons": lines_of(proposal["text"]),
        "legal": proposal["reason"],
        "after_appraisal": True,
    }


def _particulars(case: Case) -> list[dict[str, str]]:
    """Return the answers a decision repeats: what the recognised object is, in the words of the form."""
    answers = case.dossier.answers
    return [
        {"label": field.label.vi, "value": str(catalogue.show_value(field, answers[field.key]))}
        for field in case.procedure.fields
        if field.key in answers and field.prefill is None
    ]


def _term_words(procedure: Procedure) -> str:
    if not procedure.has_statutory_term:
        return "Pháp luật không quy định; ngày trả kết quả do đơn vị hẹn"
    lengths = [stage.length for stage in procedure.stages if stage.length]
    return " + ".join(f"{length.value:02d} {_UNIT_WORDS[length.unit]}" for length in lengths)


def _ground(act: str, articles: str) -> str:
    return written_out(f"Căn cứ {articles} {act}" if articles else f"Căn cứ {act}")
