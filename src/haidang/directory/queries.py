"""Reading units, their calendars, and who serves where."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from haidang.clock.contracts import Calendar
from haidang.directory import models, pack
from haidang.directory.contracts import Competent, Duty, Posting, UnitCard
from haidang.directory.table import UnitTable, units
from haidang.kernel import sql
from haidang.kernel.actor import Actor, Capacity
from haidang.kernel.errors import Missing
from haidang.kernel.text import Text
from haidang.register.contracts import Head

# The person's name and businesses are read along: the keys point down to the accounts, and a second statement would
# be one more in every request of an officer.
POSTINGS = """
SELECT json_build_array(v.version, (
    SELECT json_agg(json_build_array(u.full_name, p.unit_id, p.duties, p.valid_from, p.valid_to, ARRAY(
        SELECT b.tax_code FROM accounts_membership m JOIN accounts_business b ON b.id = m.business_id
        WHERE m.user_id = u.id AND m.confirmed_at IS NOT NULL
    )) ORDER BY p.valid_from DESC)
    FROM directory_posting p WHERE p.person_id = u.id
))
FROM directory_unitsversion v
"""
"""The units' version and a person's postings as one JSON value, for the account `u`."""
_POSTINGS = f"SELECT ({POSTINGS}) FROM accounts_user u WHERE u.id = %s"


def get_unit(unit_id: int) -> UnitCard:
    """
    Return one unit, whether it still exists or not.

    :raises Missing: if there is no such unit
    """
    return units().get(unit_id)


def get_unit_by_code(code: str, *, on: date) -> UnitCard:
    """
    Return the unit that bore a code on a day.

    :raises Missing: if none did
    """
    for unit in units().by_code.get(code, ()):
        if unit.exists_on(on):
            return unit
    raise Missing(_("There was no customs unit with the code %(code)s on that day.") % {"code": code})


def list_units(*, on: date, tier: int | None = None) -> list[UnitCard]:
    """Return the units that exist on a day, by tier and code."""
    return [unit for unit in units().by_id.values() if unit.exists_on(on) and tier in (None, unit.tier)]


def list_below(unit_id: int, *, on: date) -> frozenset[int]:
    """
    Return the ids of a unit and of every unit below it on that day.

    :raises Missing: if there is no such unit
    """
    return units().below(units().get(unit_id).id, on)


def successor_on(unit_id: int, on: date) -> UnitCard:
    """
    Return the unit that does this one's work on that day: itself while it exists.

    :raises Missing: if there is no such unit
    """
    return units().successor(unit_id, on)


def calendar_of(unit_id: int) -> Calendar:
    """
    Return the calendar of a unit's office.

    :raises Missing: if there is no such unit
    """
    return pack.calendars()[get_unit(unit_id).calendar]


def calendars_of(unit_ids: Sequence[int]) -> list[Calendar]:
    """
    Return the calendars of many units' offices, in their order.

    :raises Missing: if there is no such unit
    """
    table, known = units(), pack.calendars()
    return [known[table.get(unit_id).calendar] for unit_id in unit_ids]


def competent_units(*, tier: int, on: date) -> list[Competent]:
    """
    Return the units of a tier with which a dossier may be filed on a day, each with the reason.

    Of the headquarters that is the one office, not its departments: they get the dossier by assignment.
    """
    offices = [unit for unit in list_units(on=on, tier=tier) if tier != 1 or unit.parent is None]
    return [Competent(unit=unit, reason=_reason(unit)) for unit in offices]


def find_officer_actor(*, person_id: int, on: datetime) -> Actor | None:
    """
    Return a person as the officer of today's posting, or None; one statement.

    A posting to a unit that has been wound up gives no duties: the successor's head posts anew.
    """
    row = sql.row(_POSTINGS, [person_id])
    return officer_told(row[0], person_id=person_id, on=on) if row and row[0] else None  # before any units are loaded


def officer_told(told: Sequence[Any], *, person_id: int, on: datetime) -> Actor | None:
    """Return the officer of a moment from what `POSTINGS` told of a person, or None."""
    version, postings = told
    table = units(UUID(version))
    for name, unit_id, duties, valid_from, valid_to, tax_codes in postings or ():
        unit = table.get(unit_id)
        day = on.astimezone(pack.calendars()[unit.calendar].zone).date()
        begins, ends = date.fromisoformat(valid_from), date.fromisoformat(valid_to) if valid_to else date.max
        if begins <= day <= ends and unit.exists_on(day):
            return Actor(
                person=person_id,
                name=name,
                capacity=Capacity.OFFICER,
                unit=unit_id,
                sees=_sees(table, unit, duties, day),
                duties=frozenset(duties),
                belongs_to=frozenset(tax_codes),
            )
    return None


def list_officers(*, unit_id: int, on: date, duty: Duty | None = None) -> list[Posting]:
    """Return the officers who serve in a unit on a day, with one duty if one is named, by name."""
    rows = models.Posting.objects.select_related("person").filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on), unit_id=unit_id, valid_from__lte=on, person__is_active=True
    )
    if duty is not None:
        rows = rows.filter(duties__contains=[duty.value])
    return [posting_of(row) for row in rows.order_by("person__full_name", "pk")]


def iter_heads() -> list[tuple[UUID, Head]]:
    """Return the end of every stream of postings and roll-out teams, for the proof of the register."""
    return [
        (stream, Head(seq, bytes(digest)))
        for stream, seq, digest in sql.rows(
            "SELECT stream, head_seq, head_hash FROM directory_posting "
            "UNION ALL SELECT stream, head_seq, head_hash FROM directory_rolloutmember"
        )
    ]


def posting_of(row: models.Posting) -> Posting:
    """Return a posting as others may know it."""
    return Posting(
        person=row.person_id,
        name=row.person.full_name,
        title=Text(row.title_vi, row.title_en),
        unit=row.unit_id,
        division=row.division,
        duties=frozenset(map(Duty, row.duties)),
        signs_as=row.signs_as,
    )


def _sees(table: UnitTable, unit: UnitCard, duties: list[str], day: date) -> frozenset[int]:
    """
    Return the units whose dossiers an officer may know of.

    The own unit; for who leads or supervises, all below; for who supervises at headquarters, every unit there
    ever was. With each unit go those whose work it took over.
    """
    if Duty.SUPERVISE in duties and unit.tier == 1:
        return frozenset(table.by_id)
    oversees = not {Duty.LEAD, Duty.SUPERVISE}.isdisjoint(duties)
    return table.with_predecessors(table.below(unit.id, day) if oversees else frozenset({unit.id}))


def _reason(unit: UnitCard) -> str:
    if unit.tier == 1:
        return _("This procedure is decided at headquarters, so dossiers from the whole country are filed here.")
    if unit.area:
        return _("Its area when it was set up on %(day)s: %(area)s.") % {
            "day": f"{unit.valid_from:%d/%m/%Y}",
            "area": ", ".join(unit.area),
        }
    if unit.tier == 2:
        return _("Choose this unit if your office, warehouse or goods are in its area.")
    return _("Choose this office if your goods go through it or you make your declarations there.")
