"""Where the pack keeps what this room needs: the units and the calendars of their offices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from haidang import packs
from haidang.clock import api as clock
from haidang.clock.contracts import Calendar
from haidang.directory.unit_file import read_units
from haidang.kernel.errors import Missing

FOLDER = Path(packs.__path__[0]) / "vietnam_customs"
UNITS = FOLDER / "units.csv"


@cache
def calendars() -> Mapping[str, Calendar]:
    """Return the calendars of the offices, by key."""
    return clock.read_calendars(FOLDER / "calendars.yaml")


def read_calendar(code: str, *, on: date) -> Calendar:
    """
    Return the calendar of the office that bears a code on a day, from the file of units; no database is asked.

    :raises Missing: if none does
    """
    lines, _mistakes = read_units(UNITS, calendars=calendars())
    unit = lines.find(code, on)
    if unit is None:
        raise Missing(_("There was no customs unit with the code %(code)s on that day.") % {"code": code})
    return calendars()[unit.calendar]
