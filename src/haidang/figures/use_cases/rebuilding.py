"""Makes all totals anew from the register while the system runs."""

from __future__ import annotations

from haidang.figures._recount import BENCH, recounted
from haidang.figures._rolled import KEY, ONCE, rolled
from haidang.figures.use_cases.folding import only_one
from haidang.kernel import sql

_MEND = f"""
WITH told AS (
    SELECT {KEY}, value AS kept, 0 AS counted FROM figure_total
    UNION ALL
    SELECT {KEY}, 0, value FROM ({rolled(BENCH)}) AS recounted
)
INSERT INTO figure_total ({KEY}, value)
SELECT {KEY}, sum(counted) FROM told GROUP BY {KEY} HAVING sum(kept) <> sum(counted)
ON CONFLICT ({ONCE}) DO UPDATE SET value = excluded.value
"""
"""Writes only what differs: a nation has millions of totals, and most of them are right."""


def rebuild() -> int:
    """
    Make the totals what a recount says, throw unfolded changes away, and return how many totals there are.

    Filings go on: a change committed after the snapshot is not seen, so it stays, and a reading adds it. Folding
    waits meanwhile, and so does a second rebuild. Killed at any point, the old figures stand as they were.
    Must not be called within a transaction: it takes its own snapshot.
    """
    with only_one(waits=True), recounted():
        gone = sql.execute("DELETE FROM figure_change").rowcount
        sql.execute("UPDATE figure_folded SET changes = changes + %s", [gone + 1])
        sql.execute(_MEND)
        sql.execute("DELETE FROM figure_total WHERE value = 0")
        return int(sql.rows("SELECT count(*) FROM figure_total")[0][0])
