"""
Open data: a month is published once, some days after it is over, and never again: two publications of one month
could be taken from each other, and a dossier entered late would stand there alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from psycopg.types.json import Jsonb

from haidang.catalogue import api as catalogue
from haidang.directory import api as directory
from haidang.figures import api as figures
from haidang.figures.contracts import Counts, total_of
from haidang.kernel import sql
from haidang.kernel.actor import SYSTEM
from haidang.kernel.ids import new_uid
from haidang.kernel.text import Text
from haidang.register import api as register
from haidang.register.contracts import Fact, Head
from haidang.reports._disclosure import LEAST, Group, in_groups, in_stretches
from haidang.reports._reading import CHANNELS
from haidang.reports._scope import path_of
from haidang.reports.contracts import Period, PeriodKind
from haidang.reports.models import Publication
from haidang.reports.periods import around, latest, today
from haidang.reports.use_cases.closing import hash_of

PUBLISHED_ON = 10
"""The day of the next month: what came on paper is entered within five working days, and holidays may lie between."""

_MONTHS_BACK = 36
_MEASURES = ("received", "decided", "returned", "refused_at_reception", "withdrawn", "stopped")
_BY_DAY = ("received", "decided", "returned")
_TIMELINESS = {
    "early": Text("Trước hạn", "Early"),
    "on_time": Text("Đúng hạn", "On time"),
    "late": Text("Quá hạn", "Late"),
    "untimed": Text("Không quy định thời hạn", "No statutory term"),
}
_INSERT = """
INSERT INTO reports_publication (uid, month, content, sha256, published_at, head_seq, head_hash)
VALUES (%(uid)s, %(month)s, %(content)s, %(sha256)s, %(at)s, %(seq)s, %(hash)s)
"""


def publish_months(*, now: datetime) -> int:
    """Publish each month that is due and has something to tell; return how many came out."""
    published = set(Publication.objects.values_list("month", flat=True))
    return sum(_publish(month, now) for month in _due(today(now)) if month[0] not in published)


def _due(on: date) -> Iterator[Period]:
    month = latest(PeriodKind.MONTH, on=on)
    if on.day < PUBLISHED_ON:
        month = around(month[0] - timedelta(days=1), PeriodKind.MONTH)
    for _back in range(_MONTHS_BACK):
        yield month
        month = around(month[0] - timedelta(days=1), PeriodKind.MONTH)


@transaction.atomic
def _publish(month: Period, now: datetime) -> bool:
    sql.execute("SELECT pg_advisory_xact_lock(hashtext('haidang.reports.publication'))")
    if Publication.objects.filter(month=month[0]).exists():
        return False
    rows = _rows(month, now)
    if not rows:
        return False
    content, uid = {"rows": rows}, new_uid()
    digest = hash_of(content)
    told = {"month": f"{month[0]:%Y-%m}", "sha256": digest}
    head = register.append(uid, Head(), [Fact("month_published", told)], by=SYSTEM, at=now)
    sql.execute(
        _INSERT,
        {
            "uid": uid,
            "month": month[0],
            "content": Jsonb(content),
            "sha256": digest,
            "at": now,
            "seq": head.seq,
            "hash": head.hash,
        },
    )
    return True


def _rows(month: Period, now: datetime) -> list[dict[str, Any]]:
    """Return everything that is told of a month: one division at a time, never two across each other."""
    units = sorted({unit.id for day in month for unit in directory.list_units(on=day)})
    asked: dict[str, Any] = {"actor": SYSTEM, "now": now, "period": month, "units": units}
    by_unit = {row.key: row.counts for row in figures.board(**asked).rows}
    by_procedure = {row.key: row.counts for row in figures.board_by_procedure(**asked).rows}
    by_channel = {row.key: row.counts for row in figures.board_by_channel(**asked).rows}
    total = total_of(by_unit.values())
    rows: list[dict[str, Any]] = []
    for measure in _MEASURES:
        if (count := _value(total, measure)) < LEAST:
            continue
        rows.append(_row(measure, "total", (), count, {}))
        rows += _divided(measure, "unit", _by_region(by_unit, measure, month[1]), _units(month))
        rows += _divided(
            measure, "procedure", {key: _value(each, measure) for key, each in by_procedure.items()}, _procedures(month)
        )
        rows += _divided(measure, "channel", {key: _value(each, measure) for key, each in by_channel.items()}, CHANNELS)
    if total.decided >= LEAST:
        how = {name: _value(total, f"decided_{name}") for name in _TIMELINESS}
        rows += _divided("decided", "timeliness", how, _TIMELINESS)
    return rows + (_days(month, units) if rows else [])


def _value(counts: Counts, measure: str) -> int:
    return int(getattr(counts, measure))


def _by_region(by_unit: Mapping[int, Counts], measure: str, on: date) -> dict[str, int]:
    """Return the counts of the units right below headquarters, each with all below it."""
    found: Counter[str] = Counter()
    for unit, counts in by_unit.items():
        path = path_of(unit, on)
        found[directory.get_unit(path[-2] if len(path) > 1 else path[-1]).code] += _value(counts, measure)
    return dict(found)


def _days(month: Period, units: list[int]) -> list[dict[str, Any]]:
    trend = figures.trend(actor=SYSTEM, period=month, units=units)
    return [
        _row(measure, "day", (keys[0], keys[-1]) if len(keys) > 1 else keys, count, {})
        for measure in _BY_DAY
        for keys, count in in_stretches({each.day.isoformat(): getattr(each, measure) for each in trend})
    ]


def _divided(measure: str, division: str, counts: Mapping[str, int], names: Mapping[str, Text]) -> list[dict[str, Any]]:
    groups: list[Group] = in_groups(counts)
    return [_row(measure, division, keys, count, names) for keys, count in groups]


def _row(measure: str, division: str, keys: tuple[str, ...], count: int, names: Mapping[str, Text]) -> dict[str, Any]:
    return {
        "measure": measure,
        "division": division,
        "keys": list(keys),
        "names": [names[key].vi if key in names else key for key in keys],
        "count": count,
    }


def _units(month: Period) -> dict[str, Text]:
    return {unit.code: unit.name for unit in directory.list_units(on=month[1])}


def _procedures(month: Period) -> dict[str, Text]:
    return {card.id: card.name for card in catalogue.list_procedures(on=month[1])}
