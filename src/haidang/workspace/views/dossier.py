"""One dossier: what do I need to decide it? And every act on it, on the same screen."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from haidang.documents import api as documents
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import Sheet
from haidang.kernel.errors import Conflict, Invalid, Missing, Refused
from haidang.kernel.now import now
from haidang.look import files
from haidang.workspace.access import OfficerRequest, officers_only
from haidang.workspace.acts import ACTS, Act, Call
from haidang.workspace.desk import first_act, read_desk
from haidang.workspace.forms import ActForm
from haidang.workspace.gone import gone
from haidang.workspace.listing import read_listing
from haidang.workspace.place import read_place
from haidang.workspace.staleness import who_was_faster


@officers_only
@require_safe
def dossier(request: OfficerRequest, dossier_id: int) -> HttpResponse:
    """Show a dossier with the form of the one next action open, where it is this officer's."""
    sheet = dossiers.get_sheet(actor=request.actor, dossier_id=dossier_id)
    act = first_act(sheet)
    return _page(request, sheet, act, act.form(sheet=sheet) if act else None)


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: OfficerRequest, dossier_id: int, slug: str) -> HttpResponse:
    """Open the form of an act beside the dossier, or do it."""
    act = ACTS[slug]
    try:
        sheet = dossiers.get_sheet(actor=request.actor, dossier_id=dossier_id)
    except Missing as error:
        written = act.form.written(request.POST)
        if not written:
            raise
        return gone(request, error, written, back=read_place(request.GET, request.actor).url)
    if request.method != "POST":
        return _page(request, sheet, act, act.form(sheet=sheet))
    form = act.form(request.POST, sheet=sheet)
    if not form.is_valid():
        faster = who_was_faster(sheet, form)
        return _conflict(request, sheet, act, faster) if faster else _page(request, sheet, act, form, status=422)
    call = Call(sheet=sheet, seen=form.cleaned_data["seen"], by=request.actor, now=now())
    try:
        told = act.run(call, form.cleaned_data)
    except Conflict as error:
        return _conflict(request, dossiers.get_sheet(actor=request.actor, dossier_id=dossier_id), act, str(error))
    except Refused as error:
        form.add_error(None, str(error))
        return _page(request, sheet, act, form, status=403)
    except Invalid as error:
        form.put(error)
        return _page(request, sheet, act, form, status=422)
    messages.success(request, told)
    return redirect(read_place(request.GET, request.actor).url_of(dossier_id))


@officers_only
@require_safe
def document(request: OfficerRequest, dossier_id: int, file_id: UUID) -> FileResponse:
    """Stream a file of the dossier: for saving, or with `?xem=1` for looking at in a frame."""
    stored = dossiers.open_document(actor=request.actor, dossier_id=dossier_id, file_id=file_id)
    _file, content = documents.open_file(stored.id)
    return files.stream(stored, content, inline="xem" in request.GET)


def _conflict(request: OfficerRequest, sheet: Sheet, act: Act, message: str) -> HttpResponse:
    """Show the new state, say who was faster, and keep what was typed: it can be sent again from here."""
    typed = request.POST.copy()
    typed["seen"] = str(sheet.seen)
    return _page(request, sheet, act, act.form(typed, sheet=sheet), status=409, faster=message)


def _page(
    request: OfficerRequest,
    sheet: Sheet,
    act: Act | None,
    form: ActForm | None,
    *,
    status: int = 200,
    faster: str = "",
) -> HttpResponse:
    at, place = now(), read_place(request.GET, request.actor)
    listing = read_listing(request.actor, place, now=at, here=sheet.id)
    desk = read_desk(sheet, listing.place, now=at, open_act=act, shown=request.GET.get("tep", ""))
    context = {
        "desk": desk,
        "sheet": sheet,
        "listing": listing,
        "following": listing.after(sheet.id),
        "act": act,
        "form": form,
        "wrong": None if faster else form,
        "faster": faster,
        "may": act.verdict(sheet) if act else None,
        "shows_confidence": "edit" in request.actor.duties,
    }
    return render(request, "workspace/dossier.html", context, status=status)
