"""
Reading figures: totals and unfolded changes in one statement, hence in one snapshot, hence exact at any moment.

The row filter is inside: an actor reads the figures of the units in sight, a stranger none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from haidang.clock import api as clock
from haidang.clock.contracts import Calendar, Length, TermUnit
from haidang.directory import api as directory
from haidang.figures._slots import end_of, late_until, passed, slot_of
from haidang.figures._spans import spans
from haidang.figures.contracts import Board, Counts, Period, Row, TrendDay
from haidang.figures.rules import may_read_figures
from haidang.kernel import sql
from haidang.kernel.actor import Actor, Capacity

_SOON = Length(1, TermUnit.WORKING_DAYS)
"""What ends by the closing of the next working day is soon late: the last day on which a call still helps."""

_OVER_ALL = "t.procedure = '' AND t.channel = ''"
_FILTER = """(CAST(%(procedures)s AS text[]) IS NULL OR {0}.procedure = ANY(%(procedures)s))
    AND (CAST(%(channel)s AS text) IS NULL OR {0}.channel = %(channel)s)"""
_BY_KEY = f"t.procedure <> '' AND t.unit = ANY(%(units)s) AND {_FILTER.format('t')}"
_BOARD = """
WITH wanted AS (
    SELECT * FROM unnest(CAST(%(units)s AS bigint[]), CAST(%(soon)s AS int[])) AS w (unit, soon)
), told AS (
    SELECT t.unit, t.procedure, t.measure, t.value * p.sign AS value
    FROM unnest(CAST(%(kinds)s AS text[]), CAST(%(firsts)s AS date[]), CAST(%(lasts)s AS date[]),
        CAST(%(signs)s AS int[])) AS p (kind, first, last, sign)
    JOIN figure_total t ON t.span = p.kind AND t.day BETWEEN p.first AND p.last
    WHERE {totals}
    UNION ALL
    SELECT t.unit, t.procedure, CASE t.span WHEN 'open' THEN t.measure ELSE 'running' END, t.value
    FROM figure_total t WHERE t.span IN ('open', 'running') AND t.day IS NULL AND {totals}
    UNION ALL
    SELECT t.unit, t.procedure, CASE WHEN t.due_slot <= %(passed)s THEN 'late' ELSE 'soon' END, t.value
    FROM figure_total t JOIN wanted w ON w.unit = t.unit AND t.due_slot <= w.soon
    WHERE t.span = 'slot' AND t.day IS NULL AND t.due_slot <= %(most_soon)s AND {totals}
    UNION ALL
    SELECT c.unit, c.procedure, n.measure, c.delta
    FROM figure_change c JOIN wanted w ON w.unit = c.unit
    CROSS JOIN LATERAL (VALUES
        (CASE WHEN c.day IS NULL OR c.day BETWEEN %(first)s AND %(last)s THEN c.measure END),
        (CASE WHEN c.due_slot IS NOT NULL THEN 'running' END),
        (CASE WHEN c.due_slot <= %(passed)s THEN 'late' WHEN c.due_slot <= w.soon THEN 'soon' END)
    ) AS n (measure)
    WHERE n.measure IS NOT NULL AND {changes}
)
SELECT told.{key}, told.measure, sum(told.value)
FROM told JOIN wanted ON wanted.unit = told.unit
GROUP BY 1, 2 HAVING sum(told.value) <> 0 ORDER BY 1
"""
_TREND = """
SELECT day, measure, sum(value) FROM (
    SELECT t.unit, t.day, t.measure, t.value FROM figure_total t
    WHERE t.span = 'day' AND t.measure = ANY(%(measures)s) AND t.day BETWEEN %(first)s AND %(last)s AND {totals}
    UNION ALL
    SELECT c.unit, c.day, c.measure, c.delta FROM figure_change c
    WHERE c.measure = ANY(%(measures)s) AND c.day BETWEEN %(first)s AND %(last)s AND {changes}
) AS told
WHERE told.unit = ANY(%(units)s) GROUP BY 1, 2
"""
_DECIDED = ("decided_early", "decided_on_time", "decided_late", "decided_untimed")


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
        _statement("unit", _BY_KEY if is_filtered else _OVER_ALL),
        _visible(actor, units),
        now=now,
        period=period,
        procedures=procedures,
        channel=channel,
    )
    found = tuple(Row(key=int(unit), counts=counts) for unit, counts in rows)
    return Board(as_of=now, late_until=late_until(now), period=period, rows=found)


def board_by_procedure(
    *, actor: Actor, now: datetime, period: Period, units: Iterable[int] | None = None, channel: str | None = None
) -> Board[str]:
    """Return the figures of each procedure over the units in sight (or those wanted), of one channel if named."""
    rows = _read(
        _statement("procedure", _BY_KEY),
        _visible(actor, units),
        now=now,
        period=period,
        procedures=None,
        channel=channel,
    )
    found = tuple(Row(key=str(procedure), counts=counts) for procedure, counts in rows)
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
        _trend_statement(_BY_KEY if is_filtered else _OVER_ALL),
        {
            "units": _visible(actor, units),
            "measures": [*_DECIDED, "received", "returned"],
            "first": period[0],
            "last": period[1],
            "procedures": procedures if procedures is None else list(procedures),
            "channel": channel,
        },
    ):
        found[day]["decided" if measure in _DECIDED else measure] += int(value)
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
    parts = spans(period, today=now.astimezone(UTC).date())
    found: dict[Any, dict[str, int]] = defaultdict(dict)
    for key, measure, value in sql.rows(
        statement,
        {
            "units": units,
            "soon": soon,
            "most_soon": max(soon, default=0),
            "passed": passed(now),
            "kinds": [part.kind for part in parts],
            "firsts": [part.first for part in parts],
            "lasts": [part.last for part in parts],
            "signs": [part.sign for part in parts],
            "first": period[0],
            "last": period[1],
            "procedures": procedures if procedures is None else list(procedures),
            "channel": channel,
        },
    ):
        found[key][measure] = int(value)
    return [(key, Counts(**measures)) for key, measures in found.items()]


def _visible(actor: Actor, units: Iterable[int] | None) -> list[int]:
    """Return the units to read; the system has none in sight and names them."""
    if not may_read_figures(actor):
        return []
    if actor.capacity is Capacity.SYSTEM:
        return sorted(units or ())
    return sorted(actor.sees if units is None else actor.sees.intersection(units))


def _soon_slots(units: Sequence[int], now: datetime) -> list[int]:
    """Return for each unit the latest slot that counts as soon; offices with one calendar share the reckoning."""
    calendars = [directory.calendar_of(unit) for unit in units]
    by_key = {calendar.key: _soon_slot(calendar, now) for calendar in {each.key: each for each in calendars}.values()}
    return [by_key[calendar.key] for calendar in calendars]


def _soon_slot(calendar: Calendar, now: datetime) -> int:
    return slot_of(clock.due(length=_SOON, calendar=calendar, start=now).at)


@cache
def _statement(key: str, totals: str) -> str:
    return _BOARD.format(key=key, totals=totals, changes=_FILTER.format("c"))


@cache
def _trend_statement(totals: str) -> str:
    return _TREND.format(totals=totals, changes=_FILTER.format("c"))
