"""`haidang simulate`: fills a development installation with a believable nation, as fast as rows can be copied."""

from __future__ import annotations

from typing import Annotated

import typer
from django.conf import settings
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from haidang.cli.simulating.nation import settle
from haidang.cli.simulating.profiles import ProfileName, profile_of
from haidang.cli.simulating.workers import tell
from haidang.figures import api as figures
from haidang.kernel.errors import Refused
from haidang.kernel.now import now

_FOLDED_AT_ONCE = 200_000


def simulate(
    dossiers: Annotated[int | None, typer.Option(min=1, help="How many; else the profile's number.")] = None,
    years: Annotated[float | None, typer.Option(min=0.05, help="Over how many years up to now.")] = None,
    profile: Annotated[ProfileName | None, typer.Option(help="A nation that has a name.")] = None,
    seed: Annotated[int, typer.Option(help="The same seed tells the same stories.")] = 2151,
) -> None:
    """Invent a nation of units, filers and dossiers, as the use cases would leave it. Ctrl-C leaves whole dossiers."""
    if not settings.IS_DEVELOPMENT:
        raise Refused("Only a development installation takes a simulated nation. HAIDANG_MODE=development")
    size = profile_of(profile, dossiers=dossiers, years=years)
    nation = settle(size, seed=seed, now=now())
    typer.echo(f"{sum(len(era.offices) for era in nation.eras)} units, {len(nation.applicants)} filers", err=True)
    told = 0
    try:
        with _progress() as progress:
            bar = progress.add_task("Dossiers", total=size.dossiers)
            for many in tell(nation, dossiers=size.dossiers):
                told += many
                progress.advance(bar, many)
    except KeyboardInterrupt:
        typer.echo("Stopped; what was told is whole.", err=True)
    figures.fold(now=now(), size=_FOLDED_AT_ONCE)
    typer.echo(f"{told} dossiers")


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )


class _Rate(ProgressColumn):
    """How many a second."""

    def render(self, task: Task) -> Text:
        """Return the rate of late."""
        return Text(f"{task.speed or 0:,.0f}/s")
