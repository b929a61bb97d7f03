"""The job queue: no NOTIFY (its commit lock makes filings queue one behind another), workers poll."""

from __future__ import annotations

from procrastinate import App

POLL_SECONDS = 0.3


def on_app_ready(app: App) -> None:
    """Set how every worker of this installation polls, and that done jobs go: the register keeps what happened."""
    app.worker_defaults.update(
        {
            "listen_notify": False,
            "fetch_job_polling_interval": POLL_SECONDS,
            "abort_job_polling_interval": 5.0,
            "delete_jobs": "successful",
        }
    )
