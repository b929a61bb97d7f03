"""What keeps the job queue going, whatever the jobs do, and what several rooms clear together."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from procrastinate import JobContext, exceptions
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from haidang.documents import api as documents
from haidang.dossiers import api as dossiers
from haidang.follow_up import api as follow_up
from haidang.kernel.now import now
from haidang.reports import api as reports
from haidang.reports.contracts import WeekSums

MOST_ATTEMPTS = 20
"""More than a message is tried (12): what took its worker down this often is left as failed for the operator."""


@app.periodic(cron="* * * * *")
@app.task(queue="housekeeping", queueing_lock="retry_stalled_jobs", pass_context=True)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """
    Give back what a worker had begun that no longer gives a sign of life; every job may run twice.

    A killed worker leaves its jobs as being done, and nobody else would ever take them.
    """
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        if job.attempts >= MOST_ATTEMPTS:
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)
            continue
        try:
            await manager.retry_job(job)
        except exceptions.UniqueViolation:  # the next of its kind waits already, and makes up for it
            await manager.finish_job(job, status=Status.FAILED, delete_job=True)


@app.periodic(cron="40 18 * * *")
@app.task(queue="housekeeping", queueing_lock="documents.clear_unused")
def clear_unused_files(timestamp: int, **_unknown: Any) -> None:
    """Once a day, by night in Việt Nam (18:40 UTC), let go what nothing names; dossiers alone name uploads."""
    documents.clear_unused(find_named=dossiers.find_named_files, now=now())


@app.periodic(cron="5 1 * * *")
@app.task(queue="documents", queueing_lock="reports.keep_weeks")
def keep_weeks_of_units(timestamp: int, **_unknown: Any) -> None:
    """On Monday when the offices open (08:05 in Việt Nam) keep each unit's week; any day makes up for it."""
    reports.keep_weeks(calls_of=calls_of_week, now=now())


def calls_of_week(since: datetime, until: datetime, on: date) -> dict[int, WeekSums]:
    """Return the calls of a week by unit, as the page of the week keeps them."""
    return {
        unit: WeekSums(calls=found.calls, agreements=found.agreements, broken=found.overdue)
        for unit, found in follow_up.count_calls(since=since, until=until, on=on).items()
    }
