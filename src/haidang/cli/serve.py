"""`haidang web` and `haidang worker`: the two programs of an installation, started by systemd or `haidang up`."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Annotated

import typer

_KILL_WEB_AFTER = 5
_MOST_PROCESSES = 4
_STOP_WORKER_WITHIN = 15.0


def web(
    *,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    processes: Annotated[int, typer.Option(min=0, help="Processes that answer; 0: one a core, four at most.")] = 0,
    threads: Annotated[int, typer.Option(min=1, help="Threads of each process.")] = 4,
) -> None:
    """Serve the web pages and the API."""
    os.environ.setdefault("POOL_SIZE", "thread")  # threads are few and stay: each keeps its connection
    import_module("haidang.config.settings")  # says here, not in each process, what the environment lacks
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "haidang.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes or min(os.cpu_count() or 1, _MOST_PROCESSES),
        blocking_threads=threads,
        websockets=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=_KILL_WEB_AFTER,
    ).serve()


def worker(
    *,
    jobs: Annotated[int, typer.Option(min=1, help="Jobs at the same time.")] = 1,
) -> None:
    """Work off the job queue."""
    import django

    django.setup()
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    assert isinstance(app.connector, DjangoConnector)
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        working.run_worker(concurrency=jobs, shutdown_graceful_timeout=_STOP_WORKER_WITHIN)
