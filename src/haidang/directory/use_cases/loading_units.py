"""
The units of a pack come into the database.

Loading the same file again changes nothing. A loaded unit may end, get a successor, another head or telephone;
its code, beginning, tier, parent and agency code are what dossiers of that time rest on, and stay: a unit that
changes those ends and begins again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from haidang.directory import pack, table
from haidang.directory.contracts import BadUnits, Mistake
from haidang.directory.models import Unit, UnitsVersion
from haidang.directory.unit_file import Lines, UnitLine, read_units
from haidang.kernel import sql

Key = tuple[str, date]
_STAYS = {"tier": "tier", "parent_id": "parent", "agency_code": "agency_code"}
_MAY_CHANGE = [
    "name_vi", "name_en", "kind", "valid_to", "successor_id", "successor_confidence", "calendar", "area",
    "agency_code_is_official", "confidence", "head", "phone", "contact",
]  # fmt: skip


def check_units(path: Path = pack.UNITS) -> list[Mistake]:
    """Return everything there is to mend in a file of units; touches no database."""
    return read_units(path, calendars=pack.calendars())[1]


@transaction.atomic
def load_units(path: Path = pack.UNITS) -> int:
    """
    Bring the units of a file into the database and return how many lines were new or changed.

    :raises BadUnits: with every mistake, its line and what is wrong; then nothing was loaded
    """
    lines, mistakes = read_units(path, calendars=pack.calendars())
    if mistakes:
        raise BadUnits(mistakes)
    sql.execute("LOCK TABLE directory_unit IN SHARE ROW EXCLUSIVE MODE")
    loaded = {(unit.code, unit.valid_from): unit for unit in Unit.objects.order_by("pk")}

    ids = _ids(lines.all, loaded)
    wanted = {line.key: _values(line, lines, ids) for line in lines.all}
    stuck = [_stays(path, line, loaded[line.key], wanted[line.key]) for line in lines.all if line.key in loaded]
    if any(stuck):
        raise BadUnits([mistake for mistake in stuck if mistake])

    changed = _write(wanted, loaded)
    if changed or not UnitsVersion.objects.exists():
        UnitsVersion.objects.update_or_create(pk=1, defaults={"version": uuid4()})
        table.forget()
    return changed


def _ids(lines: Iterable[UnitLine], loaded: dict[Key, Unit]) -> dict[Key, int]:
    """Return the row id of each line, taking new ones from the sequence: lines name each other."""
    ids = {key: unit.pk for key, unit in loaded.items()}
    new = [line.key for line in lines if line.key not in ids]
    taken = sql.rows(
        "SELECT nextval(pg_get_serial_sequence('directory_unit', 'id')) FROM generate_series(1, %s)", [len(new)]
    )
    return ids | {key: row[0] for key, row in zip(new, taken, strict=True)}


def _values(line: UnitLine, lines: Lines, ids: dict[Key, int]) -> dict[str, Any]:
    values = {name: value for name, value in asdict(line).items() if name not in {"line", "parent", "successor"}}
    parent, successor = lines.parent_of(line), lines.successor_of(line)
    return values | {
        "id": ids[line.key],
        "area": list(line.area),
        "parent_id": ids[parent.key] if parent else None,
        "successor_id": ids[successor.key] if successor else None,
    }


def _stays(path: Path, line: UnitLine, unit: Unit, values: dict[str, Any]) -> Mistake | None:
    for attribute, column in _STAYS.items():
        if getattr(unit, attribute) != values[attribute]:
            sentence = _(
                "The unit %(code)s is already in use with another %(column)s. "
                "End it with a last day and let a new line follow."
            ) % {"code": line.code, "column": column}
            return Mistake(file=path.name, line=line.line, sentence=sentence)
    return None


def _write(wanted: dict[Key, dict[str, Any]], loaded: dict[Key, Unit]) -> int:
    changed = []
    for key in wanted.keys() & loaded.keys():
        unit, values = loaded[key], wanted[key]
        if any(getattr(unit, name) != values[name] for name in _MAY_CHANGE):
            for name in _MAY_CHANGE:
                setattr(unit, name, values[name])
            changed.append(unit)
    new = [Unit(**values) for key, values in wanted.items() if key not in loaded]
    Unit.objects.bulk_update(changed, _MAY_CHANGE) if changed else None
    Unit.objects.bulk_create(new)
    return len(changed) + len(new)
