"""What stands behind the figures: the dossiers that make up one count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from haidang.dossiers._visible import units_in_sight
from haidang.dossiers.case import GROUP
from haidang.dossiers.contracts import DossierRow
from haidang.dossiers.lifecycle import Status
from haidang.dossiers.queries import ROW, read_row
from haidang.dossiers.recounted import LAWFUL
from haidang.kernel import sql
from haidang.kernel.actor import Actor

_OPEN = "d.closed_at IS NULL"
_SOON_THERE = """d.due_at <= (
    SELECT w.until FROM unnest(CAST(%(units)s AS bigint[]), CAST(%(soon)s AS timestamptz[])) AS w (unit, until)
    WHERE w.unit = d.unit
)"""
_ENDS = ("refused_at_reception", "returned", "withdrawn", "stopped")
_MOMENTS = {
    "received": "d.submitted_at",
    "accepted": "d.accepted_at",
    "supplement_asked": "s.asked_at",
    **dict.fromkeys(
        ("decided", *(f"decided_{how}" for how in ("early", "on_time", "late", "untimed"))), "d.decided_at"
    ),
    **dict.fromkeys(_ENDS, "d.closed_at"),
}
"""When what is counted once happened; what is open has no such moment."""

_CARRIED_OVER = (
    f"d.submitted_at < %(since)s AND {_OPEN}",
    f"d.submitted_at < %(since)s AND d.closed_at >= %(since)s AND d.status IN {_ENDS}",
)
"""What was open at `since`, by two conditions, each of which an index finds."""
_CONDITIONS = {
    **dict.fromkeys(_MOMENTS, "true"),
    "decided_untimed": "d.timeliness IS NULL",
    **{f"decided_{how}": f"d.timeliness = '{how}'" for how in ("early", "on_time", "late")},
    **{status: f"d.status = '{status}'" for status in _ENDS},
    "open": _OPEN,
    "running": f"{_OPEN} AND d.due_at IS NOT NULL AND {LAWFUL}",
    "no_clock": f"{_OPEN} AND (d.due_at IS NULL OR NOT {LAWFUL})",
    "in_time": f"{_OPEN} AND d.due_at > %(late_until)s AND {LAWFUL}",
    "late": f"{_OPEN} AND d.due_at <= %(late_until)s AND {LAWFUL}",
    "soon": f"{_OPEN} AND d.due_at > %(late_until)s AND d.due_at <= %(most_soon)s AND {LAWFUL} AND {_SOON_THERE}",
    **{
        group: f"{_OPEN} AND d.status IN ({', '.join(repr(s.value) for s in Status if GROUP.get(s) == group)})"
        for group in dict.fromkeys(GROUP.values())
    },
}
_CHOSEN = """(CAST(%(procedures)s AS text[]) IS NULL OR d.procedure = ANY(%(procedures)s))
    AND (CAST(%(channel)s AS text) IS NULL OR d.channel = %(channel)s)"""
_STAYED = """
SELECT f.* FROM wanted w CROSS JOIN LATERAL (
    SELECT d.id, {sort} AS moment FROM dossiers_dossier d
    WHERE d.unit = w.unit AND {condition} AND {chosen}
        AND NOT EXISTS (SELECT FROM dossiers_unitchange m WHERE m.dossier_id = d.id AND m.at > {then})
    ORDER BY {sort} {way}, d.id LIMIT %(size)s + %(skip)s
) AS f
"""
"""Of each unit as many as could stand on the page: a nation's list costs its units, never all it ever received."""
_MOVED_SINCE = """
SELECT d.id, {sort} FROM dossiers_unitchange m JOIN dossiers_dossier d ON d.id = m.dossier_id {joined}
WHERE m.from_unit = ANY(%(units)s) AND m.at > %(since)s AND m.at > {then} AND {condition} AND {chosen}
    AND NOT EXISTS (
        SELECT FROM dossiers_unitchange e WHERE e.dossier_id = m.dossier_id AND e.at > {then} AND e.at < m.at
    )
"""
"""Those that followed their unit's work later on: they count where they were."""
_PAGE = """
WITH wanted AS (
    SELECT unnest(CAST(%(units)s AS bigint[])) AS unit
), page AS (
    SELECT * FROM ({found}) AS found ORDER BY moment {way}, id LIMIT %(size)s OFFSET %(skip)s
)
SELECT {row} FROM page p JOIN dossiers_dossier d ON d.id = p.id ORDER BY p.moment {way}, d.id
"""
_ASKED = """
SELECT d.id, s.asked_at AS moment FROM dossiers_supplement s JOIN dossiers_dossier d ON d.id = s.dossier_id
WHERE d.unit = ANY(%(units)s) AND {condition} AND {chosen}
    AND NOT EXISTS (SELECT FROM dossiers_unitchange m WHERE m.dossier_id = d.id AND m.at > s.asked_at)
"""

FIGURES = frozenset({*_CONDITIONS, "carried_over"})
"""The names of all counts that have a list."""


def list_counted(
    *,
    actor: Actor,
    figure: str,
    units: Mapping[int, datetime],
    since: datetime,
    until: datetime,
    late_until: datetime,
    procedures: Sequence[str] | None = None,
    channel: str | None = None,
    page: int = 1,
    size: int = 50,
) -> list[DossierRow]:
    """
    Return a page of the dossiers in sight that make up one figure of a board, as it counts them.

    What was carried over was open at `since` and counts at the unit it was with then, the oldest first.
    What happened counts from `since` to before `until` at the unit the dossier was with then, newest first; what is
    open counts where it is now, by its clock, the most urgent first: late when due at `late_until` or before, soon
    late when due up to the moment named for its unit.
    A dossier that was asked for two supplements stands in that list twice, as it is counted.
    """
    seen = units_in_sight(actor, units)
    rows = sql.rows(
        _statement(figure),
        {
            "units": list(seen),
            "soon": list(seen.values()),
            "most_soon": max(seen.values(), default=late_until),
            "since": since,
            "until": until,
            "late_until": late_until,
            "procedures": procedures if procedures is None else list(procedures),
            "channel": channel,
            "size": size,
            "skip": (max(page, 1) - 1) * size,
        },
    )
    return [read_row(*row) for row in rows]


@cache
def _statement(figure: str) -> str:
    if figure == "carried_over":
        return _paged(_CARRIED_OVER, sort="d.submitted_at", then="CAST(%(since)s AS timestamptz)", way="")
    if moment := _MOMENTS.get(figure):
        condition = f"{_CONDITIONS[figure]} AND {moment} >= %(since)s AND {moment} < %(until)s"
        return _paged([condition], sort=moment, then=moment, way="DESC")
    return f"""
        SELECT {ROW} FROM dossiers_dossier d
        WHERE {_CONDITIONS[figure]} AND d.unit = ANY(%(units)s) AND {_CHOSEN}
        ORDER BY d.due_at NULLS LAST, d.id LIMIT %(size)s OFFSET %(skip)s
    """


def _paged(conditions: Sequence[str], *, sort: str, then: str, way: str) -> str:
    """Return the statement for a page of the dossiers that meet one of the conditions, where they were `then`."""
    asked = sort == "s.asked_at"
    joined = "JOIN dossiers_supplement s ON s.dossier_id = d.id" if asked else ""
    named = {"chosen": _CHOSEN, "sort": sort, "then": then, "way": way, "joined": joined}
    stayed = _ASKED if asked else _STAYED
    branches = [
        part.format(condition=condition, **named) for condition in conditions for part in (stayed, _MOVED_SINCE)
    ]
    return _PAGE.format(found=" UNION ALL ".join(branches), way=way, row=ROW)
