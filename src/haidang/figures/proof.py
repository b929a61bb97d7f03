"""Holds the kept figures against a recount of the register."""

from __future__ import annotations

from datetime import datetime

from haidang.figures._recount import BENCH, recounted
from haidang.figures._rolled import KEY, rolled
from haidang.figures._slots import LATE, passed
from haidang.figures.contracts import Difference
from haidang.kernel import sql

_COMPARE = f"""
WITH told AS (
    SELECT {KEY}, value AS kept, 0 AS counted FROM figure_total
    UNION ALL
    SELECT {KEY}, value, 0 FROM ({rolled("figure_change")}) AS unfolded
    UNION ALL
    SELECT {KEY}, 0, value FROM ({rolled(BENCH)}) AS recounted
), placed AS (
    SELECT unit, procedure, channel, measure, span, day,
        CASE WHEN due_slot <= %s THEN {LATE} ELSE due_slot END AS due_slot, kept, counted
    FROM told
)
SELECT {KEY}, sum(kept), sum(counted) FROM placed
GROUP BY {KEY} HAVING sum(kept) <> sum(counted)
ORDER BY unit, procedure DESC, channel, measure, span, day, due_slot
"""


def verify(*, now: datetime) -> list[Difference]:
    """
    Recount everything and return each figure that differs, by unit, the finest first.

    Must not be called within a transaction: it takes its own snapshot.
    """
    with recounted():
        rows = sql.rows(_COMPARE, [passed(now)])
    return [
        Difference(
            unit=unit,
            procedure=procedure,
            channel=channel,
            measure=measure,
            span=span,
            day=day,
            due_slot=due_slot,
            kept=int(kept),
            counted=int(counted),
        )
        for unit, procedure, channel, measure, span, day, due_slot, kept, counted in rows
    ]
