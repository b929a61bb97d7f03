"""Which units a page of use is about: an area, and in it the offices with which dossiers are filed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from haidang.directory import api as directory
from haidang.directory.contracts import UnitCard
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Missing
from haidang.look.addresses import number_in
from haidang.supervision.area import Area, read_area, read_own
from haidang.usage.contracts import Use


def area_of(actor: Actor, query: QueryDict, *, on: date) -> Area:
    """
    Return the units an address names: one with all below (`don-vi`), or one alone (`rieng`).

    :raises Missing: if the unit is not in sight
    """
    unit_id = number_in(query.get("don-vi", ""))
    if query.get("rieng") and unit_id is not None:
        return read_own(actor, on=on, unit_id=unit_id)
    return read_area(actor, on=on, unit_id=unit_id)


def offices(area: Area, *, on: date) -> list[UnitCard]:
    """Return the units of an area with which a dossier may be filed today, by tier and code."""
    found = {directory.successor_on(each, on) for each in area.members}
    return sorted(filter(takes_filings, found), key=lambda unit: (unit.tier, unit.code))


def takes_filings(unit: UnitCard) -> bool:
    """Return whether dossiers are filed with a unit; departments of the headquarters get them by assignment."""
    return unit.tier > 1 or unit.parent is None


def by_office(uses: Mapping[int, Use], *, on: date) -> dict[int, Use]:
    """Return the use of units added up where their work is done today."""
    found: dict[int, Use] = defaultdict(Use)
    for unit, use in uses.items():
        found[directory.successor_on(unit, on).id] += use
    return found


_FIRST_YEAR, _LAST_YEAR = 1900, 2999  # as in the choice of a period


def read_month(text: str) -> date:
    """
    Return the first day of a month written as 2026-10.

    :raises Missing: if it is none
    """
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        month = date.min
    if not _FIRST_YEAR <= month.year <= _LAST_YEAR:
        raise Missing(_("There is no such page."))
    return month
