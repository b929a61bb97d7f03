"""
What was typed when somebody turned out to be no longer signed in: kept for the person it was drawn for, nobody else.

The page carries whose it is, signed by us. In the browser nothing stays but that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from haidang.directory import api as directory
from haidang.dossiers import api as dossiers
from haidang.kernel.actor import Actor
from haidang.kernel.now import now
from haidang.look.typed import sent
from haidang.workspace.access import OfficerRequest

P = ParamSpec("P")
View = Callable[Concatenate[OfficerRequest, P], HttpResponseBase]

TYPIST = "filer-typist"
"""Under this name a page says whose it is and which paper is typed into it."""

_SALT, _BELIEVED = "workspace.typist", timedelta(days=3)
_NOT_TYPED = frozenset({TYPIST, "csrfmiddlewaretoken", "go", "remove", "add_row"})


def sign_typist(actor: Actor, key: UUID) -> str:
    """Return what the page carries."""
    return signing.dumps([actor.person, str(key)], salt=_SALT)


def typed_into(data: QueryDict) -> dict[str, list[str]]:
    """Return what was typed into a page, without its buttons."""
    return {name: values for name, values in sent(data).items() if name not in _NOT_TYPED}


def as_sent(typed: Mapping[str, Sequence[str]]) -> QueryDict:
    """Return what was kept as a browser would send it."""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, list(values))
    return data


def kept_when_signed_out(view: View[P]) -> View[P]:
    """Let pass whom the page was drawn for; of others keep what was typed for that person, and ask who they are."""

    @wraps(view)
    def guarded(request: OfficerRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        typist, key = _read(request.POST.get(TYPIST, ""))
        if request.user.is_authenticated and typist in (None, request.user.pk):
            return view(request, *args, **kwargs)
        return _kept(request, typist, key)

    return guarded


def kept_from_before(request: HttpRequest) -> HttpResponseBase | None:
    """
    Keep what comes from a page drawn before the last signing in, whose token Django no longer takes.

    Nobody else can have signed whose page it is, so it is no forged request. None for every other page.
    """
    typist, key = _read(request.POST.get(TYPIST, ""))
    return _kept(request, typist, key) if typist is not None else None


def _kept(request: HttpRequest, typist: int | None, key: UUID | None) -> HttpResponseBase:
    """Keep what was typed for the typist alone, and say to whoever sent it where it is."""
    officer = directory.find_officer_actor(person_id=typist, on=now()) if typist is not None else None
    if officer is not None and key is not None:
        dossiers.keep_typed(key=key, typed=typed_into(request.POST), by=officer, now=now())
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if typist == request.user.pk:
        return redirect(request.get_full_path())  # which says that it is here again
    messages.warning(
        request,
        _("Somebody else typed into that page and has been signed out since. It is kept for them, not for you."),
    )
    return redirect("workspace:queue")


def _read(token: str) -> tuple[int | None, UUID | None]:
    """Return whose page it was and the key of its paper; nobody's where we did not sign it, or long ago."""
    try:
        person, key = signing.loads(token, salt=_SALT, max_age=_BELIEVED)
    except signing.BadSignature:
        return None, None
    return int(person), UUID(key)
