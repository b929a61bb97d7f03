"""From a draft to a dossier: the form, the papers, the check, the sending."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from haidang.catalogue import api as catalogue
from haidang.dossiers import api as dossiers
from haidang.kernel.errors import Conflict, Invalid, Missing, Problem, Refused
from haidang.kernel.now import now
from haidang.look import wording
from haidang.look.addresses import number_in
from haidang.look.typed import answers, sections, sent
from haidang.portal import answers_shown, attaching, drafts, typed
from haidang.portal.drafts import OpenDraft
from haidang.portal.requests import ActorRequest


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def draft(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show the form with all that was typed; save it and go on. Who was signed out meanwhile loses nothing."""
    if not request.user.is_authenticated:
        typed.keep_unsaved(request.session, uid, sent(request.POST)) if request.method == "POST" else None
        return redirect_to_login(request.get_full_path())
    opened = drafts.open_draft(request.actor, uid)
    if request.method == "POST":
        return _save_and_go_on(request, opened)
    kept = typed.find_unsaved(request.session, uid)
    values = answers(opened.procedure.fields, kept) if kept else opened.sheet.answers
    return _form(request, opened, values, is_restored=kept is not None)


def _save_and_go_on(request: ActorRequest, opened: OpenDraft) -> HttpResponse:
    values = answers(opened.procedure.fields, sent(request.POST))
    try:
        _store(request, opened.uid, values, None if values == opened.sheet.answers else _revision(request))
    except Conflict as conflict:
        return _form(request, opened, values, conflict=str(conflict), status=409)
    opened = drafts.open_draft(request.actor, opened.uid)
    if request.POST.get("add_row"):
        return _form(request, opened, values, adding=request.POST["add_row"])
    if request.POST.get("go") == "later":
        messages.success(request, _("The draft is saved. You find it here whenever you come back."))
        return redirect("portal:dossiers")
    problems = opened.read().problems
    if problems:
        return _form(request, opened, values, problems=problems, status=422)
    return redirect("portal:papers" if opened.procedure.papers else "portal:check", opened.uid)


