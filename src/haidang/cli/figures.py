"""`haidang figures`: prove the kept figures against the register, or make them anew."""

from __future__ import annotations

import typer

from haidang.directory import api as directory
from haidang.figures import api as figures
from haidang.figures.contracts import Difference
from haidang.kernel.errors import Missing
from haidang.kernel.now import now

_SHOWN = 100

figures_app = typer.Typer(help="The figures behind the boards: prove them, make them anew.", no_args_is_help=True)


@figures_app.callback()
def figures_commands() -> None:
    """The figures behind the boards: prove them, make them anew."""


@figures_app.command()
def verify() -> None:
    """Recount every figure from the register, name each difference; end with 1 if there is one."""
    found = figures.verify(now=now())
    for difference in found[:_SHOWN]:
        typer.echo(f"{_code(difference)} {difference}", err=True)
    if len(found) > _SHOWN:
        typer.echo(f"and {len(found) - _SHOWN} more", err=True)
    if found:
        typer.echo(f"figures: {len(found)} differ from the register; `haidang figures rebuild` makes them anew")
        raise typer.Exit(1)
    typer.echo("figures: ok")


@figures_app.command()
def rebuild() -> None:
    """Make every figure anew from the register, while the system runs."""
    typer.echo(f"figures: {figures.rebuild()} totals made from the register")


@figures_app.command()
def foresee() -> None:
    """Learn anew which dossiers tend to be late, and say how well that did on the months held back."""
    proof = figures.foresee(now=now())
    typer.echo(f"figures: learnt from {proof.dossiers} dossiers, {proof.held_back} of them held back first")
    if proof.brier is not None:
        typer.echo(f"figures: Brier score {proof.brier:.4f}; telling all the same share {proof.brier_of_share:.4f}")


def _code(difference: Difference) -> str:
    """Return the unit's code for people; the figures know its id alone."""
    try:
        return directory.get_unit(difference.unit).code
    except Missing:
        return "?"
