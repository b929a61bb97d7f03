"""Folds changes into totals, and moves what is over among what is late. Nobody waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from haidang.figures._rolled import add_to_totals, rolled
from haidang.figures._slots import LATE, passed
from haidang.kernel import sql

_LOCK = "hashtext('haidang.figures.totals')"
_FOLD = f"""
WITH taken AS (
    DELETE FROM figure_change WHERE id IN (SELECT id FROM figure_change ORDER BY id LIMIT %s) RETURNING *
), noted AS (
    UPDATE figure_folded SET changes = changes + (SELECT count(*) FROM taken) WHERE EXISTS (SELECT FROM taken)
), summed AS ({rolled("taken")}), added AS ({add_to_totals("summed")})
SELECT count(*) FROM taken
"""
TICK = f"""
WITH over AS (
    DELETE FROM figure_total WHERE span IN ('slot', 'due') AND due_slot > {LATE} AND due_slot <= %s RETURNING *
), summed AS (
    SELECT unit, procedure, channel, measure, span, day, {LATE} AS due_slot, sum(value) AS value
    FROM over GROUP BY unit, procedure, channel, measure, span, day HAVING sum(value) <> 0
)
{add_to_totals("summed")}
"""
_TIDY = "DELETE FROM figure_total WHERE span IN ('slot', 'due', 'open', 'running') AND value = 0"


def fold(*, now: datetime, size: int = 5_000) -> int:
    """
    Fold all changes into the totals, `size` at a time, and return how many were folded.

    Each batch is one statement in one transaction: killed at any point, a change is either still a change or in
    the totals, never both or neither. While another fold or a rebuild is at work, there is nothing to do.
    """
    with only_one(waits=False) as is_ours:
        folded = 0
        while is_ours and (batch := _fold_batch(size)):
            folded += batch
        if is_ours:
            _tick(now)
    return folded


@contextmanager
def only_one(*, waits: bool) -> Iterator[bool]:
    """
    Hold the lock of whoever changes totals; yields whether it was free, or waits until it is.

    It is the connection's, not a transaction's: a rebuild takes it before its snapshot, and a connection that
    dies gives it back.
    """
    is_ours = _value(f"SELECT pg_try_advisory_lock({_LOCK})")
    if waits and not is_ours:
        sql.execute(f"SELECT pg_advisory_lock({_LOCK})")
        is_ours = True
    try:
        yield is_ours
    finally:
        if is_ours:
            sql.execute(f"SELECT pg_advisory_unlock({_LOCK})")


@transaction.atomic
def _fold_batch(size: int) -> int:
    return int(_value(_FOLD, [size]))


@transaction.atomic
def _tick(now: datetime) -> None:
    """Count among the late what is over; empty rows only matter when many slots have passed, so they go then."""
    if sql.execute(TICK, [passed(now)]).rowcount:
        sql.execute(_TIDY)


def _value(statement: str, params: sql.Params = ()) -> Any:
    row = sql.row(statement, params)
    assert row is not None, "it selects one value"
    return row[0]
