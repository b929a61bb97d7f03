"""The whole legal term of a procedure, from the files of the pack: what `haidang clock explain --procedure` tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Procedure
from haidang.clock import api as clock
from haidang.clock.contracts import Due
from haidang.directory import api as directory
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import StageState
from haidang.kernel.errors import Missing, Refused
from haidang.kernel.text import Text


def explain(*, procedure: str, unit: str, accepted_at: datetime) -> Due:
    """
    Return when the result of a dossier accepted then is due, with the reasons of every stage.

    :raises Missing: if there is no such procedure or unit on that day
    :raises Refused: if the law gives the procedure no term
    """
    day = accepted_at.astimezone(clock.standard_calendar().zone).date()
    found = _find(procedure, day)
    if not found.has_statutory_term:
        raise Refused(
            f"The law gives no whole term for {found.id}: at acceptance the unit promises a day, with its reason."
        )
    calendar = directory.read_calendar(unit, on=day)
    stages = [each for each in dossiers.count_term(procedure=found, calendar=calendar, start=accepted_at) if each.due]
    latest = max((each.due for each in stages if each.due), key=lambda due: due.at)
    return Due(at=latest.at, day=latest.day, reasons=tuple(_reasons(stages)))


def _find(procedure: str, day: date) -> Procedure:
    for each in catalogue.read_procedures():
        is_in_force = each.valid_from <= day and (each.valid_to is None or day <= each.valid_to)
        if is_in_force and procedure in (each.id, each.source_id):
            return each
    raise Missing(
        f"There is no procedure {procedure} in force on {day.isoformat()}; `haidang catalogue list` names them."
    )


def _reasons(stages: list[StageState]) -> Iterator[Text]:
    for stage in stages:
        assert stage.due is not None, "only stages with a due date are told"
        yield Text(f"Giai đoạn “{stage.name.vi}”:", f"Stage “{stage.name.en or stage.name.vi}”:")
        yield from stage.due.reasons
