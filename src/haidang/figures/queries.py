"""
Reading figures: totals and unfolded changes in one statement, hence in one snapshot, hence exact at any moment.

The row filter is inside: an actor reads the figures of the units in sight, a stranger none.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from haidang.clock import api as clock
from haidang.clock.contracts import Calendar, Length, TermUnit
from haidang.directory import api as directory
from haidang.figures._slots import end_of, late_until, passed, slot_of
from haidang.figures._spans import Span, spans
from haidang.figures.contracts import Board, Counts, Period, Row, TrendDay
from haidang.figures.rules import may_read_figures
from haidang.kernel import sql
from haidang.kernel.actor import Actor, Capacity

_SOON = Length(1, TermUnit.WORKING_DAYS)
"""What ends by the closing of the next working day is soon late: the last day on which a call still helps."""

OVER_ALL = "t.procedure = '' AND t.channel = ''"
FILTER = """(CAST(%(procedures)s AS text[]) IS NULL OR {0}.procedure = ANY(%(procedures)s))
    AND (CAST(%(channel)s AS text) IS NULL OR {0}.channel = %(channel)s)"""
BY_KEY = f"t.procedure <> '' AND {FILTER.format('t')}"
_CAME_OR_WENT = "('received', 'refused_at_reception', 'returned', 'withdrawn', 'stopped')"
_CLOSED = ("refused_at_reception", "returned", "withdrawn", "stopped")
_OPEN = ("reception", "process", "waiting", "withdrawal", "result")
_GONE = str(_CLOSED)
_BOARD = """
WITH wanted AS (
    SELECT * FROM unnest(CAST(%(units)s AS bigint[]), CAST(%(soon)s AS int[])) AS w (unit, soon)
), told AS (
    SELECT t.{key} AS key, CASE WHEN p.is_since THEN 'net_since' ELSE t.measure END AS measure,
        t.value * p.sign * CASE WHEN p.is_since AND t.measure IN {gone} THEN -1 ELSE 1 END AS value
    FROM wanted w
    CROSS JOIN unnest(CAST(%(kinds)s AS text[]), CAST(%(firsts)s AS date[]), CAST(%(lasts)s AS date[]),
        CAST(%(signs)s AS int[]), CAST(%(since)s AS boolean[])) AS p (kind, first, last, sign, is_since)
    CROSS JOIN LATERAL (
        SELECT {columns} FROM figure_total t
        WHERE t.unit = w.unit AND t.span = p.kind AND t.day BETWEEN p.first AND p.last AND {totals} OFFSET 0
    ) AS t
    WHERE NOT p.is_since OR t.measure IN {came_or_went}
    UNION ALL
    SELECT t.{key}, CASE t.span WHEN 'open' THEN t.measure ELSE 'running' END, t.value
    FROM wanted w CROSS JOIN LATERAL (
        SELECT {columns} FROM figure_total t
        WHERE t.unit = w.unit AND t.span IN ('open', 'running') AND t.day IS NULL AND {totals} OFFSET 0
    ) AS t
    UNION ALL
    SELECT t.{key}, CASE WHEN t.due_slot <= %(passed)s THEN 'late' ELSE 'soon' END, sum(t.value)
    FROM wanted w CROSS JOIN LATERAL (
        SELECT {columns} FROM figure_total t
        WHERE t.unit = w.unit AND t.span = 'slot' AND t.day IS NULL AND t.due_slot <= w.soon AND {totals} OFFSET 0
    ) AS t GROUP BY 1, 2
    UNION ALL
    SELECT c.{key}, n.measure,
        c.delta * CASE WHEN n.measure = 'net_since' AND c.measure IN {gone} THEN -1 ELSE 1 END
    FROM figure_change c JOIN wanted w ON w.unit = c.unit
    CROSS JOIN LATERAL (VALUES
        (CASE WHEN c.day IS NULL OR c.day BETWEEN %(first)s AND %(last)s THEN c.measure END),
        (CASE WHEN c.due_slot IS NOT NULL THEN 'running' END),
        (CASE WHEN c.due_slot <= %(passed)s THEN 'late' WHEN c.due_slot <= w.soon THEN 'soon' END),
        (CASE WHEN %(counts_since)s AND c.day >= %(first)s AND c.measure IN {came_or_went} THEN 'net_since' END)
    ) AS n (measure)
    WHERE n.measure IS NOT NULL AND {changes}
)
SELECT CAST(json_object_agg(key, measures ORDER BY key) AS text) FROM (
    SELECT key, json_object_agg(measure, value) AS measures FROM (
        SELECT key, measure, CAST(sum(value) AS bigint) AS value FROM told GROUP BY 1, 2 HAVING sum(value) <> 0
    ) AS counted GROUP BY 1
) AS keyed
"""
"""Unit by unit, each a walk along an index: OFFSET 0 keeps the planner, which knows no unit's share, from another."""

