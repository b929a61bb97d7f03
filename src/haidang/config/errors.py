"""The page for what could not even be read: Django asks for it before any view of ours was called."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

from haidang.workspace.signed_out import kept_from_before


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a form was too long (413) and how to send it nevertheless, or that it was damaged (400)."""
    if not isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return render(request, "400.html", {"message": ""}, status=400)
    message = _(
        "The text in the form is longer than the system takes in one go (4 MB, about 1,000 pages). "
        "Put long texts into a file and attach it as a paper; write into the form where to find them."
    )
    return render(request, "413.html", {"message": message}, status=413)


def stale(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Answer a form whose token is not of this signing in: keep what was typed from paper, refuse everything else."""
    return kept_from_before(request) or csrf_failure(request, reason)
