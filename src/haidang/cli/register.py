"""`haidang register`: prove that nothing in the register was changed, taken away or put in between."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from uuid import UUID

import typer

from haidang.accounts import api as accounts
from haidang.catalogue import api as catalogue
from haidang.directory import api as directory
from haidang.dossiers import api as dossiers
from haidang.follow_up import api as follow_up
from haidang.indices import api as indices
from haidang.objects import api as objects
from haidang.register import api as register
from haidang.register.contracts import Head
from haidang.reports import api as reports
from haidang.usage import api as usage

_SHOWN = 100

register_app = typer.Typer(help="The register of everything that happened: prove it.", no_args_is_help=True)


@register_app.callback()
def register_commands() -> None:
    """The register of everything that happened: prove it."""


@register_app.command()
def verify() -> None:
    """Follow every stream from its first entry to its head, name each fault; end with 1 if there is one."""
    faults = list(islice(register.verify(_heads), _SHOWN + 1))
    for fault in faults[:_SHOWN]:
        typer.echo(f"{fault.stream} entry {fault.seq}: {fault.sentence}", err=True)
    if len(faults) > _SHOWN:
        typer.echo("and more", err=True)
    if faults:
        typer.echo("register: broken")
        raise typer.Exit(1)
    typer.echo(f"register: ok, {register.count_entries()} entries")


def _heads() -> Iterator[tuple[UUID, Head]]:
    """Yield where every stream ends, as the rows that own them say."""
    rooms = (accounts, directory, catalogue, dossiers, objects, follow_up, indices, reports, usage)
    return chain.from_iterable(room.iter_heads() for room in rooms)
