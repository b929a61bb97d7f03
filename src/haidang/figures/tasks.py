"""Jobs of the figures."""

from __future__ import annotations

from procrastinate.contrib.django import app

from haidang.figures.outlook import NIGHTLY
from haidang.figures.use_cases.folding import fold
from haidang.figures.use_cases.foreseeing import foresee
from haidang.kernel.now import now


@app.periodic(cron="* * * * * */5")
@app.task(queue="figures", queueing_lock="fold_figures")
def fold_figures(timestamp: int) -> None:
    """Fold what changed; a run that was missed is made up by the next, so the moment it was due for is nothing."""
    fold(now=now())


@app.periodic(cron=f"{NIGHTLY:%M %H} * * *")
@app.task(queue="housekeeping", queueing_lock="foresee_lateness")
def foresee_lateness(timestamp: int) -> None:
    """Learn every night from what has ended since which dossiers tend to be late."""
    foresee(now=now())
