"""
What happened on a day, counted once and then kept: everything that is published is added up from it.

A day is counted ten days after it, when what came on paper has been entered. What is entered or corrected later
stays out of the day and of its month: in the difference of two publications it would stand alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from haidang.catalogue import api as catalogue
from haidang.directory import api as directory
from haidang.figures import api as figures
from haidang.figures.contracts import Counts
from haidang.kernel.actor import SYSTEM
from haidang.reports._scope import path_of

MEASURES = ("received", "decided", "returned", "refused_at_reception", "withdrawn", "stopped")
BY_DAY = MEASURES[:3]
TIMELINESS = ("early", "on_time", "late", "untimed")
_KEPT = (*MEASURES, *(f"decided_{how}" for how in TIMELINESS))

Table = dict[str, Counter[str]]
"""By key: how many of each measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Counts by unit right below headquarters, by procedure and by channel; `group_of` tells a procedure's group."""

    unit: Table = field(default_factory=dict)
    procedure: Table = field(default_factory=dict)
    channel: Table = field(default_factory=dict)
    group_of: dict[str, str] = field(default_factory=dict)

    @property
    def total(self) -> Counter[str]:
        """How many of each measure there are."""
        return _sum(self.unit.values())

    @property
    def group(self) -> Table:
        """The counts by group of procedures."""
        found: Table = {}
        for procedure, counts in self.procedure.items():
            _add(found, self.group_of[procedure], counts)
        return found

    def of(self, division: str, measure: str) -> dict[str, int]:
        """Return how many of a measure each key of a division counts."""
        table: Table = getattr(self, division)
        return {key: counts[measure] for key, counts in table.items() if counts[measure]}

    def as_json(self) -> dict[str, Any]:
        """Return the counts as they are kept."""
        tables = {name: getattr(self, name) for name in ("unit", "procedure", "channel")}
        return {name: {key: dict(counts) for key, counts in table.items()} for name, table in tables.items()} | {
            "group_of": self.group_of
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Counted:
        """Return what was kept."""
        tables = {
            name: {key: Counter(counts) for key, counts in kept[name].items()}
            for name in ("unit", "procedure", "channel")
        }
        return cls(**tables, group_of=dict(kept["group_of"]))


def count_day(day: date, *, now: datetime) -> Counted:
    """Return what happened on a day as far as it is known now."""
    units = [unit.id for unit in directory.list_units(on=day)]
    asked: dict[str, Any] = {"actor": SYSTEM, "now": now, "period": (day, day), "units": units}
    found = Counted()
    for row in figures.board(**asked).rows:
        path = path_of(row.key, day)
        _add(found.unit, directory.get_unit(path[-2] if len(path) > 1 else path[-1]).code, _kept(row.counts))
    groups = {card.id: card.group for card in catalogue.list_ever()}
    for by_procedure in figures.board_by_procedure(**asked).rows:
        _add(found.procedure, by_procedure.key, _kept(by_procedure.counts))
        if by_procedure.key in found.procedure:
            found.group_of[by_procedure.key] = groups.get(by_procedure.key, by_procedure.key)
    for by_channel in figures.board_by_channel(**asked).rows:
        _add(found.channel, by_channel.key, _kept(by_channel.counts))
    return found


def add_up(days: Iterable[Counted]) -> Counted:
    """Return the counts of many days; a procedure that changed its group stands in the latest one."""
    found = Counted()
    for day in days:
        for name in ("unit", "procedure", "channel"):
            for key, counts in getattr(day, name).items():
                _add(getattr(found, name), key, counts)
        found.group_of.update(day.group_of)
    return found


def _kept(counts: Counts) -> Counter[str]:
    return Counter({name: int(getattr(counts, name)) for name in _KEPT if getattr(counts, name)})


def _add(table: Table, key: str, counts: Counter[str]) -> None:
    if counts:
        table[key] = table.get(key, Counter()) + counts


def _sum(many: Iterable[Counter[str]]) -> Counter[str]:
    return sum(many, Counter())
