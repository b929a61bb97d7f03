"""A unit or its headquarters names who is in the roll-out team, and releases them."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from haidang.directory import models, rules
from haidang.directory.contracts import TeamDuty, TeamMember
from haidang.directory.table import units
from haidang.directory.teams import member_of
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Invalid, Missing, Problem, Refused
from haidang.register import api as register
from haidang.register.contracts import Fact, Head, Origin


@transaction.atomic
def name_member(
    *,
    unit_id: int,
    name: str,
    duty: TeamDuty,
    phone: str,
    notice: str,
    since: date,
    by: Actor,
    now: datetime,
    email: str = "",
    origin: Origin = Origin.LIVE,
) -> TeamMember:
    """
    Name somebody to the roll-out team of a unit from a day on, as a document (`notice`) says.

    :raises Missing: if there is no such unit
    :raises Refused: if the actor may not, or the unit does not exist on that day
    :raises Invalid: if the name, the telephone or the notice is missing
    """
    unit = units().get(unit_id)
    rules.may_name_team(by, unit_id=unit_id).enforce()
    if not unit.exists_on(since):
        raise Refused(_("%(unit)s does not exist on that day.") % {"unit": unit.name})
    _must_be_told(name=name, phone=phone, notice=notice)

    row = models.RollOutMember.objects.create(
        unit_id=unit_id,
        name=name.strip(),
        duty=duty.value,
        phone=phone.strip(),
        email=email.strip(),
        notice=notice.strip(),
        valid_from=since,
    )

    told = {"unit": unit_id, "name": row.name, "duty": row.duty, "phone": row.phone, "notice": row.notice}
    _record(row, Fact("team_member_named", told | {"since": since.isoformat()}), by=by, now=now, origin=origin)
    return member_of(row)


@transaction.atomic
def release_member(*, member_id: int, last_day: date, by: Actor, now: datetime, origin: Origin = Origin.LIVE) -> None:
    """
    Let somebody leave the team after a day.

    :raises Missing: if there is no such member, or they have left already
    :raises Refused: if the actor may not, or they joined later
    """
    row = models.RollOutMember.objects.select_for_update().filter(pk=member_id, valid_to__isnull=True).first()
    if row is None:
        raise Missing(_("This person is not in the team any more."))
    rules.may_name_team(by, unit_id=row.unit_id).enforce()
    if last_day < row.valid_from:
        raise Refused(_("This person joins the team after that day."))

    row.valid_to = last_day
    row.save(update_fields=["valid_to"])

    told = {"unit": row.unit_id, "name": row.name, "last_day": last_day.isoformat()}
    _record(row, Fact("team_member_released", told), by=by, now=now, origin=origin)


def _must_be_told(**typed: str) -> None:
    sentences = {
        "name": _("Write the name of the person."),
        "phone": _("Write the telephone number: it is what headquarters calls."),
        "notice": _("Write the number of the document that names the team."),
    }
    missing = [
        Problem(field=field, code="missing", message=sentences[field])
        for field, text in typed.items()
        if not text.strip()
    ]
    if missing:
        raise Invalid(missing)


def _record(row: models.RollOutMember, fact: Fact, *, by: Actor, now: datetime, origin: Origin) -> None:
    head = Head(row.head_seq, bytes(row.head_hash))
    head = register.append(row.stream, head, [fact], by=by, at=now, origin=origin)
    row.head_seq, row.head_hash = head.seq, head.hash
    row.save(update_fields=["head_seq", "head_hash"])
