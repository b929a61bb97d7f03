"""Whether the figures say anything new, for the price of one row."""

from __future__ import annotations

from datetime import datetime

from haidang.figures._slots import passed
from haidang.kernel import sql

_CHANGES = "SELECT f.changes + (SELECT count(*) FROM figure_change) FROM figure_folded f"


def version(*, now: datetime) -> str:
    """
    Return a mark that differs as soon as a change is committed or a quarter of an hour is over.

    Both numbers are read in one snapshot: a change counts once, whether it is folded or not. A screen that read the
    mark first and the figures after it may be newer than its mark, never older.
    """
    row = sql.row(_CHANGES)
    assert row is not None, "the migration wrote it"
    return f"{row[0]}-{passed(now)}"
