"""Jobs of this room."""

from __future__ import annotations

from procrastinate.contrib.django import app

from haidang.kernel.now import now
from haidang.usage.use_cases.signalling import look_for_signals


@app.periodic(cron="* * * * *")
@app.task(queue="usage", queueing_lock="look_for_signals")
def look_for_signals_job(timestamp: int) -> None:
    """Look at what moved; a run that was missed is made up by the next."""
    look_for_signals(now=now())
