"""
Deferring a job in the transaction of what causes it: one prepared statement, no library in between.

Calls Procrastinate's own versioned SQL function, which is its interface between releases, so that the job row
commits or rolls back with the change.
"""

from __future__ import annotations

from typing import Any

from psycopg.types.json import Jsonb

from haidang.kernel import sql

_ROW = "ROW(%(queue)s, %(task)s, 0, NULL, NULL, {args}, NULL)::procrastinate_job_to_defer_v1"
_DEFER = f"SELECT procrastinate_defer_jobs_v1(ARRAY[{_ROW.format(args='%(args)s::jsonb')}])"
_DEFER_FOR = (
    "WITH made AS ({insert}) SELECT procrastinate_defer_jobs_v1(array_agg("
    + _ROW.format(args="jsonb_build_object(%(argument)s::text, made.id)")
    + ")) FROM made"
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
