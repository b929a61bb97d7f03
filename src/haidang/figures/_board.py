"""
The statement of a board: totals and unfolded changes in one snapshot, one row for each unit, procedure or channel.

Totals are read unit by unit or, where most units are wanted, by one walk over what is kept over all of them: to probe
an index for each of two hundred units costs more than to read past a few that are not wanted. The planner knows no
unit's share of a table, so `OFFSET 0` keeps it to the way that was chosen.
"""

from __future__ import annotations

from functools import cache

from haidang.figures._slots import A_DAY, LATE
from haidang.figures.contracts import Counts

_CLOSED = ("refused_at_reception", "returned", "withdrawn", "stopped")
_OPEN = ("reception", "process", "waiting", "withdrawal", "result")
_DERIVED = {
    "soon": "due - late",
    "carried_over": f"({' + '.join(_OPEN)}) - (received - {' - '.join(_CLOSED)}) - net_after",
}
"""What was open when the period began is open now, less what has come since, plus what has gone."""
_ADDED = (*(name for name in Counts._fields if name not in _DERIVED), "due", "net_after")
"""`due` is what is late or soon late; `net_after` what was received less what was closed after the period."""

OVER_ALL = "t.procedure = '' AND t.channel = ''"
FILTER = """(CAST(%(procedures)s AS text[]) IS NULL OR {0}.procedure = ANY(%(procedures)s))
    AND (CAST(%(channel)s AS text) IS NULL OR {0}.channel = %(channel)s)"""
BY_KEY = f"t.procedure <> '' AND {FILTER.format('t')}"

_SUMS = ", ".join(f"coalesce(sum(value) FILTER (WHERE measure = '{name}'), 0) AS {name}" for name in _ADDED)
_COUNTS = ", ".join(_DERIVED.get(name, name) for name in Counts._fields)
_BOARD = """
WITH wanted AS (
    SELECT unit, soon, soon / {a_day} * {a_day} + {a_day} - 1 AS until
    FROM unnest(CAST(%(units)s AS bigint[]), CAST(%(soon)s AS int[])) AS w (unit, soon)
), reach AS MATERIALIZED (
    {reach}
), told AS MATERIALIZED (
    SELECT t.{key} AS key, CASE WHEN p.is_after THEN 'net_after' ELSE t.measure END AS measure,
        CAST(t.value AS int) * p.sign * CASE WHEN p.is_after AND t.measure IN {closed} THEN -1 ELSE 1 END AS value
    FROM {each_unit} json_to_recordset(CAST(%(parts)s AS json))
        AS p (kind text, first date, last date, sign int, is_after boolean)
    CROSS JOIN LATERAL (
        SELECT {columns} FROM figure_total t
        WHERE {of_unit} t.span = p.kind AND t.day BETWEEN p.first AND p.last AND {totals} OFFSET 0
    ) AS t
    WHERE NOT p.is_after OR t.measure IN {came_or_went}
    UNION ALL
    SELECT t.{key}, CASE t.span WHEN 'open' THEN t.measure ELSE 'running' END, CAST(t.value AS int)
    FROM {each_unit} LATERAL (
        SELECT {columns} FROM figure_total t
        WHERE {of_unit} t.span IN ('open', 'running') AND t.day IS NULL AND {totals} OFFSET 0
    ) AS t
    UNION ALL
    SELECT t.{key}, s.measure, CAST(t.value AS int) * s.sign
    FROM reach r
    CROSS JOIN LATERAL (VALUES
        ('slot', 'late', 1, {late}, %(passed)s),
        ('due', 'due', 1, {late}, r.until),
        ('slot', 'due', -1, r.soon + 1, r.until)
    ) AS s (span, measure, sign, first, last)
    CROSS JOIN LATERAL (
        SELECT {columns} FROM figure_total t
        WHERE {of_unit} t.span = s.span AND t.day IS NULL AND t.due_slot BETWEEN s.first AND s.last AND {totals}
        OFFSET 0
    ) AS t {its_unit}
    WHERE t.due_slot <= {unit}.until AND (s.sign > 0 OR t.due_slot > {unit}.soon)
    UNION ALL
    SELECT c.{key}, n.measure, c.delta * CASE WHEN n.measure = 'net_after' AND c.measure IN {closed} THEN -1 ELSE 1 END
    FROM figure_change c JOIN wanted w ON w.unit = c.unit
    CROSS JOIN LATERAL (VALUES
        (CASE WHEN c.day IS NULL OR c.day BETWEEN %(first)s AND %(last)s THEN c.measure END),
        (CASE WHEN c.day > %(last)s AND c.measure IN {came_or_went} THEN 'net_after' END),
        (CASE WHEN c.due_slot IS NOT NULL THEN 'running' END),
        (CASE WHEN c.due_slot <= %(passed)s THEN 'late' END),
        (CASE WHEN c.due_slot <= w.soon THEN 'due' END)
    ) AS n (measure)
    WHERE n.measure IS NOT NULL AND {changes}
)
SELECT key, {counts} FROM (SELECT key, {sums} FROM told {in_sight} GROUP BY key) AS added ORDER BY key
"""
"""
Ints are added several times as quickly as bigints, and no unit has two thousand million dossiers. The parts of the
period come as JSON because the planner guesses alike whatever they are: so it keeps one plan for all boards.
"""

_UNIT_BY_UNIT = {
    "reach": "SELECT * FROM wanted",
    "each_unit": "reach r CROSS JOIN",
    "of_unit": "t.unit = r.unit AND",
    "unit": "r",
    "its_unit": "",
    "in_sight": "",
}
_ALL_AT_ONCE = {
    "reach": "SELECT min(soon) AS soon, max(until) AS until FROM wanted",
    "each_unit": "",
    "of_unit": "",
    "unit": "w",
    "its_unit": "JOIN wanted w ON w.unit = t.unit",
    "in_sight": "JOIN wanted w ON w.unit = told.key",
}


@cache
def statement(key: str, *, is_of_all: bool, reads_most: bool) -> str:
    """
    Return the statement whose rows are a key and its Counts.

    `is_of_all`: over all procedures and channels; `reads_most`: by one walk over all units, for those keys alone.
    """
    return _BOARD.format(
        key=key,
        sums=_SUMS,
        counts=_COUNTS,
        columns="t.unit, t.span, t.measure, t.due_slot, t.value" if is_of_all else "t.*",
        totals=OVER_ALL if is_of_all else BY_KEY,
        changes=FILTER.format("c"),
        closed=_CLOSED,
        came_or_went=("received", *_CLOSED),
        a_day=A_DAY,
        late=LATE,
        **(_ALL_AT_ONCE if reads_most else _UNIT_BY_UNIT),
    )