_TREND = """
SELECT day, measure, sum(value) FROM (
    SELECT t.unit, t.day, t.measure, t.value FROM figure_total t
    WHERE t.span = 'day' AND t.measure = ANY(%(measures)s) AND t.day BETWEEN %(first)s AND %(last)s AND {totals}
    UNION ALL
    SELECT c.unit, c.day, c.measure, c.delta FROM figure_change c
    WHERE c.measure = ANY(%(measures)s) AND c.day BETWEEN %(first)s AND %(last)s AND {changes}
) AS told
WHERE told.unit = ANY(CAST(%(units)s AS bigint[])) GROUP BY 1, 2
"""
DECIDED = ("decided_early", "decided_on_time", "decided_late", "decided_untimed")


def board(
    *,
    actor: Actor,
    now: datetime,
    period: Period,
    units: Iterable[int] | None = None,
    procedures: Sequence[str] | None = None,
    channel: str | None = None,
) -> Board[int]:
    """Return the figures of each unit in sight (or of those wanted), of some procedures or one channel if named."""
    is_filtered = procedures is not None or channel is not None
    rows = _read(
        _statement("unit", BY_KEY if is_filtered else OVER_ALL),
        visible_units(actor, units),
        now=now,
        period=period,
        procedures=procedures,
        channel=channel,
    )
    found = tuple(Row(key=int(unit), counts=counts) for unit, counts in rows)
    return Board(as_of=now, late_until=late_until(now), period=period, rows=found)


def board_by_procedure(
    *,
    actor: Actor,
    now: datetime,
    period: Period,
    units: Iterable[int] | None = None,
    procedures: Sequence[str] | None = None,
    channel: str | None = None,
) -> Board[str]:
    """Return the figures of each procedure (or of some) over the units in sight, of one channel if named."""
    return _board_by(
        "procedure", actor=actor, now=now, period=period, units=units, procedures=procedures, channel=channel
    )


def board_by_channel(
    *,
    actor: Actor,
    now: datetime,
    period: Period,
    units: Iterable[int] | None = None,
    procedures: Sequence[str] | None = None,
    channel: str | None = None,
) -> Board[str]:
    """Return the figures of each way of filing over the units in sight, of some procedures if named."""
    return _board_by(
        "channel", actor=actor, now=now, period=period, units=units, procedures=procedures, channel=channel
    )


def _board_by(
    key: str,
    *,
    actor: Actor,
    now: datetime,
    period: Period,
    units: Iterable[int] | None,
    procedures: Sequence[str] | None,
    channel: str | None,
) -> Board[str]:
    rows = _read(
        _statement(key, BY_KEY),
        visible_units(actor, units),
        now=now,
        period=period,
        procedures=procedures,
        channel=channel,
    )
    found = tuple(Row(key=str(each), counts=counts) for each, counts in rows)
    return Board(as_of=now, late_until=late_until(now), period=period, rows=found)


