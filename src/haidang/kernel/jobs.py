"""
Deferring a job in the transaction of what causes it: one prepared statement, no library in between.

The row is written as Procrastinate's own function writes it, in half the time, and commits or rolls back with the
change. The release is pinned; a test works off such a job with the library's worker.
"""

from __future__ import annotations

from typing import Any

from psycopg.types.json import Jsonb

from haidang.kernel import sql

_DEFER = "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES (%(queue)s, %(task)s, %(args)s)"
_DEFER_FOR = (
    "WITH made AS ({insert}) INSERT INTO procrastinate_jobs (queue_name, task_name, args) "
    "SELECT %(queue)s, %(task)s, jsonb_build_object(%(argument)s::text, made.id) FROM made"
)


def defer(task: str, *, queue: str, **arguments: Any) -> None:
    """Let a worker run the task of this name after the commit, with these keyword arguments (JSON)."""
    sql.write(_DEFER, {"queue": queue, "task": task, "args": Jsonb(arguments)})


def defer_for(insert: str, params: dict[str, Any], *, task: str, queue: str, argument: str) -> None:
    """
    Run an `INSERT … RETURNING id` and defer one job for each row it made, in one statement.

    The job gets the row's id as `argument`; where nothing was inserted (`ON CONFLICT DO NOTHING`) there is none.
    `params` are by name and may not be called queue, task or argument.
    """
    names = {"queue": queue, "task": task, "argument": argument}
    assert not params.keys() & names.keys(), "these names are taken"
    sql.write(_DEFER_FOR.format(insert=insert), params | names)
