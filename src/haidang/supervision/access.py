"""Who may enter: officers who lead or supervise. Everybody else is told that there is no such page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from haidang.figures import api as figures
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Missing

P = ParamSpec("P")


class SupervisorRequest(HttpRequest):
    """A request of somebody who leads or supervises, and whether only the live part of the page is wanted."""

    actor: Actor
    htmx: HtmxDetails


def supervisors_only(
    view: Callable[Concatenate[SupervisorRequest, P], HttpResponseBase],
) -> Callable[Concatenate[SupervisorRequest, P], HttpResponseBase]:
    """Let those pass who may read figures; for all others these screens do not exist."""

    @wraps(view)
    def guarded(request: SupervisorRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not figures.may_read_figures(request.actor):
            raise Missing(_("There is no such page."))
        return view(request, *args, **kwargs)

    return guarded
