"""The papers that arise in a dossier's life: receipt and result, set, signed and stored. Runs outside transactions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Procedure
from haidang.clock.contracts import TermUnit
from haidang.directory import api as directory
from haidang.directory.contracts import UnitCard
from haidang.documents import api as documents
from haidang.documents.contracts import Signer, StoredFile
from haidang.dossiers.case import Case, read_ledger
from haidang.dossiers.contracts import Outcome
from haidang.dossiers.models import Dossier, Paper
from haidang.kernel.actor import Actor

RECOGNITION, ANSWER = "recognition-decision", "written-answer"
_UNIT_WORDS = {
    TermUnit.WORKING_DAYS: "ngày làm việc",
    TermUnit.CALENDAR_DAYS: "ngày",
    TermUnit.WORKING_HOURS: "giờ làm việc",
    TermUnit.CLOCK_HOURS: "giờ",
}


def template_of(procedure: Procedure, proposal: Mapping[str, Any]) -> str:
    """Return which paper carries the result; a refusal after appraisal is an answer (Decree 61/2018 art. 19(8))."""
    return procedure.result_template if proposal.get("outcome") == Outcome.GRANTED else ANSWER


def result_symbol(procedure: Procedure, unit: UnitCard, proposal: Mapping[str, Any]) -> str:
    """Return the symbol after a result's number: kind of paper and unit (Decree 30/2020/NĐ-CP, appendix I)."""
    return f"QĐ-{unit.code}" if template_of(procedure, proposal) == RECOGNITION else f"{unit.code}-TTHC"


def make_receipt(dossier: Dossier) -> StoredFile:
    """Return the receipt with the date of the result (form 01), signed by the unit and stored."""
    case = Case.of(dossier, read_ledger(dossier.pk), before=None)
    accepted_at, clock = dossier.accepted_at, case.clock
    assert accepted_at is not None, "the use case has asked"
    form = case.pack.forms["receipt"]
    files = list(Paper.objects.filter(dossier_id=dossier.pk).values_list("key", flat=True))
    due_at = clock.legal_original.at if clock.legal_original else clock.promised_original
    data = _common(case, check_url=f"{settings.BASE_URL}/tra-cuu/#{dossier.code}.{dossier.lookup_secret}") | {
        "form": {"number": form.number, "title": form.title.vi},
        "unit": f"Bộ phận Tiếp nhận và Trả kết quả: {case.unit.name.vi}",
        "papers": [
            {"name": each.name.vi, "originals": each.originals, "copies": each.copies, "files": files.count(each.key)}
            for each in case.procedure.papers
            if each.key in files
        ],
        "sets": case.procedure.sets or 1,
        "term": _term_words(case.procedure),
        "accepted_at": accepted_at,
        "due_at": due_at or accepted_at,
        "way_of_result": "Trực tuyến, tại trang hồ sơ của người nộp",
        "submitted_by": dossier.filer_name,
        "online": dossier.channel == "online",
        "secret": dossier.lookup_secret,
    }
    signer = Signer(name=case.unit.name.vi, title="Bộ phận Tiếp nhận và Trả kết quả", unit_name=case.unit.name.vi)
    return _finish("receipt", data, signer, name=f"giay-tiep-nhan-{dossier.code}.pdf", at=accepted_at)


def make_result(dossier: Dossier, *, number: str, secret: str, by: Actor, now: datetime) -> StoredFile:
    """Return the result under its number, signed by the leader in the capacity of the posting, and stored."""
    case = Case.of(dossier, read_ledger(dossier.pk), before=None)
    proposal = dossier.proposal or {}
    template = template_of(case.procedure, proposal)
    data = _common(case, check_url=f"{settings.BASE_URL}/xac-thuc/#{secret}")
    data["heading"] |= {"number": number, "day": case.local_day(now)}
    data |= _decision(case, proposal, now) if template == RECOGNITION else _answer(case, proposal)
    return _finish(template, data, _signer_of(by, case, now), name=f"ket-qua-{dossier.code}.pdf", at=now)


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


def _answer(case: Case, proposal: Mapping[str, Any]) -> dict[str, Any]:
    paragraphs = [line for line in proposal["text"].splitlines() if line.strip()]
    if proposal["outcome"] == Outcome.REFUSED:
        paragraphs.append(f"Lý do: {proposal['reason']}")
    return {
        "subject": f"kết quả giải quyết {case.procedure.name.vi.removeprefix('Thủ tục ')}",
        "accepted_at": case.dossier.accepted_at,
        "answer": paragraphs,
        "recipients": [case.dossier.filer_name, f"Lưu: VT, {case.unit.code}"],
        "grounds": [_ground(each.act, each.articles) for each in case.procedure.legal_basis],
        "facts": [],
    }


def _common(case: Case, *, check_url: str) -> dict[str, Any]:
    dossier, unit = case.dossier, case.unit
    parent = directory.get_unit(unit.parent).name.vi if unit.parent else "Bộ Tài chính"
    assert dossier.accepted_at is not None, "papers arise after acceptance"
    return {
        "heading": {
            "parent": parent,
            "agency": unit.name.vi,
            "place": _place(unit),
            "number": "",
            "day": case.local_day(dossier.accepted_at),
        },
        "binding": {"code": dossier.code, "head": dossier.head.hash.hex(), "check_url": check_url},
        "filer": {
            "name": dossier.filer_name,
            "address": dossier.filer_address,
            "phone": dossier.filer_phone,
            "email": dossier.filer_email,
            "identity_name": "Mã số thuế",
            "identity": dossier.filer_tax_code,
        },
        "procedure": case.procedure.name.vi,
    }


def _finish(template: str, data: dict[str, Any], signer: Signer, *, name: str, at: datetime) -> StoredFile:
    mark = {"title": signer.title, "name": signer.name, "signs_as": signer.signs_as, "unit": signer.unit_name, "at": at}
    pdf = documents.render(template=template, data=data | {"signature": mark}, now=at)
    head = data["binding"]["head"]
    signed = documents.sign(pdf=pdf, signer=signer, reason=f"Hồ sơ {data['binding']['code']}", at=at, bound_to=head)
    return documents.store_generated(pdf=signed, name=name, now=at)


def _signer_of(by: Actor, case: Case, now: datetime) -> Signer:
    officers = directory.list_officers(unit_id=case.unit.id, on=case.local_day(now))
    posting = next(each for each in officers if each.person == by.person)
    return Signer(name=by.name, title=posting.title.vi, unit_name=case.unit.name.vi, signs_as=posting.signs_as)


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
    return f"Căn cứ {articles} {act}" if articles else f"Căn cứ {act}"


def _place(unit: UnitCard) -> str:
    """Return the place a paper is dated from: the unit's first province, else its parent's, else the capital."""
    if unit.area:
        return unit.area[0]
    if unit.kind == "department":
        return unit.name.vi.removeprefix("Cục Hải quan ")
    return _place(directory.get_unit(unit.parent)) if unit.parent else "Hà Nội"
