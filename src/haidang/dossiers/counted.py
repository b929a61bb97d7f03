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
_IN_PERIOD = "{moment} >= %(since)s AND {moment} < %(until)s"
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

_OPEN_AT_FIRST = "d.submitted_at < %(since)s AND (d.closed_at IS NULL OR d.closed_at >= %(since)s)"
_CONDITIONS = {
    **dict.fromkeys(_MOMENTS, "true"),
    "decided_untimed": "d.timeliness IS NULL",
    **{f"decided_{how}": f"d.timeliness = '{how}'" for how in ("early", "on_time", "late")},
    **{status: f"d.status = '{status}'" for status in _ENDS},
    "open": _OPEN,
    "carried_over": _OPEN_AT_FIRST,
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
_UNIT_THEN = """CASE WHEN d.id IN (SELECT dossier_id FROM dossiers_unitchange) THEN coalesce((
    SELECT m.from_unit FROM dossiers_unitchange m WHERE m.dossier_id = d.id AND m.at > {moment} ORDER BY m.at LIMIT 1
), d.unit) ELSE d.unit END"""
_EVER_THERE = """(d.unit = ANY(%(units)s)
    OR d.id = ANY(ARRAY(SELECT dossier_id FROM dossiers_unitchange WHERE from_unit = ANY(%(units)s))))"""
"""Lets indexes find the few dossiers that can be meant, before anybody asks where each was at which moment."""

FIGURES = frozenset(_CONDITIONS)
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
    moment = _MOMENTS.get(figure)
    joined = "JOIN dossiers_supplement s ON s.dossier_id = d.id" if figure == "supplement_asked" else ""
    where = "d.unit = ANY(%(units)s)"
    if moment:
        where = f"{_IN_PERIOD} AND {_EVER_THERE} AND {_UNIT_THEN} = ANY(%(units)s)".format(moment=moment)
    order = f"{moment} DESC" if moment else "d.due_at NULLS LAST"
    if figure == "carried_over":
        where = f"{_EVER_THERE} AND {_UNIT_THEN} = ANY(%(units)s)".format(moment="%(since)s")
        order = "d.submitted_at"
    return f"""
        SELECT {ROW} FROM dossiers_dossier d {joined}
        WHERE {_CONDITIONS[figure]} AND {where}
            AND (CAST(%(procedures)s AS text[]) IS NULL OR d.procedure = ANY(%(procedures)s))
            AND (CAST(%(channel)s AS text) IS NULL OR d.channel = %(channel)s)
        ORDER BY {order}, d.id LIMIT %(size)s OFFSET %(skip)s
    """
