"""What headquarters or the unit above asks this unit about, and its answers."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from haidang.directory import api as directory
from haidang.documents import api as documents
from haidang.dossiers import api as dossiers
from haidang.follow_up import api as follow_up
from haidang.follow_up.contracts import Calls, words_of
from haidang.kernel.errors import Invalid, Refused
from haidang.kernel.now import now
from haidang.look import files
from haidang.look.addresses import page_in
from haidang.workspace.access import OfficerRequest, officers_only, today
from haidang.workspace.answers import Answer

SIZE = 50


@officers_only
@require_safe
def followed_up(request: OfficerRequest) -> HttpResponse:
    """Show the officer's reminders, what the unit agreed to on the telephone, and letters it has still to answer."""
    actor, day = request.actor, today()
    own = [each for each in actor.sees if directory.successor_on(each, day).id == actor.unit]
    page = page_in(request.GET)
    calls, calls_count = follow_up.list_calls(actor=actor, on=day, of=Calls.OPEN, unit_ids=own, page=page, size=SIZE)
    letters, letters_count = follow_up.list_unanswered(actor=actor, unit_ids=own, size=SIZE)
    reminders, count = follow_up.list_reminders(actor=actor)
    context = {
        "reminders": [(words_of(each.level, each.step), each) for each in reminders],
        "count": count,
        "calls": calls,
        "calls_count": calls_count,
        "page": page,
        "pages": max(1, -(-calls_count // SIZE)),
        "letters": letters,
        "letters_count": letters_count,
        "today": day,
    }
    return render(request, "workspace/followed_up.html", context)


@officers_only
@require_POST
def mark_seen(request: OfficerRequest) -> HttpResponse:
    """Mark the reminders that the page showed as seen; one that came meanwhile stays."""
    follow_up.mark_seen(uids=_uids(request.POST.getlist("reminder")), by=request.actor, now=now())
    return redirect("workspace:followed_up")


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def answer_call(request: OfficerRequest, uid: UUID) -> HttpResponse:
    """Show one agreement; say for the unit what became of it."""
    form = Answer(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            follow_up.answer_agreement(uid=uid, by=request.actor, now=now(), answer=form.cleaned_data["answer"])
        except (Invalid, Refused) as error:
            form.put(error)
        else:
            messages.success(request, _("Your answer is sent. Whoever called sees it at once."))
            return redirect("workspace:followed_up")
    call = follow_up.get_call(actor=request.actor, uid=uid, on=today())
    rows = dossiers.list_named(actor=request.actor, dossier_ids=call.dossiers)
    return render(
        request, "workspace/answer_call.html", {"call": call, "form": form, "rows": rows}, status=form.answered_with
    )


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def answer_letter(request: OfficerRequest, uid: UUID) -> HttpResponse:
    """Show one reminder letter; answer it for the unit."""
    form = Answer(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            follow_up.answer_letter(uid=uid, by=request.actor, now=now(), answer=form.cleaned_data["answer"])
        except (Invalid, Refused) as error:
            form.put(error)
        else:
            messages.success(request, _("Your answer is sent. Whoever wrote sees it at once."))
            return redirect("workspace:followed_up")
    letter = follow_up.get_letter(actor=request.actor, uid=uid, on=today())
    rows = dossiers.list_named(actor=request.actor, dossier_ids=letter.dossiers)
    context = {"letter": letter, "form": form, "rows": rows}
    return render(request, "workspace/answer_letter.html", context, status=form.answered_with)


@officers_only
@require_safe
def letter_paper(request: OfficerRequest, uid: UUID) -> FileResponse:
    """Stream the signed letter."""
    stored = follow_up.open_letter(actor=request.actor, uid=uid)
    _file, content = documents.open_file(stored.id)
    return files.stream(stored, content)


def _uids(texts: Iterable[str]) -> list[UUID]:
    """Return what of it names something; the rest was not typed on our page."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
