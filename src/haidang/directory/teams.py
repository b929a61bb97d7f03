"""Reading roll-out teams: whom to telephone in a unit. The row filter is inside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from haidang.directory import models
from haidang.directory.contracts import TEAM_DUTIES, Contact, Duty, TeamDuty, TeamMember, UnitCard
from haidang.directory.queries import list_units
from haidang.directory.table import units
from haidang.kernel.actor import Actor, Capacity

_ORDER = {duty.value: place for place, duty in enumerate(TEAM_DUTIES)}


def list_members(*, actor: Actor, on: date, unit_ids: Iterable[int] | None = None) -> list[TeamMember]:
    """Return who serves on a day in the teams in sight, or in those of some units: by unit, heads first."""
    rows = models.RollOutMember.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)
    if actor.capacity is not Capacity.SYSTEM:
        rows = rows.filter(unit_id__in=actor.sees)
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=list(unit_ids))
    table = units()
    found = [member_of(row) for row in rows.order_by("name", "pk")]
    return sorted(found, key=lambda each: (table.get(each.unit).tier, table.get(each.unit).code, _ORDER[each.duty]))


def list_without_team(*, actor: Actor, on: date) -> list[UnitCard]:
    """Return the units in sight that exist on a day and have nobody to telephone, by tier and code."""
    named = {each.unit for each in list_members(actor=actor, on=on)}
    return [unit for unit in list_units(on=on) if unit.id in actor.sees and unit.id not in named]


def list_contacts(*, actor: Actor, unit_ids: Iterable[int], on: date) -> dict[int, Contact]:
    """Return by unit whom to telephone on a day, for those of these units that are in sight."""
    seen = [each for each in dict.fromkeys(unit_ids) if actor.capacity is Capacity.SYSTEM or each in actor.sees]
    leaders = dict(
        models.Posting.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=on),
            unit_id__in=seen,
            valid_from__lte=on,
            duties__contains=[Duty.LEAD.value],
            person__is_active=True,
        )
        .order_by("-signs_as", "-pk")  # a deputy signs as KT.; the head, written last, stays
        .values_list("unit_id", "person__full_name")
    )
    teams: dict[int, list[TeamMember]] = defaultdict(list)
    for member in list_members(actor=actor, on=on, unit_ids=seen):
        teams[member.unit].append(member)
    found = {each: units().get(each) for each in seen}
    return {
        each: Contact(
            unit=unit, head=unit.head or leaders.get(each, ""), phone=unit.phone, team=tuple(teams.get(each, ()))
        )
        for each, unit in found.items()
    }


def member_of(row: models.RollOutMember) -> TeamMember:
    """Return a member as others may know them."""
    return TeamMember(
        id=row.pk,
        unit=row.unit_id,
        name=row.name,
        duty=TeamDuty(row.duty),
        phone=row.phone,
        email=row.email,
        notice=row.notice,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )
