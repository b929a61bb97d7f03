"""How changes become totals: the one statement that fold, rebuild and verify share."""

from __future__ import annotations

from haidang.figures._slots import A_DAY

KEY = "unit, procedure, channel, measure, span, day, due_slot"
ONCE = "span, procedure, channel, day, due_slot, unit, measure"
"""The key in the order of the index that holds each total once."""


def rolled(source: str) -> str:
    """
    Return the query that rolls rows shaped like changes up into totals.

    The first of a month or year is made from numbers, never by a function that knows a time zone.
    """
    return f"""
SELECT c.unit, k.procedure, k.channel, c.measure, s.span, s.day, s.due_slot, sum(c.delta) AS value
FROM {source} AS c
CROSS JOIN LATERAL (VALUES (c.procedure, c.channel), ('', '')) AS k (procedure, channel)
CROSS JOIN LATERAL (VALUES
    ('day', c.day, NULL),
    ('month', make_date(CAST(extract(year FROM c.day) AS int), CAST(extract(month FROM c.day) AS int), 1), NULL),
    ('year', make_date(CAST(extract(year FROM c.day) AS int), 1, 1), NULL),
    ('open', NULL, NULL),
    ('running', NULL, NULL),
    ('slot', NULL, c.due_slot),
    ('due', NULL, c.due_slot / {A_DAY} * {A_DAY} + {A_DAY - 1})
) AS s (span, day, due_slot)
WHERE CASE
    WHEN s.span IN ('day', 'month', 'year') THEN c.day IS NOT NULL
    WHEN s.span = 'open' THEN c.day IS NULL
    ELSE c.due_slot IS NOT NULL
END
GROUP BY c.unit, k.procedure, k.channel, c.measure, s.span, s.day, s.due_slot
HAVING sum(c.delta) <> 0
"""


def add_to_totals(source: str) -> str:
    """Return the end of a statement that adds the rows of `source`, shaped like totals, to the totals."""
    return f"""
INSERT INTO figure_total AS t ({KEY}, value)
SELECT {KEY}, value FROM {source}
ON CONFLICT ({ONCE}) DO UPDATE SET value = t.value + excluded.value
"""
