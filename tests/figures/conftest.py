"""A nation of units, people who read its figures, and dossiers that move."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from haidang.dossiers.events import DossierMoved, Standing
from haidang.kernel.actor import Actor, Capacity
from haidang.register.contracts import Origin

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOON = datetime(2026, 11, 18, 12, 0, tzinfo=ZONE)  # a Wednesday
TODAY = NOON.date()
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture(autouse=True)
def _units_read_anew() -> Iterator[None]:
    """The table of units in this process belongs to another test's database."""
    from haidang.directory import table

    table.forget()
    yield
    table.forget()


@pytest.fixture(scope="module")
def _loaded(module_database: str) -> None:
    """Load the units once for a file of tests."""
    from haidang.directory import api as directory

    directory.load_units()


@pytest.fixture
def nation(_loaded: None, db: None) -> Callable[[str], int]:
    """Return the id of a unit by its code."""
    return unit_id


def unit_id(code: str) -> int:
    """Return the id of the unit that bears a code today."""
    from haidang.directory import api as directory

    return directory.get_unit_by_code(code, on=TODAY).id


def supervisor(*units: int) -> Actor:
    """Return an officer who supervises these units."""
    return Actor(
        person=1, capacity=Capacity.OFFICER, unit=units[0], sees=frozenset(units), duties=frozenset({"supervise"})
    )


def moved(unit: int, **changed: Any) -> DossierMoved:
    """Return the fact that a dossier was filed at noon, or what is told to be otherwise."""
    values: dict[str, Any] = {
        "dossier": 1,
        "procedure": "kho-ngoai-quan.thanh-lap",
        "channel": "online",
        "origin": Origin.LIVE,
        "at": NOON,
        "day": TODAY,
        "before": None,
        "after": Standing("reception", NOON),
        "flows": ("received",),
    }
    return DossierMoved(unit=unit, **(values | changed))
