"""What every paper of a dossier has in common, and how it is set, signed and stored. Runs outside transactions."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.conf import settings

from haidang.catalogue.contracts import RulePack
from haidang.directory import api as directory
from haidang.directory.contracts import UnitCard
from haidang.documents import api as documents
from haidang.documents.contracts import Signer, StoredFile
from haidang.dossiers.case import Case
from haidang.dossiers.models import Dossier

OFFICE = "Bộ phận Tiếp nhận và Trả kết quả"
_ABBREVIATED = (
    (re.compile(r"\bLHQ\b"), "Luật Hải quan"),
    (re.compile(r"\bNĐ (?=\d)"), "Nghị định "),
    (re.compile(r"\bTT (?=\d)"), "Thông tư "),
    (re.compile(r"\bQĐ (?=\d)"), "Quyết định "),
    (re.compile(r"\bĐ(?=\d)"), "Điều "),
    (re.compile(r"\bk(\d+) ?([a-zđ])\b"), r"khoản \1 điểm \2"),
    (re.compile(r"\bk(?=\d)"), "khoản "),
)
"""How the pack shortens the names of acts and articles; a paper writes them out."""


def common(case: Case, *, at: datetime, check_url: str) -> dict[str, Any]:
    """Return what every paper of a dossier has; before acceptance it goes by its submission number."""
    dossier, unit = case.dossier, case.unit
    parent = directory.get_unit(unit.parent).name.vi if unit.parent else "Bộ Tài chính"
    binding = {"code": str(dossier), "head": dossier.head.hash.hex(), "check_url": check_url}
    return {
        "heading": {
            "parent": parent,
            "agency": unit.name.vi,
            "place": place_of(unit),
            "number": "",
            "day": case.local_day(at),
        },
        "binding": binding if dossier.code else binding | {"code_name": "Số nộp hồ sơ"},
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


def form_of(pack: RulePack, kind: str) -> dict[str, str]:
    """Return number and printed title of a standard form in a rule pack."""
    return {"number": pack.forms[kind].number, "title": pack.forms[kind].title.vi}


def look_up_of(dossier: Dossier) -> str:
    """Return where anyone with the paper sees whether the dossier is finished; browsers never send what follows #."""
    return f"{settings.BASE_URL}/tra-cuu/#{dossier}.{dossier.lookup_secret}"


def office_of(case: Case) -> Signer:
    """Return the one-stop section of the unit, which signs what no one officer answers for."""
    return Signer(name=case.unit.name.vi, title=OFFICE, unit_name=case.unit.name.vi)


def find_signer(person: int | None, case: Case, *, at: datetime) -> Signer | None:
    """Return an officer of the unit in the capacity of the posting held then; who held none signs nothing."""
    officers = directory.list_officers(unit_id=case.unit.id, on=case.local_day(at))
    posting = next((each for each in officers if each.person == person), None)
    if posting is None:
        return None
    return Signer(name=posting.name, title=posting.title.vi, unit_name=case.unit.name.vi, signs_as=posting.signs_as)


def finish(template: str, data: dict[str, Any], signer: Signer, *, name: str, at: datetime) -> StoredFile:
    """Set the paper, sign it as of `at` and store it; it goes again unless the dossier comes to name it."""
    mark = {"title": signer.title, "name": signer.name, "signs_as": signer.signs_as, "unit": signer.unit_name, "at": at}
    pdf = documents.render(template=template, data=data | {"signature": mark}, now=at)
    head = data["binding"]["head"]
    signed = documents.sign(pdf=pdf, signer=signer, reason=f"Hồ sơ {data['binding']['code']}", at=at, bound_to=head)
    return documents.store_generated(pdf=signed, name=name, now=at, may_go=True)


def lines_of(text: str) -> list[str]:
    """Return the paragraphs of a typed text."""
    return [line for line in text.splitlines() if line.strip()]


def written_out(source: str) -> str:
    """Return the name of an act with its articles as an official paper writes it, not as the pack shortens it."""
    for short, full in _ABBREVIATED:
        source = short.sub(full, source)
    return source


def place_of(unit: UnitCard) -> str:
    """Return the place a paper is dated from: the unit's first province, else its parent's, else the capital."""
    if unit.area:
        return unit.area[0]
    if unit.kind == "department":
        return unit.name.vi.removeprefix("Cục Hải quan ")
    return place_of(directory.get_unit(unit.parent)) if unit.parent else "Hà Nội"
