"""Who may enter: officers in a posting. Everybody else is told that there is no such page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from haidang.kernel.actor import Actor, Capacity
from haidang.kernel.errors import Missing
from haidang.kernel.now import now
from haidang.look import wording

P = ParamSpec("P")


class OfficerRequest(HttpRequest):
    """A request of an officer: who acts is known, and whether only the live part of the page is wanted."""

    actor: Actor
    htmx: HtmxDetails


def officers_only(
    view: Callable[Concatenate[OfficerRequest, P], HttpResponseBase],
) -> Callable[Concatenate[OfficerRequest, P], HttpResponseBase]:
    """Let officers pass; for filers and strangers the workspace does not exist."""

    @wraps(view)
    def guarded(request: OfficerRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.actor.capacity is not Capacity.OFFICER:
            raise Missing(_("There is no such page."))
        return view(request, *args, **kwargs)

    return guarded


def today() -> date:
    """Return the day it is in the offices."""
    return wording.local(now()).date()
