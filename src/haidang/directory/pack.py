"""Where the pack keeps what this room needs: the units and the calendars of their offices."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from haidang import packs
from haidang.clock import api as clock
from haidang.clock.contracts import Calendar

FOLDER = Path(packs.__path__[0]) / "vietnam_customs"
UNITS = FOLDER / "units.csv"


@cache
def calendars() -> Mapping[str, Calendar]:
    """Return the calendars of the offices, by key."""
    return clock.read_calendars(FOLDER / "calendars.yaml")
