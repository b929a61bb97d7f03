"""Folds changes into totals, and moves what is over among what is late. Nobody waits for it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from haidang.figures._rolled import add_to_totals, rolled
from haidang.figures._slots import LATE, passed
from haidang.kernel import sql

LOCK = "hashtext('haidang.figures.totals')"
"""Held by whoever changes totals: a second fold finds nothing to do, a rebuild lets no fold in between."""

_TRY = f"SELECT pg_try_advisory_xact_lock({LOCK})"
_FOLD = f"""
WITH taken AS (
    DELETE FROM figure_change WHERE id IN (SELECT id FROM figure_change ORDER BY id LIMIT %s) RETURNING *
), summed AS ({rolled("taken")}), added AS ({add_to_totals("summed")})
SELECT count(*) FROM taken
"""
_TICK = f"""
WITH over AS (
    DELETE FROM figure_total WHERE span = 'slot' AND due_slot > {LATE} AND due_slot <= %s RETURNING *
), summed AS (
    SELECT unit, procedure, channel, measure, span, day, {LATE} AS due_slot, sum(value) AS value
    FROM over GROUP BY unit, procedure, channel, measure, span, day HAVING sum(value) <> 0
)
{add_to_totals("summed")}
"""
_TIDY = "DELETE FROM figure_total WHERE span IN ('slot', 'open', 'running') AND value = 0"


def fold(*, now: datetime, size: int = 5_000) -> int:
    """
    Fold all changes into the totals, `size` at a time, and return how many were folded.

    Each batch is one statement in one transaction: killed at any point, a change is either still a change or in
    the totals, never both or neither. When another fold or a rebuild is at work, there is nothing to do.
    """
    folded = 0
    while batch := _fold_batch(size):
        folded += batch
    _tick(now)
    return folded


@transaction.atomic
def _fold_batch(size: int) -> int:
    return int(_value(_FOLD, [size])) if _value(_TRY) else 0


@transaction.atomic
def _tick(now: datetime) -> None:
    if _value(_TRY):
        sql.execute(_TICK, [passed(now)])
        sql.execute(_TIDY)


def _value(statement: str, params: sql.Params = ()) -> int:
    row = sql.row(statement, params)
    assert row is not None, "it selects one value"
    return int(row[0])
