"""`haidang catalogue`: the pack as an editor sees it. Reads files alone; needs no database."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Coverage, Procedure, PublishedFigure
from haidang.clock import api as clock
from haidang.kernel.errors import Missing
from haidang.kernel.now import now

catalogue_app = typer.Typer(help="Procedures as data: check them, list them, count them.")

On = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="The day to look at; today if left out.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_TIERS = {1: "headquarters", 2: "department or region", 3: "branch"}


@catalogue_app.command()
def check(
    path: Annotated[Path | None, typer.Argument(help="A pack's folder or one of its files; ours if left out.")] = None,
) -> None:
    """Name every mistake of a pack: file, line, sentence (Vietnamese, then English)."""
    folder, only = _folder_and_file(path)
    found = [mistake for mistake in catalogue.check_pack(folder) if only in (None, folder / mistake.file)]
    for mistake in found:
        typer.echo(f"{folder / mistake.file}:{mistake.line}: {mistake.text.vi}\n    {mistake.text.en}")
    if found:
        typer.secho(f"{len(found)} mistakes", err=True, fg=typer.colors.RED)
        raise typer.Exit(1)
    typer.echo("The pack has no mistakes.")


@catalogue_app.command("list")
def list_(on: On = None, as_json: AsJson = False) -> None:  # noqa: FBT002 - an option of the command line
    """List the procedures of the pack: ids, name, tier, level, whether offered, how well known."""
    found = [each for each in catalogue.read_procedures() if _is_in_force(each, _day(on))]
    if as_json:
        typer.echo(json.dumps([_entry(each) for each in found], ensure_ascii=False, indent=1))
        return
    table = Table("source", "id", "tier", "offered", "name", box=None)
    for each in found:
        table.add_row(each.source_id, each.id, str(each.tier), "yes" if each.offered else "no", each.name.vi)
    Console().print(table)


@catalogue_app.command()
def coverage(on: On = None, as_json: AsJson = False) -> None:  # noqa: FBT002 - an option of the command line
    """Print the published figures with their sources beside what the pack itself counts."""
    found = catalogue.coverage(on=_day(on))
    if as_json:
        typer.echo(json.dumps(_json(found), ensure_ascii=False, indent=1))
        return
    typer.echo("Published by the administration (quoted; its official list was not found):")
    for figure in found.published:
        typer.echo(
            f"  {figure.when:<8} {_told(figure):<34} {figure.text.vi} [{figure.confidence}]\n{'':11}{figure.source}"
        )
    typer.echo(f"\nCounted from this pack on {found.on.isoformat()}:")
    typer.echo(f"  {found.offered} of {found.procedures} procedures offered here, {found.not_offered} not offered")
    for tier, count in sorted(found.by_tier.items()):
        typer.echo(f"  {count:>3} at tier {tier}, {_TIERS[tier]}")
    for level, count in sorted(found.by_level.items(), key=lambda item: item[0] or 0):
        typer.echo(f"  {count:>3} at level {level or 'unknown'}, as printed before the plan of 2017")
    typer.echo(f"  {found.with_statutory_term:>3} with a statutory term known in full")
    typer.echo(f"  {found.with_own_form:>3} with a form of their own, the others with the general request")


def _folder_and_file(path: Path | None) -> tuple[Path, Path | None]:
    """Return the folder of the pack meant, and the one file of it if a file was named."""
    if path is None:
        return catalogue.default_folder(), None
    if not path.exists():
        raise Missing(f"There is no {path}.")
    if path.is_dir():
        return path, None
    return (path.parent.parent if path.parent.name == "procedures" else path.parent), path


def _day(on: datetime | None) -> date:
    return on.date() if on else now().astimezone(clock.standard_calendar().zone).date()


def _is_in_force(procedure: Procedure, day: date) -> bool:
    return procedure.valid_from <= day and (procedure.valid_to is None or day <= procedure.valid_to)


def _entry(procedure: Procedure) -> dict[str, Any]:
    reason = procedure.not_offered_reason
    return {
        "id": procedure.id,
        "source_id": procedure.source_id,
        "name": procedure.name.vi,
        "name_en": procedure.name.en,
        "tier": procedure.tier,
        "level": procedure.level,
        "offered": procedure.offered,
        "not_offered_reason": reason.vi if reason else None,
        "confidence": procedure.confidence,
    }


def _told(figure: PublishedFigure) -> str:
    of = f" of {figure.total}" if figure.total else ""
    return f"{figure.offered}{of}{f' (level 4: {figure.level_4})' if figure.level_4 else ''}"


def _json(found: Coverage) -> Mapping[str, Any]:
    return {**asdict(found), "on": found.on.isoformat()}
