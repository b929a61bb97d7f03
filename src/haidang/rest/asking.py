"""Who asks: the signed-in session, with Django's CSRF token wherever something is changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext as _
from ninja.security import SessionAuth

from haidang.accounts.contracts import BusinessCard, Person
from haidang.dossiers.contracts import Filer
from haidang.kernel.actor import Actor, Capacity
from haidang.kernel.errors import Refused


class Request(HttpRequest):
    """A request that knows who acts, and for a filer the person and the business."""

    actor: Actor
    filing_as: tuple[Person, BusinessCard | None]


class Headers:
    """A request's headers, each looked up when it is asked for: Django would copy and rename them all first."""

    def __init__(self, meta: Mapping[str, Any]) -> None:
        self._meta = meta

    def __contains__(self, name: str) -> bool:
        return self._key(name) in self._meta

    def __getitem__(self, name: str) -> str:
        return str(self._meta[self._key(name)])

    def get(self, name: str, default: str | None = None) -> str | None:
        """Return what a header says, or the default where it was not sent."""
        found = self._meta.get(self._key(name))
        return default if found is None else str(found)

    @staticmethod
    def _key(name: str) -> str:
        key = name.upper().replace("-", "_")
        return key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"


class SignedIn(SessionAuth):
    """A session that somebody signed in to; there is no Basic authentication."""

    def __init__(self) -> None:
        super().__init__(csrf=False)

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """
        Return the person, or None for a stranger, who is told to sign in before anything about the token.

        :raises Refused: if something is to be changed without the token
        """
        if not request.user.is_authenticated:
            return None
        if _token.refuses(request):
            raise Refused(_("Send the value of the cookie haidang_csrf in the header X-CSRFToken."))
        return request.user


class _CheckOfToken(CsrfViewMiddleware):
    """Django's check, answered by us instead of by a page."""

    def refuses(self, request: HttpRequest) -> bool:
        """Return whether the request lacks the token."""
        request.csrf_processing_done = False  # type: ignore[attr-defined]  # Django skipped the check of the view
        return self.process_view(request, HttpResponse, (), {}) is not None

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponseForbidden:
        return HttpResponseForbidden(reason)


_token = _CheckOfToken(lambda _request: HttpResponse())


def filer_of(request: Request) -> Filer:
    """
    Return who files, as it is copied into the dossier.

    :raises Refused: if the actor is no filer
    """
    if request.actor.capacity is not Capacity.FILER:
        raise Refused(_("Officers do not file dossiers here. Sign in as a filer."))
    person, business = request.filing_as
    card = business or BusinessCard(id=0, tax_code="", name=person.full_name)
    return Filer(
        name=card.name,
        tax_code=card.tax_code,
        email=person.email,
        phone=person.phone or card.phone,
        address=card.address,
    )
