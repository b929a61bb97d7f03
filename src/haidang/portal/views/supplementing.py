"""Answering a request for supplements: only what was asked, each with the officer's note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Field
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import Sheet
from haidang.kernel.errors import Invalid, Problem
from haidang.kernel.now import now
from haidang.portal import attaching, typed
from haidang.portal.requests import ActorRequest

Files = dict[str, list[UUID]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One thing asked for: a field with its old value, or a paper with its control; and the officer's note."""

    note: str
    field: Field | None = None
    before: str = ""
    box: attaching.PaperBox | None = None


@never_cache
@require_http_methods(["GET", "POST"])
def supplement(request: ActorRequest, dossier_id: int) -> HttpResponse:
    """Answer the open request field by field and paper by paper; files already sent stay when something is wrong."""
    sheet = dossiers.get_sheet(actor=request.actor, dossier_id=dossier_id)
    sheet.may["supplement"].enforce()
    files = _files(request, dossier_id)
    if request.method == "GET":
        return _page(request, sheet, sheet.answers, files, [])
    values = typed.answers(_fields(sheet), typed.sent(request.POST))
    problems = _change_files(request, sheet, files)
    if request.htmx:
        controls = (each.box for each in _asked(sheet, files, problems))
        box = next((each for each in controls if each and each.name in request.FILES), None)
        return render(request, "portal/_paper.html", {"box": box}, status=422 if problems else 200)
    if problems or request.POST.get("go") != "send":
        return _page(request, sheet, values, files, problems)
    try:
        dossiers.supplement_dossier(
            dossier_id=dossier_id, answers=values, papers=files, by=request.actor, now=now(), seen=sheet.seen
        )
    except Invalid as invalid:
        return _page(request, sheet, values, files, list(invalid.problems))
    _keep_files(request, dossier_id, {})
    messages.success(request, _("Your supplement has been sent. The unit goes on with the dossier."))
    return redirect("portal:dossier", dossier_id)


def _page(
    request: ActorRequest, sheet: Sheet, values: Mapping[str, Any], files: Files, problems: Sequence[Problem]
) -> HttpResponse:
    context = {
        "sheet": sheet,
        "request_for": sheet.open_supplement,
        "asked": _asked(sheet, files, problems),
        "values": values,
        "problems": list(problems),
    }
    return render(request, "portal/supplement.html", context, status=422 if problems else 200)


def _asked(sheet: Sheet, files: Files, problems: Sequence[Problem]) -> list[Asked]:
    request_for = sheet.open_supplement
    fields = {field.key: field for field in sheet.procedure.fields}
    papers = {paper.key: paper for paper in sheet.procedure.papers}
    attached = attaching.files_by_paper(files)
    found = []
    for item in request_for.items if request_for else ():
        if item.kind == "field":
            before = catalogue.show_value(fields[item.key], sheet.answers.get(item.key))
            found.append(Asked(note=item.note, field=fields[item.key], before=before))
        else:
            box = attaching.box(papers[item.key], attached.get(item.key, []), problems, required=True)
            found.append(Asked(note=item.note, box=box))
    return found


def _fields(sheet: Sheet) -> list[Field]:
    request_for = sheet.open_supplement
    asked = {item.key for item in request_for.items if item.kind == "field"} if request_for else set()
    return [field for field in sheet.procedure.fields if field.key in asked]


def _change_files(request: ActorRequest, sheet: Sheet, files: Files) -> list[Problem]:
    """Take in what was sent and drop what was to go; `files` is what has been sent so far."""
    dropped = attaching.removal(request)
    if dropped and dropped[1] in files.get(dropped[0], ()):
        files[dropped[0]].remove(dropped[1])
    request_for = sheet.open_supplement
    known = {item.key for item in request_for.items if item.kind == "paper"} if request_for else set()
    taken, problems = attaching.take(request, files, known, now())
    for key, ids in taken.items():
        files.setdefault(key, []).extend(ids)
    _keep_files(request, sheet.id, files)
    return problems


def _files(request: ActorRequest, dossier_id: int) -> Files:
    """Return the files sent so far for this supplement: they wait in the session until it is complete."""
    kept = request.session.get("supplement", {}).get(str(dossier_id), {})
    return {key: [UUID(each) for each in ids] for key, ids in kept.items()}


def _keep_files(request: ActorRequest, dossier_id: int, files: Files) -> None:
    kept = dict(request.session.get("supplement", {}))
    kept[str(dossier_id)] = {key: [str(each) for each in ids] for key, ids in files.items() if ids}
    request.session["supplement"] = {key: value for key, value in kept.items() if value}
