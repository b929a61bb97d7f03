"""A job whose worker was killed is done by another one."""

from __future__ import annotations

import pytest

from haidang.kernel import jobs, sql

_DIED = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(mins => %s)) RETURNING id"
_BEGUN = "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s WHERE task_name = %s"
SESSIONS, FOLD = "haidang.accounts.tasks.forget_expired_sessions", "haidang.figures.tasks.fold_figures"


def begun(task: str, *, minutes_ago: int = 2, attempts: int = 0, lock: str | None = None) -> None:
    """Leave a job as a worker leaves it that gave its latest sign of life so long ago."""
    jobs.defer(task, queue="housekeeping", timestamp=0)
    [worker] = sql.row(_DIED, [minutes_ago])
    sql.execute(_BEGUN, [worker, attempts, task])
    sql.execute("UPDATE procrastinate_jobs SET queueing_lock = %s WHERE task_name = %s", [lock, task])


def work() -> None:
    """Let the watch run, and then every job that waits."""
    from procrastinate.contrib.django import app

    from haidang.config.tasks import retry_stalled_jobs

    jobs.defer(retry_stalled_jobs.name, queue="housekeeping", timestamp=0)
    app.with_connector(app.connector.get_worker_connector()).run_worker(
        wait=False, listen_notify=False, install_signal_handlers=False, delete_jobs="successful"
    )


def state(task: str) -> list[tuple[str, int]]:
    return sql.rows("SELECT status::text, attempts FROM procrastinate_jobs WHERE task_name = %s ORDER BY id", [task])


def test_the_job_of_a_killed_worker_is_done_by_the_next(own_database: str):
    begun(SESSIONS)

    work()

    assert state(SESSIONS) == []


def test_the_job_of_a_worker_at_work_is_left_to_it(own_database: str):
    begun(SESSIONS, minutes_ago=0)

    work()

    assert state(SESSIONS) == [("doing", 0)]


def test_a_job_that_kills_every_worker_is_given_up(own_database: str):
    begun(SESSIONS, attempts=20)

    work()

    assert [status for status, _attempts in state(SESSIONS)] == ["failed"]


def test_where_the_next_of_its_kind_waits_already_one_is_enough(own_database: str):
    begun(FOLD, lock="fold_figures")
    sql.execute(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args, queueing_lock, scheduled_at) "
        "VALUES ('figures', %s, '{\"timestamp\": 0}', 'fold_figures', now() + interval '1 hour')",
        [FOLD],
    )

    work()

    assert state(FOLD) == [("todo", 0)]


@pytest.mark.django_db
def test_the_watch_runs_every_minute_and_never_queues_behind_itself():
    from procrastinate.contrib.django import app

    from haidang.config.tasks import retry_stalled_jobs

    assert app.periodic_registry.periodic_tasks[retry_stalled_jobs.name, ""].cron == "* * * * *"
    assert retry_stalled_jobs.queueing_lock == "retry_stalled_jobs"
