"""
All dossiers for a recount, as two relations: a nation has too many to read them one by one in Python.

They hand out rows without any filter, so they are for proofs and repairs, never for a screen.
"""

from __future__ import annotations

from haidang.dossiers.case import GROUP

LAWFUL = "(d.accepted_at IS NULL OR d.legal_due_at IS NOT NULL)"
"""Whether the law set the date: one the unit only promised stays outside the figures (domain rules 0.1(7))."""

EVER_AT = "SELECT unit FROM dossiers_dossier UNION SELECT from_unit FROM dossiers_unitchange"
"""Each unit that has, or had, a dossier."""

_GROUPS = ", ".join(f"('{status.value}', '{group}')" for status, group in GROUP.items())

STANDING = f"""
SELECT d.unit, d.procedure, d.channel, g.measure, CASE WHEN {LAWFUL} THEN d.due_at END AS due_at
FROM dossiers_dossier d JOIN (VALUES {_GROUPS}) AS g (status, measure) USING (status)
"""
"""Each open dossier by its own row: where it is, what it waits for, and when its clock ends if the law set it."""

HAPPENED = """
WITH moves AS MATERIALIZED (
    SELECT stream, seq, CAST(body AS json) -> 'data' AS data FROM register_entry WHERE event = 'moved_to_successor'
), arrivals AS (
    SELECT stream, seq, CAST(data ->> 'to_unit' AS bigint) AS unit FROM moves
    UNION ALL
    (SELECT DISTINCT ON (stream) stream, 0, CAST(data ->> 'from_unit' AS bigint) FROM moves ORDER BY stream, seq)
), stays AS MATERIALIZED (
    SELECT stream, unit, seq, lead(seq, 1, 2147483647) OVER (PARTITION BY stream ORDER BY seq) AS until FROM arrivals
)
SELECT coalesce(s.unit, d.unit) AS unit, d.procedure, d.channel, e.event, e.occurred_at,
    CASE e.event WHEN 'decided' THEN CAST(e.body AS json) -> 'data' ->> 'timeliness' END AS timeliness
FROM register_entry e
JOIN dossiers_dossier d ON d.uid = e.stream
LEFT JOIN stays s ON s.stream = e.stream AND e.seq > s.seq AND e.seq < s.until
"""
"""
Each entry of the register about a dossier, at the unit it was with then: a successor takes over what is open, not
the past.
"""
