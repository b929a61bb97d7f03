"""What anyone may ask without signing in: is a dossier finished, is a result genuine, who is recognised."""

from __future__ import annotations

import hashlib
from typing import BinaryIO

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from haidang.accounts import api as accounts
from haidang.documents import api as documents
from haidang.dossiers import api as dossiers
from haidang.follow_up import api as follow_up
from haidang.kernel.errors import Missing
from haidang.kernel.now import now
from haidang.objects import api as objects
from haidang.portal.forms import AuthenticityForm, LookUpForm
from haidang.portal.requests import ActorRequest, today

ATTEMPTS_A_MINUTE = 10
"""Enough for somebody with a pile of receipts, far too few to guess a secret."""

_TOO_LARGE = 10 * 1024 * 1024


@sensitive_post_parameters()
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def look_up(request: ActorRequest) -> HttpResponse:
    """Say whether a dossier is finished, and nothing more (Circular 01/2018 art. 16(2)(d))."""
    form = LookUpForm(request.POST or None)
    found = None
    if request.method == "POST":
        if not _within_limit(request, "look_up"):
            return _too_many(request)
        if form.is_valid():
            found = dossiers.find_finished(**form.cleaned_data)
            if found is None:
                told = _("Nothing fits this code and this secret. Compare both with the receipt, letter by letter.")
                form.add_error(None, told)
    return render(request, "portal/look_up.html", {"form": form, "found": found}, status=422 if form.errors else 200)


@sensitive_post_parameters()
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def authenticity(request: ActorRequest) -> HttpResponse:
    """Say whether a result or letter is genuine: by its secret, by the file, or by both held against each other."""
    form = AuthenticityForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {
        "form": form,
        "found": None,
        "letter": None,
        "report": None,
        "is_same": None,
        "is_unknown": False,
    }
    if request.method == "POST":
        if not _within_limit(request, "authenticity"):
            return _too_many(request)
        if form.is_valid():
            context |= _examined(form.cleaned_data["secret"], form.cleaned_data["file"])
    return render(request, "portal/authenticity.html", context, status=422 if form.errors else 200)


@login_not_required
@require_safe
def recognised(request: ActorRequest) -> HttpResponse:
    """Publish who is recognised today, by kind."""
    kinds = objects.list_kinds()
    kind = next((each for each in kinds if each.key == request.GET.get("loai", kinds[0].key)), None)
    if kind is None:
        raise Missing(_("There is no such list."))
    context = {"kinds": kinds, "kind": kind, "listed": objects.list_public(kind=kind.key, on=today())}
    return render(request, "portal/recognised.html", context)


def _examined(secret: str, file: BinaryIO | None) -> dict[str, object]:
    result = dossiers.find_authentic(secret=secret) if secret else None
    letter = follow_up.find_authentic(secret=secret) if secret and result is None else None
    pdf = file.read(_TOO_LARGE + 1) if file else None
    report, issued = documents.verify(pdf) if pdf is not None else None, result or letter
    is_same = hashlib.sha256(pdf).hexdigest() == issued.sha256 if pdf is not None and issued else None
    is_unknown = bool(secret) and issued is None
    return {"found": result, "letter": letter, "report": report, "is_same": is_same, "is_unknown": is_unknown}


def _within_limit(request: ActorRequest, what: str) -> bool:
    key = f"{what}:{request.META.get('REMOTE_ADDR', '')}"
    return accounts.within_limit(key=key, per_minute=ATTEMPTS_A_MINUTE, now=now())


def _too_many(request: ActorRequest) -> HttpResponse:
    message = _("There were too many attempts from your connection. Wait a minute, then try once more.")
    response = render(request, "429.html", {"message": message}, status=429)
    response["Retry-After"] = "60"
    return response
