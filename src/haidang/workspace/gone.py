"""The page for what was written and cannot be done any more: the reason, and every word to be copied."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from haidang.kernel.errors import Conflict, DomainError, Missing
from haidang.look.kept import Written


def gone(request: HttpRequest, error: DomainError, written: Written, *, back: str) -> HttpResponse:
    """Say why it is no longer possible, and show what was written."""
    status = 404 if isinstance(error, Missing) else 409 if isinstance(error, Conflict) else 403
    context = {"message": str(error), "written": written, "back": back}
    return render(request, "workspace/gone.html", context, status=status)
