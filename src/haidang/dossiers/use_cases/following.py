"""Open dossiers follow their unit's successor when a reorganisation closes the unit."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from haidang.directory import api as directory
from haidang.dossiers.case import Case
from haidang.dossiers.models import UnitChange
from haidang.kernel import sql
from haidang.kernel.actor import SYSTEM
from haidang.register.contracts import Fact

_HELD = "SELECT DISTINCT unit FROM dossiers_dossier WHERE closed_at IS NULL"
_OPEN = "SELECT id FROM dossiers_dossier WHERE closed_at IS NULL AND unit = %s ORDER BY id"


def follow_successors(*, now: datetime) -> int:
    """Move every open dossier of a closed unit to the unit that took over its work; return how many moved."""
    moved = 0
    for (unit_id,) in sql.rows(_HELD):
        day = now.astimezone(directory.calendar_of(unit_id).zone).date()
        if directory.get_unit(unit_id).exists_on(day):
            continue
        for (dossier_id,) in sql.rows(_OPEN, [unit_id]):
            moved += _follow(dossier_id=dossier_id, unit_id=directory.successor_on(unit_id, day).id, now=now)
    return moved


@transaction.atomic
def _follow(*, dossier_id: int, unit_id: int, now: datetime) -> bool:
    """Move one dossier, unless it was closed or moved by another worker since it was listed."""
    case = Case.locked(dossier_id)
    old, new = case.unit, directory.get_unit(unit_id)
    if case.dossier.closed_at is not None or old.id == new.id:
        return False

    case.leave_unit(at=now)
    case.dossier.unit, case.unit, case.calendar = new.id, new, directory.calendar_of(new.id)
    case.dossier.officer = None
    UnitChange.objects.create(dossier=case.dossier, from_unit=old.id, at=now)

    told = {"from": old.code, "to": new.code, "from_unit": old.id, "to_unit": new.id}
    case.record(Fact("moved_to_successor", told), by=SYSTEM, at=now)
    return True
