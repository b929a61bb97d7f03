"""Officers get their place and duties, and leave it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from haidang.accounts import api as accounts
from haidang.directory import models, rules
from haidang.directory.contracts import Duty, Posting
from haidang.directory.queries import posting_of
from haidang.directory.table import units
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Conflict, Missing, Refused
from haidang.kernel.text import Text
from haidang.register import api as register
from haidang.register.contracts import Fact, Head, Origin


@transaction.atomic
def post_officer(
    *,
    person_id: int,
    unit_id: int,
    duties: Collection[Duty],
    title: Text,
    since: date,
    by: Actor,
    now: datetime,
    division: str = "",
    signs_as: str = "",
    origin: Origin = Origin.LIVE,
) -> Posting:
    """
    Post somebody to a unit from a day on; a posting that still runs ends the day before.

    :raises Missing: if there is no such account or unit
    :raises Refused: if the actor may not, or the unit does not exist on that day
    :raises Conflict: if the person has a posting that begins on that day or later
    """
    accounts.get_person(person_id)
    unit = units().get(unit_id)
    if not unit.exists_on(since):
        raise Refused(_("%(unit)s does not exist on that day.") % {"unit": unit.name})
    rules.may_post(by, person_id=person_id, unit_id=unit_id, duties=duties).enforce()
    _end_running(person_id, before=since, by=by, now=now, origin=origin)

    posting = models.Posting.objects.create(
        person_id=person_id,
        unit_id=unit_id,
        division=division,
        title_vi=title.vi,
        title_en=title.en,
        duties=sorted(duty.value for duty in duties),
        signs_as=signs_as,
        valid_from=since,
    )

    data = {"person": person_id, "unit": unit_id, "duties": posting.duties, "since": since.isoformat()}
    _record(posting, Fact("officer_posted", data), by=by, now=now, origin=origin)
    return posting_of(posting)


@transaction.atomic
def end_posting(*, person_id: int, last_day: date, by: Actor, now: datetime, origin: Origin = Origin.LIVE) -> None:
    """
    End somebody's running posting; after that day it gives no duties.

    :raises Missing: if the person has no running posting
    :raises Refused: if the actor may not, or the posting begins later
    """
    posting = _lock_postings(person_id).filter(valid_to__isnull=True).first()
    if posting is None:
        raise Missing(_("This person is not posted anywhere."))
    rules.may_end_posting(by, person_id=person_id, unit_id=posting.unit_id).enforce()
    if last_day < posting.valid_from:
        raise Refused(_("The posting begins after that day."))

    _end(posting, last_day, by=by, now=now, origin=origin)


def _end_running(person_id: int, *, before: date, by: Actor, now: datetime, origin: Origin) -> None:
    for posting in _lock_postings(person_id):
        if posting.valid_from >= before:
            raise Conflict(_("This person already has a posting from that day or a later one."))
        if posting.valid_to is None or posting.valid_to >= before:
            rules.may_end_posting(by, person_id=person_id, unit_id=posting.unit_id).enforce()
            _end(posting, before - timedelta(days=1), by=by, now=now, origin=origin)


def _end(posting: models.Posting, last_day: date, *, by: Actor, now: datetime, origin: Origin) -> None:
    posting.valid_to = last_day
    posting.save(update_fields=["valid_to"])
    data = {"person": posting.person_id, "unit": posting.unit_id, "last_day": last_day.isoformat()}
    _record(posting, Fact("posting_ended", data), by=by, now=now, origin=origin)


def _lock_postings(person_id: int) -> QuerySet[models.Posting]:
    return models.Posting.objects.select_for_update(of=("self",)).filter(person_id=person_id).order_by("valid_from")


def _record(posting: models.Posting, fact: Fact, *, by: Actor, now: datetime, origin: Origin) -> None:
    head = Head(posting.head_seq, bytes(posting.head_hash))
    head = register.append(posting.stream, head, [fact], by=by, at=now, origin=origin)
    posting.head_seq, posting.head_hash = head.seq, head.hash
    posting.save(update_fields=["head_seq", "head_hash"])
