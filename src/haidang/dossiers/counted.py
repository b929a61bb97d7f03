"""What stands behind the figures: the dossiers that make up one count, and all of them for a recount."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from haidang.dossiers._visible import visible_to
from haidang.dossiers.case import GROUP
from haidang.dossiers.contracts import Counted, DossierRow
from haidang.dossiers.lifecycle import Status
from haidang.dossiers.queries import ROW, read_row
from haidang.kernel import sql
from haidang.kernel.actor import Actor

_DUE = "CASE WHEN d.accepted_at IS NULL OR d.legal_due_at IS NOT NULL THEN d.due_at END"
"""When the law wants it done: a date the unit only promised stays outside the figures (domain rules 0.1(7))."""

_EVERY = f"""
DECLARE counted NO SCROLL CURSOR FOR
SELECT d.uid, d.unit, d.procedure, d.channel, d.status, {_DUE} FROM dossiers_dossier d ORDER BY d.uid
"""
_OPEN = "d.closed_at IS NULL"
_ENDED = "d.closed_at >= %(since)s AND d.closed_at < %(until)s AND d.status = '{}'"
_DECIDED = "d.decided_at >= %(since)s AND d.decided_at < %(until)s"
_CONDITIONS = {
    "received": "d.submitted_at >= %(since)s AND d.submitted_at < %(until)s",
    "accepted": "d.accepted_at >= %(since)s AND d.accepted_at < %(until)s",
    "supplement_asked": "s.asked_at >= %(since)s AND s.asked_at < %(until)s",
    "decided": _DECIDED,
    "decided_untimed": f"{_DECIDED} AND d.timeliness IS NULL",
    **{f"decided_{how}": f"{_DECIDED} AND d.timeliness = '{how}'" for how in ("early", "on_time", "late")},
    **{status: _ENDED.format(status) for status in ("refused_at_reception", "returned", "withdrawn", "stopped")},
    "open": _OPEN,
    "running": f"{_OPEN} AND {_DUE} IS NOT NULL",
    "no_clock": f"{_OPEN} AND {_DUE} IS NULL",
    "in_time": f"{_OPEN} AND {_DUE} > %(late_until)s",
    "late": f"{_OPEN} AND {_DUE} <= %(late_until)s",
    "soon": f"{_OPEN} AND {_DUE} > %(late_until)s AND {_DUE} <= w.soon_until",
    **{
        group: f"{_OPEN} AND d.status IN ({', '.join(repr(s.value) for s in Status if GROUP.get(s) == group)})"
        for group in dict.fromkeys(GROUP.values())
    },
}
_HAPPENED = {
    "received": "d.submitted_at DESC",
    "accepted": "d.accepted_at DESC",
    "supplement_asked": "s.asked_at DESC",
    **{name: "d.decided_at DESC" for name in _CONDITIONS if name.startswith("decided")},
    **dict.fromkeys(("refused_at_reception", "returned", "withdrawn", "stopped"), "d.closed_at DESC"),
}

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

    What happened counts from `since` to before `until`, newest first; what is open by its clock, the most urgent
    first: late when due at `late_until` or before, soon late when due up to the moment named for its unit.
    A dossier that was asked for two supplements stands in that list twice, as it is counted.
    """
    condition, params = visible_to(actor)
    joined = "JOIN dossiers_supplement s ON s.dossier_id = d.id" if figure == "supplement_asked" else ""
    rows = sql.rows(
        f"""
        SELECT {ROW} FROM dossiers_dossier d {joined}
        JOIN unnest(CAST(%(units)s AS bigint[]), CAST(%(soon)s AS timestamptz[])) AS w (unit, soon_until)
            ON w.unit = d.unit
        WHERE {_CONDITIONS[figure]} AND {condition}
            AND (CAST(%(procedures)s AS text[]) IS NULL OR d.procedure = ANY(%(procedures)s))
            AND (CAST(%(channel)s AS text) IS NULL OR d.channel = %(channel)s)
        ORDER BY {_HAPPENED.get(figure, "d.due_at NULLS LAST")}, d.id LIMIT %(size)s OFFSET %(skip)s
        """,
        params
        | {
            "units": list(units),
            "soon": list(units.values()),
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


def iter_counted() -> Iterator[Counted]:
    """Yield every dossier for a recount, by uid, in pages of a cursor; needs a transaction, best one snapshot."""
    sql.execute(_EVERY)
    while page := sql.rows("FETCH 2000 FROM counted"):
        for uid, unit, procedure, channel, status, due_at in page:
            yield Counted(
                uid=uid,
                unit=unit,
                procedure=procedure,
                channel=channel,
                group=GROUP.get(Status(status)),
                due_at=due_at,
            )
    sql.execute("CLOSE counted")