def trend(
    *,
    actor: Actor,
    period: Period,
    units: Iterable[int] | None = None,
    procedures: Sequence[str] | None = None,
    channel: str | None = None,
) -> list[TrendDay]:
    """Return what came in and went out on each day of the period, days without anything included."""
    is_filtered = procedures is not None or channel is not None
    found: dict[date, Counter[str]] = defaultdict(Counter)
    for day, measure, value in sql.rows(
        _trend_statement(BY_KEY if is_filtered else OVER_ALL),
        {
            "units": visible_units(actor, units),
            "measures": [*DECIDED, "received", "returned"],
            "first": period[0],
            "last": period[1],
            "procedures": procedures if procedures is None else list(procedures),
            "channel": channel,
        },
    ):
        found[day]["decided" if measure in DECIDED else measure] += int(value)
    days = (period[0] + timedelta(days=ahead) for ahead in range((period[1] - period[0]).days + 1))
    return [
        TrendDay(
            day=day,
            received=found[day]["received"],
            decided=found[day]["decided"],
            returned=found[day]["returned"],
        )
        for day in days
    ]


def soon_until(*, unit_id: int, now: datetime) -> datetime:
    """
    Return the moment up to which a dossier of this unit that is not late yet is soon late.

    :raises Missing: if there is no such unit
    """
    return end_of(_soon_slot(directory.calendar_of(unit_id), now))


def _read(
    statement: str,
    units: Sequence[int],
    *,
    now: datetime,
    period: Period,
    procedures: Sequence[str] | None,
    channel: str | None,
) -> list[tuple[Any, Counts]]:
    soon = _soon_slots(units, now)
    today = now.astimezone(UTC).date()
    since = _since(period, today)
    within = spans(period, today=today)
    parts = [*within, *since]
    rows = sql.rows(
        statement,
        {
            "units": sql.array(units),
            "soon": sql.array(soon),
            "most_soon": max(soon, default=0),
            "passed": passed(now),
            "kinds": sql.array(part.kind for part in parts),
            "firsts": sql.array(part.first for part in parts),
            "lasts": sql.array(part.last for part in parts),
            "signs": sql.array(part.sign for part in parts),
            "since": sql.array([*["f"] * len(within), *["t"] * len(since)]),
            "counts_since": bool(since),
            "first": period[0],
            "last": period[1],
            "procedures": procedures if procedures is None else list(procedures),
            "channel": channel,
        },
    )
    told = json.loads(rows[0][0] or "{}")
    return [(key, _counts(measures, counts_since=bool(since))) for key, measures in told.items()]


def _since(period: Period, today: date) -> list[Span]:
    """
    Return the spans from the first day of a period on, empty where the period itself reaches to the last day there is.

    That day is at most one after the day of UTC, wherever the office is.
    """
    return [] if period[1] > today else spans((period[0], date.max), today=today)


def _counts(measures: dict[str, int], *, counts_since: bool) -> Counts:
    """Return the counts with what was open when the period began: open now, less what has come and not gone since."""
    net = measures.pop("net_since", 0)
    if not counts_since:
        net = measures.get("received", 0) - sum(measures.get(measure, 0) for measure in _CLOSED)
    return Counts(**measures, carried_over=sum(measures.get(measure, 0) for measure in _OPEN) - net)


def visible_units(actor: Actor, units: Iterable[int] | None) -> list[int]:
    """Return the units to read; the system has none in sight and names them."""
    if not may_read_figures(actor):
        return []
    if actor.capacity is Capacity.SYSTEM:
        return sorted(units or ())
    return sorted(actor.sees if units is None else actor.sees.intersection(units))


def _soon_slots(units: Sequence[int], now: datetime) -> list[int]:
    """Return for each unit the latest slot that counts as soon; offices with one calendar share the reckoning."""
    calendars = directory.calendars_of(units)
    by_key = {calendar.key: _soon_slot(calendar, now) for calendar in {each.key: each for each in calendars}.values()}
    return [by_key[calendar.key] for calendar in calendars]


def _soon_slot(calendar: Calendar, now: datetime) -> int:
    return slot_of(clock.due(length=_SOON, calendar=calendar, start=now).at)


@cache
def _statement(key: str, totals: str) -> str:
    return _BOARD.format(
        key=key,
        columns="t.*" if totals == BY_KEY else "t.unit, t.span, t.measure, t.due_slot, t.value",
        totals=totals,
        changes=FILTER.format("c"),
        gone=_GONE,
        came_or_went=_CAME_OR_WENT,
    )


@cache
def _trend_statement(totals: str) -> str:
    return _TREND.format(totals=totals, changes=FILTER.format("c"))