@require_POST
def save(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Keep what is being typed; to a live page, say which questions the answers bring with them."""
    opened = drafts.open_draft(request.actor, uid)
    values = answers(opened.procedure.fields, sent(request.POST))
    try:
        revision = _store(request, uid, values, _revision(request))
    except Conflict as conflict:
        return JsonResponse({"message": str(conflict)}, status=409)
    if request.htmx:
        asked = {field.key for field in catalogue.asked_fields(opened.procedure, values)}
        conditional = [field for field in opened.procedure.fields if field.when]
        context = {"fields": conditional, "asked": asked, "values": values, "revision": revision, "problems": ()}
        return render(request, "portal/_conditional.html", context)
    return JsonResponse({"saved_at": wording.clock_time(now()), "version": revision})


@never_cache
@require_http_methods(["GET", "POST"])
def papers(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Take the papers in, one by one or all at once, each told at once what is wrong with it."""
    opened = drafts.open_draft(request.actor, uid)
    if request.method == "GET":
        return _papers(request, opened, [])
    problems = attaching.to_draft(request, opened)
    opened = drafts.open_draft(request.actor, uid)
    if request.htmx:
        key = next(iter(request.FILES), "")
        box = next((each for each in attaching.boxes(opened, problems) if each.name == key), None)
        return render(request, "portal/_paper.html", {"box": box}, status=422 if problems else 200)
    if not problems and request.POST.get("go") == "next":
        problems = opened.missing_papers()
        if not problems:
            return redirect("portal:check", uid)
    return _papers(request, opened, problems)


@never_cache
@require_http_methods(["GET", "POST"])
def check(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show everything on one page, then send it: once, however often the button is pressed."""
    try:
        if request.method == "GET":
            return _check(request, drafts.open_draft(request.actor, uid), [])
        with transaction.atomic():  # what is typed elsewhere is saved before the draft is read, or refused
            return _send(request, drafts.open_draft(request.actor, uid, hold=True))
    except Missing:
        filed = dossiers.find_by_key(actor=request.actor, key=uid)
        if filed is None:
            raise
        return redirect("portal:dossier", filed.dossier)


def _send(request: ActorRequest, opened: OpenDraft) -> HttpResponse:
    if _revision(request) not in (None, opened.sheet.revision):
        message = _("This draft was changed elsewhere after you opened this page. Check it as it is now, then send it.")
        return _check(request, opened, [Problem(field="", code="changed", message=message)], status=409)
    if opened.is_closed:
        message = _("It can no longer be filed. Your draft is kept, so that you can copy from it.")
        return _check(request, opened, [Problem(field="", code="closed", message=message)], status=403)
    try:
        filing, by = drafts.filing_of(opened, request.actor, get_language() or "vi")
        filed = dossiers.submit_dossier(filing=filing, by=by, now=now())
    except Invalid as invalid:
        return _check(request, opened, invalid.problems, status=422)
    except Refused as refused:
        return _check(request, opened, [Problem(field="", code="refused", message=str(refused))], status=403)
    request.session["business"] = by.on_behalf_of or 0
    request.session["just_filed"] = filed.dossier
    return redirect("portal:dossier", filed.dossier)


@require_http_methods(["GET", "POST"])
def discard(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Throw a draft away, after saying what goes with it."""
    opened = drafts.open_draft(request.actor, uid)
    if request.method == "POST":
        dossiers.discard_draft(uid=uid, by=request.actor)
        messages.success(request, _("The draft is deleted."))
        return redirect("portal:dossiers")
    return render(request, "portal/discard.html", {"opened": opened})


def _store(request: ActorRequest, uid: UUID, values: dict[str, Any], revision: int | None) -> int:
    stored = dossiers.save_draft(uid=uid, answers=values, revision=revision, by=request.actor, now=now())
    typed.forget_unsaved(request.session)
    return stored


def _revision(request: ActorRequest) -> int | None:
    return number_in(request.POST.get("version", ""))


def _form(
    request: ActorRequest,
    opened: OpenDraft,
    values: Any,
    *,
    problems: Any = (),
    status: int = 200,
    adding: str = "",
    conflict: str = "",
    is_restored: bool = False,
) -> HttpResponse:
    context = {
        "opened": opened,
        "procedure": opened.procedure,
        "sections": sections(opened.procedure.fields),
        "asked": {field.key for field in catalogue.asked_fields(opened.procedure, values)},
        "is_live": any(field.when for field in opened.procedure.fields),
        "values": values,
        "problems": list(problems),
        "adding": adding,
        "conflict": conflict,
        "is_restored": is_restored,
        "tasks": drafts.tasks(opened, here="draft"),
    }
    return render(request, "portal/draft.html", context, status=status)


def _papers(request: ActorRequest, opened: OpenDraft, problems: list[Problem]) -> HttpResponse:
    context = {
        "opened": opened,
        "procedure": opened.procedure,
        "boxes": attaching.boxes(opened, problems),
        "problems": problems,
        "tasks": drafts.tasks(opened, here="papers"),
    }
    return render(request, "portal/papers.html", context, status=422 if problems else 200)


def _check(request: ActorRequest, opened: OpenDraft, problems: Any, *, status: int = 200) -> HttpResponse:
    read, gaps = opened.read(), answers_shown.gaps(opened)
    context = {
        "opened": opened,
        "procedure": opened.procedure,
        "filer": drafts.filer_name(opened, request.actor),
        "sections": answers_shown.sections(opened, read),
        "papers": answers_shown.papers(opened),
        "problems": answers_shown.linked(opened, problems),
        "gaps": gaps if not problems else [],
        "is_ready": not gaps and not opened.is_closed and opened.successor is None,
        "tasks": drafts.tasks(opened, here="check"),
    }
    return render(request, "portal/check.html", context, status=status)
