"""What every request passes: who acts, and how a foreseen failure becomes a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib.messages.middleware import MessageMiddleware
from django.http import HttpRequest, HttpResponse
from django.middleware.common import CommonMiddleware
from django.shortcuts import render
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django_htmx.middleware import HtmxMiddleware
from whitenoise.middleware import WhiteNoiseMiddleware

from haidang.accounts import api as accounts
from haidang.directory import api as directory
from haidang.kernel.actor import PUBLIC, Actor, Capacity
from haidang.kernel.errors import Conflict, DomainError, Invalid, Missing, Refused
from haidang.kernel.now import now

GetResponse = Callable[[HttpRequest], HttpResponse]
STATUS = {Refused: 403, Missing: 404, Conflict: 409, Invalid: 422}


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts in this request: an officer in the posting, a filer for the chosen business, or the public."""
    if not request.user.is_authenticated:
        return PUBLIC
    assert request.user.pk is not None
    told = accounts.told_along(request, "postings")
    officer = (
        directory.officer_told(told, person_id=request.user.pk, on=now())
        if told
        else directory.find_officer_actor(person_id=request.user.pk, on=now())
    )
    if officer is not None:
        return officer
    person, business = accounts.filer_of(request)
    request.filing_as = (person, business)  # type: ignore[attr-defined]  # read once, wanted again by who files
    return Actor(
        person=person.id,
        name=person.full_name or person.email,
        capacity=Capacity.FILER,
        on_behalf_of=business.id if business else None,
        on_behalf_of_name=business.name if business else "",
    )


def is_data(request: HttpRequest) -> bool:
    """Return whether a program asks, not a browser for a page."""
    return request.path.startswith("/rest/")


class _ForPages:
    """Left out where a program asks: no page comes back, so nothing of a page need be looked after."""

    get_response: Any

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass a program's request on at once."""
        answer: HttpResponse = self.get_response(request) if is_data(request) else super().__call__(request)  # type: ignore[misc]
        return answer


class PagePolicy(_ForPages, CSPMiddleware):
    """Which scripts, styles and frames a page may use."""


class PageFiles(_ForPages, WhiteNoiseMiddleware):  # type: ignore[misc]  # untyped
    """The files pages are made with."""


class PageAddresses(_ForPages, CommonMiddleware):
    """Addresses without their last slash."""


class PageParts(_ForPages, HtmxMiddleware):
    """Whether a part of a page is asked for."""


class PageMessages(_ForPages, MessageMiddleware):
    """What the next page says of what was done."""


class LanguageMiddleware:
    """Speaks Vietnamese unless the person has chosen English: not what a browser was shipped with decides."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the chosen language."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        if is_data(request) and "HTTP_ACCEPT_LANGUAGE" in request.META:  # a program does choose what it sends
            language = translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class ActorMiddleware:
    """Puts `request.actor` on every request, built when first asked for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach the actor."""
        if is_data(request):  # always somebody's; a page may be everybody's, and asks nothing then
            request.user = accounts.signed_in(request)
            request.actor = actor_of(request)  # type: ignore[attr-defined]
        else:
            request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)


class DomainErrorMiddleware:
    """Turns Refused, Missing, Conflict and Invalid into pages that say what to do next."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a foreseen failure; anything else is a bug and goes on to the log."""
        if not isinstance(error, DomainError):
            return None
        status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)
        return render(request, f"{status}.html", {"message": str(error)}, status=status)
