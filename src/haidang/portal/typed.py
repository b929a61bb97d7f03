"""What a form begins with, and what was typed when somebody turned out to be no longer signed in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from haidang.accounts.contracts import BusinessCard, Person
from haidang.catalogue.contracts import Procedure
from haidang.look.typed import Sent

_UNSAVED = "unsaved"
_MOST_UNSAVED = 300_000
"""Characters kept for somebody who is no longer signed in."""


def prefilled(procedure: Procedure, person: Person, business: BusinessCard | None) -> dict[str, Any]:
    """Return the first answers of a form: what the account knows already."""
    known = {"person.full_name": person.full_name, "person.email": person.email, "person.phone": person.phone}
    if business is not None:
        known |= {
            "business.tax_code": business.tax_code,
            "business.name": business.name,
            "business.address": business.address,
            "business.phone": business.phone or person.phone,
            "business.email": business.email or person.email,
        }
    first = {field.key: known.get(field.prefill or "") for field in procedure.fields}
    return {key: value for key, value in first.items() if value}


def keep_unsaved(session: SessionBase, uid: UUID, data: Sent) -> None:
    """Keep what somebody sent after the session had ended, until they have signed in again; one draft at a time."""
    if sum(len(value) for values in data.values() for value in values) <= _MOST_UNSAVED:
        session[_UNSAVED] = {"draft": str(uid), "sent": {name: list(values) for name, values in data.items()}}


def find_unsaved(session: SessionBase, uid: UUID) -> Sent | None:
    """Return what was kept for this draft."""
    kept = session.get(_UNSAVED)
    return kept["sent"] if kept and kept["draft"] == str(uid) else None


def forget_unsaved(session: SessionBase) -> None:
    """Forget what was kept, because it has been saved."""
    if _UNSAVED in session:
        del session[_UNSAVED]
