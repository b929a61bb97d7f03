"""What a request for supplements asks for, with the control of each field and paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Field
from haidang.dossiers.contracts import Sheet
from haidang.kernel.errors import Problem
from haidang.look.attaching import PaperBox, box, files_by_paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One thing asked for: a field with its old value, or a paper with its control; and the officer's note."""

    note: str
    field: Field | None = None
    before: str = ""
    box: PaperBox | None = None


def asked_for(sheet: Sheet, files: Mapping[str, Sequence[UUID]], problems: Sequence[Problem]) -> list[Asked]:
    """Return everything the open request names; `files` is what has been sent for it so far."""
    request_for = sheet.open_supplement
    fields = {field.key: field for field in sheet.procedure.fields}
    papers = {paper.key: paper for paper in sheet.procedure.papers}
    attached = files_by_paper(files)
    found = []
    for item in request_for.items if request_for else ():
        if item.kind == "field":
            before = catalogue.show_value(fields[item.key], sheet.answers.get(item.key))
            found.append(Asked(note=item.note, field=fields[item.key], before=before))
        else:
            control = box(papers[item.key], attached.get(item.key, []), problems, required=True)
            found.append(Asked(note=item.note, box=control))
    return found


def fields_asked(sheet: Sheet) -> list[Field]:
    """Return the fields the open request names."""
    return [field for field in sheet.procedure.fields if field.key in keys_asked(sheet, "field")]


def keys_asked(sheet: Sheet, kind: str) -> set[str]:
    """Return the keys of the fields or papers the open request names."""
    request_for = sheet.open_supplement
    return {item.key for item in request_for.items if item.kind == kind} if request_for else set()
