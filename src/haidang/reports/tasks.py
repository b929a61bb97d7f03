"""Jobs of the reports: each loads ids and makes one call."""

from __future__ import annotations

from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from haidang.kernel.now import now
from haidang.reports.use_cases.closing import MAKE_PAPER
from haidang.reports.use_cases.publishing import publish_what_is_due
from haidang.reports.use_cases.putting_on_paper import put_on_paper
from haidang.reports.use_cases.sending import send_reports


@app.periodic(cron="0 1 * * *")
@app.task(name="reports.send", queue="documents", queueing_lock="reports.send")
def send_due_reports(timestamp: int, **_unknown: Any) -> None:
    """Every morning at 8 o'clock in Việt Nam (01:00 UTC), send the reports that became due and were not sent."""
    send_reports(now=now())


@app.periodic(cron="20 18 * * *")
@app.task(name="reports.publish", queue="documents", queueing_lock="reports.publish")
def publish_open_data(timestamp: int, **_unknown: Any) -> None:
    """Every night at 01:20 in Việt Nam (18:20 UTC), publish each day and each month that has become due."""
    publish_what_is_due(now=now())


@app.task(name=MAKE_PAPER, queue="documents", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def make_report_paper(*, report_id: int, **_unknown: Any) -> None:
    """Make the signed paper of a closed report; a full disk or a device out of reach is tried again for hours."""
    put_on_paper(report_id=report_id, now=now())
