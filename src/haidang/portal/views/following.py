"""After the filing: my dossiers, one dossier, its documents, and asking to withdraw."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from haidang.documents import api as documents
from haidang.dossiers import api as dossiers
from haidang.dossiers.api import FINAL
from haidang.dossiers.contracts import Sheet
from haidang.indices import api as indices
from haidang.kernel.now import now
from haidang.look.addresses import page_in
from haidang.portal import clocks, dossiers_shown
from haidang.portal.forms import WithdrawForm
from haidang.portal.requests import ActorRequest

PAGE = 20
STOP_POLLING = 286


@require_safe
def my_dossiers(request: ActorRequest) -> HttpResponse:
    """List what is unfinished and what was filed, what waits for the filer first."""
    page = page_in(request.GET)
    rows, total = dossiers.list_dossiers_of_filer(actor=request.actor, page=page, size=PAGE)
    lines = [dossiers_shown.line(row, now()) for row in rows]
    context = {
        "drafts": dossiers_shown.drafts(dossiers.list_drafts(actor=request.actor)),
        "waiting": [line for line in lines if line.needs_filer],
        "lines": [line for line in lines if not line.needs_filer],
        "page": page,
        "pages": max(1, -(-total // PAGE)),
        "total": total,
    }
    return render(request, "portal/dossiers.html", context)


@never_cache
@require_safe
def dossier(request: ActorRequest, dossier_id: int) -> HttpResponse:
    """Show where the dossier is, what happens next and when; live as long as something can still happen."""
    sheet = dossiers.get_sheet(actor=request.actor, dossier_id=dossier_id)
    if request.htmx and request.GET.get("seen") == str(sheet.seen):
        return HttpResponse(status=STOP_POLLING if sheet.status in FINAL else 204)
    context = _context(sheet) | {
        "is_new": request.session.get("just_filed") == sheet.id and len(sheet.history) <= 2,
        "may_rate": indices.may_answer_survey(request.actor, sheet),
    }
    return render(request, "portal/dossier.html#live" if request.htmx else "portal/dossier.html", context)


@require_http_methods(["GET", "POST"])
def withdraw(request: ActorRequest, dossier_id: int) -> HttpResponse:
    """Say what a withdrawal means, then ask for it."""
    sheet = dossiers.get_sheet(actor=request.actor, dossier_id=dossier_id)
    sheet.may["ask_to_withdraw"].enforce()
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        dossiers.ask_to_withdraw(dossier_id=dossier_id, reason=form.cleaned_data["reason"], by=request.actor, now=now())
        told = _("Your request was sent to the unit. It answers after checking that nothing is decided.")
        messages.success(request, told)
        return redirect("portal:dossier", dossier_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "portal/withdraw.html", {"sheet": sheet, "form": form}, status=status)


@require_safe
def document(request: ActorRequest, dossier_id: int, file_id: UUID) -> HttpResponseBase:
    """Hand out a file of the dossier: as a download, or a PDF inside the browser, shut off from everything else."""
    stored = dossiers.open_document(actor=request.actor, dossier_id=dossier_id, file_id=file_id)
    _stored, content = documents.open_file(stored.id)
    is_inline = stored.media_type == "application/pdf" and request.GET.get("xem") == "1"
    response = FileResponse(content, as_attachment=not is_inline, filename=stored.name, content_type=stored.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def _context(sheet: Sheet) -> dict[str, Any]:
    return {
        "sheet": sheet,
        "status": dossiers_shown.status_words(sheet.status, sheet.outcome),
        "tone": dossiers_shown.tone(sheet.status, sheet.outcome),
        "what_next": dossiers_shown.what_next(sheet),
        "refusal": dossiers_shown.reason_of_end(sheet),
        "clock": clocks.of_sheet(sheet, now()),
        "events": dossiers_shown.timeline(sheet),
        "issued": dossiers_shown.issued(sheet),
        "papers": sheet.papers,
        "is_live": sheet.status not in FINAL,
    }
