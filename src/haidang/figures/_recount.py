"""
Recounts every figure from the register: what happened from its entries, what is open from the dossiers' own rows.

The database does the counting, within one snapshot, so that a running system raises no false alarm. Which day a
moment belongs to it looks up among the midnights of the unit's office, which are computed here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from haidang.directory import api as directory
from haidang.dossiers import api as dossiers
from haidang.figures._slots import SLOT
from haidang.kernel import sql

BENCH = "figure_recounted"
_ONE_DAY = timedelta(days=1)
_SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
_ROOM = "SET LOCAL work_mem = '256MB'"
"""A nation's figures are grouped in memory; nobody else's statement gets so much."""

_FLOWS = {
    "submitted": "received",
    "accepted": "accepted",
    "refused_at_reception": "refused_at_reception",
    "supplement_asked": "supplement_asked",
    "decided": "decided",
    "returned": "returned",
    "withdrawn": "withdrawn",
    "stopped": "stopped",
}
"""Which entries of the register are counted, and as what."""

_REACH = "SELECT min(occurred_at), max(occurred_at) FROM register_entry WHERE event = ANY(CAST(%s AS text[]))"
_HAPPENED = f"""
INSERT INTO {BENCH} (unit, procedure, channel, measure, day, delta)
SELECT h.unit, h.procedure, h.channel,
    CASE f.measure WHEN 'decided' THEN 'decided_' || coalesce(h.timeliness, 'untimed') ELSE f.measure END,
    CAST(%(first)s AS date) + width_bucket(h.occurred_at, z.midnights) - 1, count(*)
FROM ({dossiers.HAPPENED}) AS h
JOIN unnest(CAST(%(events)s AS text[]), CAST(%(measures)s AS text[])) AS f (event, measure) ON f.event = h.event
JOIN unnest(CAST(%(units)s AS bigint[]), CAST(%(zones)s AS text[])) AS o (unit, zone) ON o.unit = h.unit
JOIN json_to_recordset(CAST(%(midnights)s AS json)) AS z (zone text, midnights timestamptz[]) ON z.zone = o.zone
GROUP BY 1, 2, 3, 4, 5
"""
_STANDING = f"""
INSERT INTO {BENCH} (unit, procedure, channel, measure, due_slot, delta)
SELECT unit, procedure, channel, measure, {SLOT.format("due_at")}, count(*)
FROM ({dossiers.STANDING}) AS s GROUP BY 1, 2, 3, 4, 5
"""


@contextmanager
def recounted() -> Iterator[None]:
    """Hold one snapshot with the recount on the bench, shaped like changes; it is cleared again at the end."""
    with transaction.atomic(durable=True):
        sql.execute(_SNAPSHOT)
        sql.execute(_ROOM)
        _fill_bench()
        yield
        sql.execute(f"DELETE FROM {BENCH}")


def _fill_bench() -> None:
    sql.execute(_STANDING)
    earliest, latest = sql.rows(_REACH, [sql.array(_FLOWS)])[0]
    if earliest is None:
        return
    units = [unit for (unit,) in sql.rows(dossiers.EVER_AT)]
    zones = {unit: calendar.zone for unit, calendar in zip(units, directory.calendars_of(units), strict=True)}
    first, last = (earliest - _ONE_DAY).date(), (latest + _ONE_DAY).date()  # wherever on earth the office is
    told = [{"zone": zone.key, "midnights": _midnights(zone, first, last)} for zone in set(zones.values())]
    sql.execute(
        _HAPPENED,
        {
            "first": first,
            "events": sql.array(_FLOWS),
            "measures": sql.array(_FLOWS.values()),
            "units": sql.array(zones),
            "zones": sql.array(zone.key for zone in zones.values()),
            "midnights": json.dumps(told),
        },
    )


def _midnights(zone: ZoneInfo, first: date, last: date) -> list[str]:
    """Return when each day begins at an office."""
    days = (first + _ONE_DAY * ahead for ahead in range((last - first).days + 1))
    return [datetime.combine(day, time.min, zone).isoformat() for day in days]
