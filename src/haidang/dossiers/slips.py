"""
The slips of the one-stop mechanism between receipt and result: each puts one entry of the register on paper.

Forms 02 to 05 of Circular 01/2018/TT-VPCP and of Circular 03/2025/TT-VPCP, as the dossier's rule pack has them; a
form it does not have is not made. What a slip says is what the register was told at that moment, however the dossier
goes on meanwhile. A slip stands in the register alone (`slip_issued`), with its file and the hash of its bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings

from haidang.catalogue.contracts import RulePack
from haidang.directory import api as directory
from haidang.documents.contracts import StoredFile
from haidang.dossiers.case import Case, read_ledger
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
from haidang.dossiers.models import Dossier, Supplement
from haidang.register.contracts import Entry


@dataclass(frozen=True, slots=True)
class _Subject:
    """The entry to put on paper, the entries before it, and the dossier with the unit that acted."""

    entry: Entry
    before: Sequence[Entry]
    case: Case


def kind_of(event: str) -> str:
    """Return which slip puts such an entry on paper, "" where none does."""
    return _KINDS[event][0] if event in _KINDS else ""


def title_of(pack: RulePack, event: str) -> str:
    """Return the printed title of the slip that follows such an entry, "" where the rule pack has no such form."""
    form = pack.forms.get(kind_of(event))
    return form.title.vi if form else ""


def make_slip(dossier: Dossier, entries: Sequence[Entry], seq: int) -> StoredFile:
    """Return the slip for the entry of that number, signed by who acted as of that moment, and stored."""
    entry = next(each for each in entries if each.seq == seq)
    case = Case.of(dossier, read_ledger(dossier.pk), before=None)
    if entry.unit is not None:
        case = replace(case, unit=directory.get_unit(entry.unit))
    kind, content = _KINDS[entry.event]
    data = common(case, at=entry.at, check_url=look_up_of(dossier))
    data |= {"form": form_of(case.pack, kind), "unit": f"{OFFICE} của {case.unit.name.vi}"}
    data |= content(_Subject(entry, [each for each in entries if each.seq < seq], case))
    signer = find_signer(entry.person, case, at=entry.at) or office_of(case)
    return finish(kind, data, signer, name=f"{_FILE_NAMES[kind]}-{dossier}-{seq}.pdf", at=entry.at)


def _supplement(subject: _Subject) -> dict[str, Any]:
    case, told = subject.case, subject.entry.data
    names = {("field", each.key): each.label.vi for each in case.procedure.fields}
    names |= {("paper", each.key): each.name.vi for each in case.procedure.papers}
    asked = Supplement.objects.get(dossier_id=case.dossier.pk, round=told["round"])
    return {
        "items": [{"what": names[item["kind"], item["key"]], "why": item["note"]} for item in told["items"]],
        "reason": told["reason"],
        "reply_by": asked.answer_by,
        "contact": _contact(subject),
    }


def _refusal(subject: _Subject) -> dict[str, Any]:
    grounds = [", ".join(filter(None, (each.act, each.articles))) for each in subject.case.procedure.legal_basis]
    return {
        "reasons": lines_of(subject.entry.data["reason"]),
        "legal": written_out("; ".join(grounds)),
        "after_appraisal": False,
        "contact": _contact(subject),
    }


def _apology(subject: _Subject) -> dict[str, Any]:
    told, before = subject.entry.data, subject.entry.data["before"]
    return {
        "accepted_at": subject.case.dossier.accepted_at,
        "due_at": datetime.fromisoformat(before) if before else None,
        "new_due_at": datetime.fromisoformat(told["promised"]),
        "reasons": lines_of(told["reason"]),
    }


def _stop(subject: _Subject) -> dict[str, Any]:
    dossier, entry = subject.case.dossier, subject.entry
    asked = next((each for each in reversed(subject.before) if each.event == "withdrawal_asked"), None)
    by_filer = asked if entry.event == "withdrawn" else None
    return {
        "accepted_at": dossier.accepted_at or dossier.submitted_at,
        "stopped_at": entry.at,
        "reason": (by_filer or entry).data["reason"],
        "asked_at": by_filer.at if by_filer else None,
        "legal": written_out(subject.case.pack.sources["applicant_may_stop"]) if by_filer else "",
        "contact": _contact(subject),
    }


def _contact(subject: _Subject) -> dict[str, str]:
    unit = subject.case.unit
    return {"name": f"{subject.entry.name}, {unit.name.vi}", "phone": unit.phone, "site": settings.BASE_URL}


_KINDS: dict[str, tuple[str, Callable[[_Subject], dict[str, Any]]]] = {
    "supplement_asked": ("supplement", _supplement),
    "refused_at_reception": ("refusal", _refusal),
    "apologised": ("apology", _apology),
    "withdrawn": ("stop", _stop),
    "stopped": ("stop", _stop),
}
_FILE_NAMES = {"supplement": "yeu-cau-bo-sung", "refusal": "tu-choi", "apology": "xin-loi", "stop": "dung-giai-quyet"}
