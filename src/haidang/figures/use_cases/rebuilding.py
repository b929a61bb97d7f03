"""Makes all totals anew from the register while the system runs."""

from __future__ import annotations

from haidang.figures._recount import BENCH, recounted
from haidang.figures._rolled import add_to_totals, rolled
from haidang.figures.use_cases.folding import only_one
from haidang.kernel import sql

_REBUILD = f"WITH summed AS ({rolled(BENCH)}) {add_to_totals('summed')}"


def rebuild() -> int:
    """
    Replace totals and unfolded changes by a recount, and return how many totals there are.

    Filings go on: a change committed after the snapshot is not seen, so it stays, and a reading adds it. Folding
    waits meanwhile, and so does a second rebuild. Killed at any point, the old figures stand as they were.
    Must not be called within a transaction: it takes its own snapshot.
    """
    with only_one(waits=True), recounted():
        sql.execute("DELETE FROM figure_total")
        gone = sql.execute("DELETE FROM figure_change").rowcount
        sql.execute("UPDATE figure_folded SET changes = changes + %s", [gone + 1])
        return sql.execute(_REBUILD).rowcount
