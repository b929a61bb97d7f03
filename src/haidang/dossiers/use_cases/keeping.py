"""
An officer types in what came on paper: nothing typed is lost, not even when the session ends meanwhile.

What others have written about themselves lies here, so it is the officer's alone and goes as soon as it is entered,
or when it can hardly be entered any more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from haidang.dossiers._visible import person_of
from haidang.dossiers.contracts import Typed
from haidang.dossiers.models import DeskDraft
from haidang.kernel.actor import Actor

MOST_KEPT = 5
"""How many papers an officer may have begun at a time; what was typed of older ones is forgotten."""

KEPT_FOR = timedelta(days=7)


@transaction.atomic
def keep_typed(
    *,
    key: UUID,
    typed: Mapping[str, Sequence[str]] | None = None,
    papers: Mapping[str, Sequence[UUID]] | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Keep what was typed and scanned so far under a key, for this officer; what is not given stays as it is."""
    person, given = person_of(by), {"saved_at": now}
    told = {} if typed is None else {"typed": {name: list(values) for name, values in typed.items()}}
    scans = {} if papers is None else {"papers": {name: [str(each) for each in ids] for name, ids in papers.items()}}
    DeskDraft.objects.update_or_create(person=person, key=key, defaults=given | told | scans)
    newest = DeskDraft.objects.filter(person=person).order_by("-saved_at", "-pk").values_list("pk", flat=True)
    DeskDraft.objects.filter(person=person).exclude(pk__in=list(newest[:MOST_KEPT])).delete()


def find_typed(*, actor: Actor, key: UUID) -> Typed | None:
    """Return what this officer has typed and scanned so far under a key, if anything."""
    draft = DeskDraft.objects.filter(person=person_of(actor), key=key).first()
    if draft is None:
        return None
    papers = {name: [UUID(each) for each in ids] for name, ids in draft.papers.items()}
    return Typed(typed=draft.typed, papers=papers)


def forget_typed(*, key: UUID, by: Actor) -> None:
    """Forget what was typed: it has been entered."""
    DeskDraft.objects.filter(person=person_of(by), key=key).delete()


def forget_old_typed(*, now: datetime) -> int:
    """Forget what nobody has gone on with for a week, and return of how many papers."""
    deleted, _rows = DeskDraft.objects.filter(saved_at__lt=now - KEPT_FOR).delete()
    return deleted
