"""Answering a request for supplements: only what was asked, each with the officer's note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import Sheet
from haidang.kernel.errors import Invalid, Problem
from haidang.kernel.now import now
from haidang.look.attaching import removal, take
from haidang.look.supplements import asked_for, fields_asked, keys_asked
from haidang.look.typed import answers, sent
from haidang.portal.requests import ActorRequest

Files = dict[str, list[UUID]]


@never_cache
@require_http_methods(["GET", "POST"])
def supplement(request: ActorRequest, dossier_id: int) -> HttpResponse:
    """Answer the open request field by field and paper by paper; files already sent stay when something is wrong."""
    sheet = dossiers.get_sheet(actor=request.actor, dossier_id=dossier_id)
    sheet.may["supplement"].enforce()
    files = _files(request, dossier_id)
    if request.method == "GET":
        return _page(request, sheet, sheet.answers, files, [])
    values = answers(fields_asked(sheet), sent(request.POST))
    problems = _change_files(request, sheet, files)
    if request.htmx:
        controls = (each.box for each in asked_for(sheet, files, problems))
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
        "asked": asked_for(sheet, files, problems),
        "values": values,
        "problems": list(problems),
    }
    return render(request, "portal/supplement.html", context, status=422 if problems else 200)


def _change_files(request: ActorRequest, sheet: Sheet, files: Files) -> list[Problem]:
    """Take in what was sent and drop what was to go; `files` is what has been sent so far."""
    dropped = removal(request.POST)
    if dropped and dropped[1] in files.get(dropped[0], ()):
        files[dropped[0]].remove(dropped[1])
    known = keys_asked(sheet, "paper")
    taken, problems = take(request.FILES, files, known, by=request.actor, now=now())
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
