"""
How a view of the figures stays live: it asks every second, and is answered without a word while nothing changed.

The address it asks carries the mark of the figures it shows; who asks and in which language is part of it, so that
another sign-in in the same browser gets its own figures at once.
"""

from __future__ import annotations

import json
from datetime import datetime
from zlib import crc32

from django.http import HttpResponse
from django.utils.translation import get_language

from haidang.figures import api as figures
from haidang.look import wording
from haidang.supervision.access import SupervisorRequest

_MARK = "ban"


def told(request: SupervisorRequest, version: str, *, as_of: datetime) -> dict[str, str]:
    """Return what a live view says of itself: as of when its figures are, and where it asks for newer ones."""
    return {"as_of": moment(as_of), "iso": as_of.isoformat(), "pulse": _address(request, version)}


def template(request: SupervisorRequest, name: str) -> str:
    """Return the page, or its live part alone for a refresh."""
    return f"{name}#live" if request.htmx else name


def _address(request: SupervisorRequest, version: str) -> str:
    query = request.GET.copy()
    query[_MARK] = _mark(request, version)
    return f"{request.path}?{query.urlencode()}"


def is_known(request: SupervisorRequest, *, now: datetime) -> bool:
    """Return whether the page that asks shows the newest figures already."""
    return request.GET.get(_MARK) == _mark(request, figures.version(now=now))


def nothing_new(*, now: datetime) -> HttpResponse:
    """Return the empty answer, with the moment as of which the figures on the page are still right."""
    told = {"haidang:still": {"at": now.isoformat(), "told": moment(now)}}
    return HttpResponse(status=204, headers={"HX-Trigger": json.dumps(told), "Cache-Control": "no-store"})


def moment(now: datetime) -> str:
    """Return a moment to the second, as a page tells it that is right to the second."""
    return f"{wording.local(now):%H:%M:%S}, {wording.day(now)}"


def _mark(request: SupervisorRequest, version: str) -> str:
    actor = request.actor
    reader = f"{actor.person} {sorted(actor.sees)} {get_language()}"
    return f"{version}-{crc32(reader.encode()):x}"
