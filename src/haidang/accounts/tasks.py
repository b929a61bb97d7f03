"""Jobs of the accounts."""

from __future__ import annotations

from procrastinate.contrib.django import app

from haidang.accounts.limits import clear_old_attempts
from haidang.accounts.sessions import clear_expired_sessions
from haidang.kernel.now import now


@app.periodic(cron="17 * * * *")
@app.task(queue="housekeeping")
def forget_expired_sessions(timestamp: int) -> None:
    """Keep the table of sessions small; the moment it was due for does not matter."""
    clear_expired_sessions()


@app.periodic(cron="27 * * * *")
@app.task(queue="housekeeping")
def forget_old_attempts(timestamp: int) -> None:
    """Keep the table of attempts small; the moment it was due for does not matter."""
    clear_old_attempts(now=now())
