"""`haidang up`: everything on one machine, in one command."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from haidang.cli.serving.folder import usual_folder
from haidang.cli.serving.supervisor import Supervisor, Wish
from haidang.kernel.errors import Refused

Data = Annotated[
    Path | None, typer.Option(help="Folder of the data; by default /var/lib/haidang or the user's data folder.")
]


def up(
    *,
    data: Data = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="First port to try; 0 takes any.")] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for every one.")] = "127.0.0.1",
    now: Annotated[
        str, typer.Option(help="Run the clock from this moment (ISO 8601), with a banner on every page.")
    ] = "",
    demo: Annotated[bool, typer.Option("--demo/--no-demo", help="Fill a demonstration world.")] = False,
    reset: Annotated[bool, typer.Option("--reset", help="Delete the data first and begin anew.")] = False,
    database_only: Annotated[bool, typer.Option("--database-only", help="Start the database alone.")] = False,
    ready_file: Annotated[
        Path | None, typer.Option(help="Write the address into this file when the site answers.")
    ] = None,
) -> None:
    """Run database, web and worker on this machine."""
    wish = Wish(
        folder=data or usual_folder(),
        host=host,
        port=port,
        clock_offset=_offset(now) if now else 0.0,
        is_demo=demo,
        is_reset=reset,
        database_only=database_only,
        ready_file=ready_file,
    )
    Supervisor(wish, tell=typer.echo).run()


def _offset(text: str) -> float:
    """Return how many seconds the wanted moment is from now."""
    try:
        wanted = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(f"“{text}” is not a moment. Write it like 2018-03-05T08:30+07:00.") from None
    if wanted.tzinfo is None:
        raise Refused(f"“{text}” lacks its zone. Write it like {text}+07:00.")
    return (wanted - datetime.now(UTC)).total_seconds()
