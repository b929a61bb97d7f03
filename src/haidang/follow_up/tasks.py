"""Jobs of this room."""

from __future__ import annotations

from typing import Any

from procrastinate.contrib.django import app

from haidang.follow_up.use_cases.reminding import remind
from haidang.kernel.now import now


@app.periodic(cron="*/10 * * * *")
@app.task(name="follow_up.remind", queue="documents", queueing_lock="follow_up.remind")
def remind_officers(timestamp: int, **_unknown: Any) -> None:
    """Every ten minutes, remind whoever should know of dossiers whose time runs out or is over."""
    remind(now=now())
