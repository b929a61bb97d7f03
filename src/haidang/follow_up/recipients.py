"""Who is reminded: the officer whose turn it is, then the head of the unit, then headquarters."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from haidang.directory import api as directory
from haidang.directory.contracts import Duty, UnitCard
from haidang.dossiers.contracts import RunningOut, Status
from haidang.follow_up.contracts import Level


class Recipients:
    """The people of units on one day, each unit and duty read once."""

    def __init__(self, on: date) -> None:
        self._on = on
        self._known: dict[tuple[int, Duty], list[int]] = {}

    def of(self, running: RunningOut, level: Level) -> list[int]:
        """Return whom a reminder of this level about a dossier, or its step, goes to."""
        row, step = running.row, running.step
        if level is Level.HEADQUARTERS:
            return self._serving(self._headquarters, Duty.SUPERVISE)
        if level is Level.HEAD:
            return self._serving(row.unit, Duty.LEAD)
        if step is not None and step.duty is not Duty.HANDLE:
            return self._serving(row.unit, step.duty)
        if row.officer is not None:
            return [row.officer]
        return self._serving(row.unit, Duty.RECEIVE if row.status is Status.SUBMITTED else Duty.ASSIGN)

    @cached_property
    def _headquarters(self) -> int:
        offices: list[UnitCard] = directory.list_units(on=self._on, tier=1)
        return next(each.id for each in offices if each.parent is None)

    def _serving(self, unit_id: int, duty: Duty) -> list[int]:
        if (unit_id, duty) not in self._known:
            officers = directory.list_officers(unit_id=unit_id, on=self._on, duty=duty)
            self._known[unit_id, duty] = [each.person for each in officers]
        return self._known[unit_id, duty]
