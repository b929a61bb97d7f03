"""What stands behind the figures: the dossiers that make up one count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
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

_CARRIED_OVER = tuple(
    f"d.submitted_at >= %(begin)s AND d.submitted_at < %(since)s AND {still}"
    for still in (_OPEN, f"d.closed_at >= %(since)s AND d.status IN {_ENDS}")
)
"""What was open at `since`, by two conditions, each of which an index finds however far back one looks."""
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
_LOOKED_BACK = (timedelta(days=2), timedelta(days=30), timedelta(days=400))
"""How far back a page's dossiers are looked for, before all are gone through: most pages are full by then."""

_OF_PROCEDURES = "d.procedure = ANY(CAST(%(procedures)s AS text[]))"
_ONLINE, _BY_HAND = "d.channel = 'online'", "d.channel <> 'online' AND d.channel = %(channel)s"
_STAYED = """
SELECT f.* FROM wanted w CROSS JOIN LATERAL (
    SELECT d.id, {sort} AS moment FROM dossiers_dossier d
    WHERE d.unit = w.unit AND {condition}
        AND NOT EXISTS (SELECT FROM dossiers_unitchange m WHERE m.dossier_id = d.id AND m.at > {then})
    ORDER BY {sort} DESC, d.id LIMIT CAST(%(size)s AS bigint) + %(skip)s
) AS f
"""
"""Of each unit as many as could stand on the page: a nation's list costs its units, never all it ever received."""
_STAYED_OF_PROCEDURES = """
SELECT d.id, {sort} AS moment FROM dossiers_dossier d
WHERE d.unit = ANY(%(units)s) AND {condition}
    AND NOT EXISTS (SELECT FROM dossiers_unitchange m WHERE m.dossier_id = d.id AND m.at > {then})
"""
"""All at once: unit by unit, the dossiers of a rare procedure would be gone through as often as there are units."""
_MOVED_SINCE = """
SELECT d.id, {sort} FROM dossiers_unitchange m JOIN dossiers_dossier d ON d.id = m.dossier_id {joined}
WHERE m.from_unit = ANY(%(units)s) AND m.at > %(since)s AND m.at > {then} AND {condition}
    AND NOT EXISTS (
        SELECT FROM dossiers_unitchange e WHERE e.dossier_id = m.dossier_id AND e.at > {then} AND e.at < m.at
    )
"""
"""Those that followed their unit's work later on: they count where they were."""
_PAGE = """
WITH wanted AS (
    SELECT unnest(CAST(%(units)s AS bigint[])) AS unit
), page AS (
    SELECT * FROM ({found}) AS found ORDER BY moment DESC, id LIMIT %(size)s OFFSET %(skip)s
)
SELECT {row} FROM page p JOIN dossiers_dossier d ON d.id = p.id ORDER BY p.moment DESC, d.id
"""
_ASKED = """
SELECT d.id, s.asked_at AS moment FROM dossiers_supplement s JOIN dossiers_dossier d ON d.id = s.dossier_id
WHERE d.unit = ANY(%(units)s) AND {condition}
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

    What was carried over was open at `since` and counts at the unit it was with then, the last filed first.
    What happened counts from `since` to before `until` at the unit the dossier was with then, newest first; what is
    open counts where it is now, by its clock, the most urgent first: late when due at `late_until` or before, soon
    late when due up to the moment named for its unit.
    A dossier that was asked for two supplements stands in that list twice, as it is counted.
    """
    seen = units_in_sight(actor, units)
    online = None if channel is None else channel == "online"
    statement = _statement(figure, by_procedure=procedures is not None, online=online)
    told = {
        "units": list(seen),
        "soon": list(seen.values()),
        "most_soon": max(seen.values(), default=late_until),
        "since": since,
        "until": until,
        "late_until": late_until,
        "procedures": None if procedures is None else list(procedures),
        "channel": channel,
        "size": size,
        "skip": (max(page, 1) - 1) * size,
    }
    rows: list[sql.Row] = []
    begins = _begins(figure, since, min(until, late_until))
    is_varied = len(begins) > 1 or procedures is not None or online is not None
    for begin in begins:
        rows = sql.rows(statement, told | {"begin": begin}, planned_anew=is_varied)
        if len(rows) == size:
            break
    return [read_row(*row) for row in rows]


def _begins(figure: str, since: datetime, until: datetime) -> list[datetime]:
    """Return from when on to look, the nearest first: a page that is full by then holds the newest of all."""
    if figure == "carried_over":
        return [*[since - back for back in _LOOKED_BACK], datetime.min.replace(tzinfo=UTC)]
    nearer = [until - back for back in _LOOKED_BACK] if figure in _MOMENTS else []
    return [*[begin for begin in nearer if begin > since], since]


@cache
def _statement(figure: str, *, by_procedure: bool, online: bool | None) -> str:
    """Return the question, with only what is asked for: the server then sees which index serves it."""
    chosen = [_OF_PROCEDURES] if by_procedure else []
    if online is not None:
        chosen.append(_ONLINE if online else _BY_HAND)
    if figure == "carried_over":
        return _paged(_CARRIED_OVER, chosen, sort="d.submitted_at", then="CAST(%(since)s AS timestamptz)")
    if moment := _MOMENTS.get(figure):
        condition = f"{_CONDITIONS[figure]} AND {moment} >= %(begin)s AND {moment} < %(until)s"
        return _paged((condition,), chosen, sort=moment, then=moment)
    return f"""
        SELECT {ROW} FROM dossiers_dossier d
        WHERE {" AND ".join([_CONDITIONS[figure], "d.unit = ANY(%(units)s)", *chosen])}
        ORDER BY d.due_at NULLS LAST, d.id LIMIT %(size)s OFFSET %(skip)s
    """


def _paged(conditions: Sequence[str], chosen: Sequence[str], *, sort: str, then: str) -> str:
    """Return the statement for a page of those that meet a condition, where they were `then`, newest first."""
    asked = sort == "s.asked_at"
    stayed = _ASKED if asked else _STAYED_OF_PROCEDURES if _OF_PROCEDURES in chosen else _STAYED
    named = {
        "sort": sort,
        "then": then,
        "joined": "JOIN dossiers_supplement s ON s.dossier_id = d.id" if asked else "",
    }
    found = " UNION ALL ".join(
        part.format(condition=" AND ".join([condition, *chosen]), **named)
        for condition in conditions
        for part in (stayed, _MOVED_SINCE)
    )
    return _PAGE.format(found=found, row=ROW)
