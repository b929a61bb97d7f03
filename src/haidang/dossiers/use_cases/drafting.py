"""A filer types; nothing typed is lost. A draft is the filer's own and no dossier yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from haidang.catalogue import api as catalogue
from haidang.dossiers._visible import person_of
from haidang.dossiers.models import Draft
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Conflict, Missing
from haidang.kernel.ids import new_uid


@transaction.atomic
def start_draft(*, procedure: str, unit: int | None, answers: Mapping[str, Any], by: Actor, now: datetime) -> UUID:
    """
    Begin a draft and return its key, which is also the key of the filing it becomes.

    :raises Missing: if there is no such procedure
    """
    found = catalogue.find_current(procedure, on=now.date())
    if found is None or by.person is None:
        raise Missing(_("There is no such procedure."))
    draft = Draft.objects.create(
        uid=new_uid(),
        person=by.person,
        business=by.on_behalf_of,
        procedure=procedure,
        version=found.version,
        unit=unit,
        answers=dict(answers),
        started_at=now,
        saved_at=now,
    )
    return draft.uid


@transaction.atomic
def save_draft(
    *,
    uid: UUID,
    answers: Mapping[str, Any] | None = None,
    papers: Mapping[str, Sequence[UUID]] | None = None,
    unit: int | None = None,
    revision: int | None = None,
    by: Actor,
    now: datetime,
) -> int:
    """
    Store what was typed, as typed, and return the new revision; what is not given stays as it is.

    :raises Missing: if the actor has no such draft
    :raises Conflict: if it was changed elsewhere since `revision`, e.g. on another device
    """
    draft = Draft.objects.select_for_update().filter(uid=uid, person=person_of(by)).first()
    if draft is None:
        raise Missing(_("There is no such draft. It may have been sent already: look among your dossiers."))
    if revision is not None and revision != draft.revision:
        raise Conflict(
            _("This draft was changed in another window or on another device. Reload to see the newest text.")
        )
    if answers is not None:
        draft.answers = dict(answers)
    if papers is not None:
        draft.papers = {key: [str(each) for each in ids] for key, ids in papers.items()}
    draft.unit = unit if unit is not None else draft.unit
    draft.revision += 1
    draft.saved_at = now
    draft.save(update_fields=["answers", "papers", "unit", "revision", "saved_at"])
    return draft.revision


@transaction.atomic
def discard_draft(*, uid: UUID, by: Actor) -> None:
    """
    Throw a draft away.

    :raises Missing: if the actor has no such draft
    """
    deleted, _rows = Draft.objects.filter(uid=uid, person=person_of(by)).delete()
    if not deleted:
        raise Missing(_("There is no such draft."))
