"""A filer says how it went."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from haidang.dossiers import api as dossiers
from haidang.indices.contracts import Rating
from haidang.indices.models import Answer
from haidang.indices.rules import may_answer
from haidang.indices.streams import record
from haidang.kernel.actor import SYSTEM, Actor
from haidang.kernel.errors import Conflict, Invalid, Problem
from haidang.register.contracts import Fact

_SCALE = range(1, 6)
_LONGEST = 2000


@transaction.atomic
def answer_survey(*, dossier_id: int, rating: Rating, by: Actor, now: datetime) -> None:
    """
    Keep a filer's rating of time and satisfaction, once for each dossier.

    The register tells that the dossier was rated and how, by the system: who rated stays with the dossier alone.

    :raises Missing: if the dossier is not the actor's
    :raises Refused: if it has no returned result, or was rated already
    :raises Invalid: if a rating is missing
    :raises Conflict: if the same answer was sent twice at once
    """
    sheet = dossiers.get_sheet(actor=by, dossier_id=dossier_id)
    may_answer(by, sheet, has_answered=Answer.objects.filter(dossier=dossier_id).exists()).enforce()
    _must_be_complete(rating)
    assert sheet.decided_at is not None, "what was returned was decided"

    answer, is_new = Answer.objects.get_or_create(
        dossier=dossier_id,
        defaults={
            "unit": sheet.unit.id,
            "procedure": sheet.procedure.id,
            "channel": sheet.channel,
            "officer": dossiers.get_sheet(actor=SYSTEM, dossier_id=dossier_id).officer,
            "timeliness": sheet.timeliness,
            "decided_at": sheet.decided_at,
            "time": rating.time,
            "satisfaction": rating.satisfaction,
            "text": rating.text.strip(),
            "answered_at": now,
        },
    )
    if not is_new:
        raise Conflict(_("You have rated this dossier already. Thank you."))

    told = {"dossier": sheet.uid, "time": answer.time, "satisfaction": answer.satisfaction}
    record(f"survey:{answer.unit}", Fact("dossier_rated", told), by=SYSTEM, at=now)


def _must_be_complete(rating: Rating) -> None:
    wrong = [name for name in ("time", "satisfaction") if getattr(rating, name) not in _SCALE]
    problems = [Problem(field=name, code="required", message=_("Choose one of the five.")) for name in wrong]
    if len(rating.text) > _LONGEST:
        problems.append(Problem(field="text", code="length", message=_("Write at most 2,000 characters.")))
    if problems:
        raise Invalid(problems)
