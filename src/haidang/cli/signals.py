"""`haidang signals`: look back at what was loaded, which the job that looks at what moves never saw."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from haidang.kernel.errors import Refused
from haidang.kernel.now import now
from haidang.usage import api as usage

signals_app = typer.Typer(help="Dossiers that were perhaps not handled by the process.", no_args_is_help=True)


@signals_app.callback()
def signals_commands() -> None:
    """Dossiers that were perhaps not handled by the process."""


@signals_app.command()
def find(
    since: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day of receipt.")],
    until: Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="The last day of receipt.")],
) -> None:
    """Look at the dossiers received in a period, loaded pasts too; what was found before is not found again."""
    first, last = since.date(), until.date()
    if last < first:
        raise Refused("The last day lies before the first. Choose a later day for --to.")
    looked, new = 0, 0
    days = range((last - first).days + 1)
    for ahead in track(days, description="Days", console=Console(stderr=True), transient=True):
        counted, found = usage.look_back(day=first + timedelta(days=ahead), now=now())
        looked, new = looked + counted, new + found
    typer.echo(f"signals: looked at {looked} dossiers, {new} new signals")
