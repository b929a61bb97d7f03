"""Jobs of this room: each loads ids and makes one call."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from haidang.dossiers.use_cases.deciding import issue_receipt
from haidang.dossiers.use_cases.following import follow_successors
from haidang.dossiers.use_cases.issuing import issue_slip
from haidang.dossiers.use_cases.keeping import forget_old_typed
from haidang.kernel.now import now

_PATIENT = RetryStrategy(max_attempts=8, exponential_wait=4)


@app.task(name="dossiers.make_receipt", queue="documents", retry=_PATIENT)
def make_receipt(*, dossier_id: int, at: str, **_unknown: Any) -> None:
    """
    Make the signed receipt as of the moment of acceptance; a second run finds it made.

    Tried again for some six hours: a full disk or a signing device out of reach costs no filer the receipt.
    """
    issue_receipt(dossier_id=dossier_id, now=datetime.fromisoformat(at))


@app.task(name="dossiers.make_slip", queue="documents", retry=_PATIENT)
def make_slip(*, dossier_id: int, entry: int, at: str, **_unknown: Any) -> None:
    """Make the signed slip for an entry of the register as of its moment, as patiently as a receipt."""
    issue_slip(dossier_id=dossier_id, entry=entry, now=datetime.fromisoformat(at))


@app.periodic(cron="5 17 * * *")
@app.task(name="dossiers.follow_successors", queue="documents", queueing_lock="dossiers.follow_successors")
def follow_closed_units(timestamp: int, **_unknown: Any) -> None:
    """Once a day, after midnight in Việt Nam (17:05 UTC), move open dossiers of units that have been closed."""
    follow_successors(now=now())


@app.periodic(cron="50 18 * * *")
@app.task(name="dossiers.forget_typed", queue="housekeeping", queueing_lock="dossiers.forget_typed")
def forget_typed(timestamp: int, **_unknown: Any) -> None:
    """Once a day, by night in Việt Nam (18:50 UTC), forget what officers have typed and never entered."""
    forget_old_typed(now=now())
