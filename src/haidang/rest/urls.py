"""Addresses of the face `rest`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_exempt
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, re_path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from haidang.rest.asking import Headers
from haidang.rest.endpoints import api
from haidang.rest.problems import not_found, problem

app_name = "rest"


def _ours(pattern: URLPattern) -> URLPattern:
    """Let the address itself answer a stranger with 401, and a wrong method with a problem document."""
    pattern.callback = csp_exempt()(login_not_required(_without_html(pattern.callback)))  # data has no scripts
    return pattern


def _without_html(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        is_head = request.method == "HEAD"
        request.method = "GET" if is_head else request.method  # the server leaves the body out
        request.headers = Headers(request.META)  # type: ignore[assignment]
        response = view(request, *args, **kwargs)
        request.method = "HEAD" if is_head else request.method
        response.headers.setdefault("Cache-Control", "private, no-store")  # what a dossier says stays in no cache
        if response.status_code != 405:
            return response
        told = problem(405, _("Use one of: %(methods)s.") % {"methods": response["Allow"]})
        told["Allow"] = response["Allow"]
        return told

    return answer


urlpatterns: list[URLPattern] = [
    *(_ours(each) for each in api.urls[0] if isinstance(each, URLPattern) and each.name != "api-root"),
    re_path("", csrf_exempt(login_not_required(not_found)), name="api-root"),
]
