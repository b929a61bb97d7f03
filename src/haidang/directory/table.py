"""
The units, held in each process.

Every page names units and few change in a year, so they are read once and kept. What the table holds is every
row with its period; the day is applied when it is asked. It is read again when the version in the database is
another one. That is looked at in the same statement as an officer's posting (every request of a signed-in
person, so without further cost) and otherwise when the last look is more than five seconds old.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock
from uuid import UUID

from django.utils.translation import gettext as _

from haidang.directory.contracts import UnitCard
from haidang.kernel import sql
from haidang.kernel.errors import Missing
from haidang.kernel.text import Text

LOOK_AGAIN_AFTER = 5.0
_COLUMNS = {
    "id": "id",
    "code": "code",
    "tier": "tier",
    "parent": "parent_id",
    "kind": "kind",
    "valid_from": "valid_from",
    "valid_to": "valid_to",
    "successor": "successor_id",
    "successor_confidence": "successor_confidence",
    "calendar": "calendar",
    "area": "area",
    "agency_code": "agency_code",
    "agency_code_is_official": "agency_code_is_official",
    "confidence": "confidence",
    "head": "coalesce(head, '')",
    "phone": "coalesce(phone, '')",
    "contact": "coalesce(contact, '')",
}
"""Each attribute of a UnitCard, and the column it comes from."""
_VERSION = "SELECT version FROM directory_unitsversion"
_UNITS = f"""
SELECT name_vi, name_en, {", ".join(_COLUMNS.values())}
FROM directory_unit ORDER BY tier, code, valid_from
"""


@dataclass(frozen=True, slots=True)
class UnitTable:
    """All units as of one version, in the order of tier and code."""

    version: UUID | None
    by_id: Mapping[int, UnitCard]
    by_code: Mapping[str, tuple[UnitCard, ...]]
    children: Mapping[int, tuple[UnitCard, ...]]
    predecessors: Mapping[int, tuple[UnitCard, ...]]

    def get(self, unit_id: int) -> UnitCard:
        """
        Return one unit, whether it still exists or not.

        :raises Missing: if there is no such unit
        """
        found = self.by_id.get(unit_id)
        if found is None:
            raise Missing(_("There is no such customs unit."))
        return found

    def below(self, unit_id: int, on: date) -> frozenset[int]:
        """Return the ids of a unit and of every unit below it on that day."""
        found, new = {unit_id}, [unit_id]
        while new:
            new = [unit.id for above in new for unit in self.children.get(above, ()) if unit.exists_on(on)]
            found.update(new)
        return frozenset(found)

    def successor(self, unit_id: int, on: date) -> UnitCard:
        """Return the unit that does this one's work on that day: itself while it exists."""
        unit = self.get(unit_id)
        while unit.valid_to is not None and unit.valid_to < on and unit.successor is not None:
            unit = self.get(unit.successor)
        return unit

    def with_predecessors(self, unit_ids: frozenset[int]) -> frozenset[int]:
        """Return these units together with all whose work they took over."""
        found, new = set(unit_ids), set(unit_ids)
        while new:
            new = {old.id for unit in new for old in self.predecessors.get(unit, ())} - found
            found |= new
        return frozenset(found)


_lock = Lock()
_held: UnitTable | None = None
_looked_at = float("-inf")


def units(version: UUID | None = None) -> UnitTable:
    """Return the table; a `version` just read from the database spares the look at it."""
    global _held, _looked_at
    if version is None and _held is not None and time.monotonic() - _looked_at < LOOK_AGAIN_AFTER:
        return _held
    current = version or _version()
    held = _held
    if held is None or held.version != current:
        held = _read(current)
    with _lock:
        _held, _looked_at = held, time.monotonic()
    return held


def forget() -> None:
    """Read the units anew when they are next asked for."""
    global _held
    _held = None


def _version() -> UUID | None:
    row = sql.row(_VERSION)
    return None if row is None else row[0]


def _read(version: UUID | None) -> UnitTable:
    by_code: dict[str, list[UnitCard]] = defaultdict(list)
    children: dict[int, list[UnitCard]] = defaultdict(list)
    predecessors: dict[int, list[UnitCard]] = defaultdict(list)
    cards = [_card(row) for row in sql.rows(_UNITS)]
    for card in cards:
        by_code[card.code].append(card)
        if card.parent is not None:
            children[card.parent].append(card)
        if card.successor is not None:
            predecessors[card.successor].append(card)
    return UnitTable(
        version=version,
        by_id={card.id: card for card in cards},
        by_code={code: tuple(found) for code, found in by_code.items()},
        children={unit: tuple(found) for unit, found in children.items()},
        predecessors={unit: tuple(found) for unit, found in predecessors.items()},
    )


def _card(row: sql.Row) -> UnitCard:
    values = dict(zip(_COLUMNS, row[2:], strict=True))
    values["area"] = tuple(values["area"])
    return UnitCard(name=Text(row[0], row[1]), **values)
