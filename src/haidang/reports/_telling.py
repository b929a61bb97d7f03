"""The rows that are published of days and months: one division at a time, never two across each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from haidang.catalogue import api as catalogue
from haidang.directory import api as directory
from haidang.kernel.text import Text
from haidang.reports._counting import BY_DAY, MEASURES, TIMELINESS, Counted
from haidang.reports._disclosure import LEAST, Group, apart_from_days, in_groups
from haidang.reports._reading import CHANNELS

_HOW = {
    "early": Text("Trước hạn", "Early"),
    "on_time": Text("Đúng hạn", "On time"),
    "late": Text("Quá hạn", "Late"),
    "untimed": Text("Không quy định thời hạn", "No statutory term"),
}
_IN_DAYS = {"unit": "unit", "procedure": "group"}
"""Which division of the days a division of the month could be held against."""
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One day, or a few put together, with what happened."""

    first: date
    last: date
    counted: Counted


def day_rows(stretch: Stretch) -> Rows:
    """Return what is told of a day; a measure of fewer than five only stays away where a whole month is one stretch."""
    rows: Rows = []
    total = stretch.counted.total
    for measure in BY_DAY:
        if total[measure] < LEAST:
            continue
        rows.append(_row(measure, "total", (), total[measure], {}))
        for division in ("unit", "group"):
            names = _units(stretch.first, stretch.last) if division == "unit" else _groups()
            rows += _divided(measure, division, in_groups(stretch.counted.of(division, measure)), names)
    return rows


def month_rows(month: Counted, stretches: Sequence[Stretch]) -> Rows:
    """Return what is told of a month whose days were told as these stretches."""
    rows: Rows = []
    total = month.total
    names = {
        "unit": _units(stretches[0].first, stretches[-1].last),
        "procedure": {card.id: card.name for card in catalogue.list_ever()},
        "channel": CHANNELS,
    }
    for measure in MEASURES:
        if total[measure] < LEAST:
            continue
        rows.append(_row(measure, "total", (), total[measure], {}))
        for division, named in names.items():
            rows += _divided(measure, division, _in_month(month, stretches, division, measure), named)
    if total["decided"] >= LEAST:
        by_how = {how: total[f"decided_{how}"] for how in TIMELINESS}
        rows += _divided("decided", "timeliness", in_groups(by_how), _HOW)
    return rows + [_day_row(each, measure) for measure in BY_DAY if total[measure] >= LEAST for each in stretches]


def _in_month(month: Counted, stretches: Sequence[Stretch], division: str, measure: str) -> list[Group]:
    groups = in_groups(month.of(division, measure))
    if measure not in BY_DAY or division not in _IN_DAYS:
        return groups
    owners: dict[str, set[str]] = defaultdict(set)
    for each in stretches:
        for key in each.counted.of(division, measure):
            owners[key].add(each.counted.group_of[key] if division == "procedure" else key)
    hidden = [_hidden(each.counted.of(_IN_DAYS[division], measure)) for each in stretches]
    return apart_from_days(groups, [each for each in hidden if each], owners)


def _hidden(counts: Mapping[str, int]) -> dict[str, int]:
    """Return the counts of a day that do not stand alone."""
    alone = {keys[0] for keys, _count in in_groups(counts) if len(keys) == 1}
    return {key: count for key, count in counts.items() if key not in alone}


def _day_row(stretch: Stretch, measure: str) -> dict[str, Any]:
    days = dict.fromkeys((stretch.first.isoformat(), stretch.last.isoformat()))
    return _row(measure, "day", tuple(days), stretch.counted.total[measure], {})


def _divided(measure: str, division: str, groups: Iterable[Group], names: Mapping[str, Text]) -> Rows:
    return [_row(measure, division, keys, count, names) for keys, count in groups]


def _row(measure: str, division: str, keys: tuple[str, ...], count: int, names: Mapping[str, Text]) -> dict[str, Any]:
    return {
        "measure": measure,
        "division": division,
        "keys": list(keys),
        "names": [names[key].vi if key in names else key for key in keys],
        "count": count,
    }


def _units(first: date, last: date) -> dict[str, Text]:
    return {unit.code: unit.name for day in (first, last) for unit in directory.list_units(on=day)}


def _groups() -> dict[str, Text]:
    return {card.group: card.group_name for card in catalogue.list_ever()}
