"""
The command `haidang`. Each command is one line below; its module is imported when it is asked for.

A command stands in its module as a function of its name, a group of commands as `<name>_app`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import Any

import typer

from haidang.cli import installation
from haidang.kernel.errors import DomainError

_PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}


class Needs(StrEnum):
    """What must be there before a command's module is imported."""

    NOTHING = "nothing"
    INSTALLATION = "the environment of an installation"
    ROOMS = "Django, set up"


@dataclass(frozen=True, slots=True)
class Part:
    """One command, or one group of commands, and where it lives."""

    name: str
    module: str
    needs: Needs = Needs.ROOMS
    is_hidden: bool = False
    passes_on: bool = False

    def add_to(self, app: typer.Typer, *, is_flat: bool) -> None:
        """Import the module and add what it holds; flat, each command of a group by its whole name."""
        module = import_module(self.module)
        group: typer.Typer | None = getattr(module, f"{self.name}_app", None)
        if group is None:
            settings = _PASS_ON if self.passes_on else None
            app.command(self.name, hidden=self.is_hidden, context_settings=settings)(getattr(module, self.name))
        elif is_flat:
            for name, command in _commands(group):
                app.command(f"{self.name} {name}")(command)
        else:
            app.add_typer(group, name=self.name, no_args_is_help=True)


PARTS = (
    Part("up", "haidang.cli.up", Needs.NOTHING),
    Part("web", "haidang.cli.serve", Needs.INSTALLATION),
    Part("worker", "haidang.cli.serve", Needs.INSTALLATION),
    Part("catalogue", "haidang.cli.catalogue"),
    Part("clock", "haidang.cli.clock", Needs.NOTHING),
    Part("demo", "haidang.cli.demo"),
    Part("documents", "haidang.cli.documents"),
    Part("figures", "haidang.cli.figures"),
    Part("register", "haidang.cli.register"),
    Part("signals", "haidang.cli.signals"),
    Part("simulate", "haidang.cli.simulate"),
    Part("migrate", "haidang.cli.database"),
    Part("prepare", "haidang.cli.prepare", is_hidden=True),
    Part("django", "haidang.cli.django", Needs.INSTALLATION, is_hidden=True, passes_on=True),
)


def main() -> None:
    """Run the command of this process, and end it with a sentence where something foreseen goes wrong."""
    try:
        _application(sys.argv[1:])(prog_name="haidang")
    except DomainError as error:
        _fail(str(error))
    except Exception as error:
        if not _is_unreachable_database(error):
            raise
        _fail(f"No database answers. Start `haidang up`, or set DATABASE_URL.\n{error}")


def _application(words: Sequence[str]) -> typer.Typer:
    """Return the commands: the one asked for alone, or all of them to list."""
    app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)
    app.callback()(_about)
    asked = [part for part in PARTS if part.name == next((w for w in words if not w.startswith("-")), None)]
    for part in asked or PARTS:
        if part.needs is not Needs.NOTHING:
            installation.find()
        if part.needs is Needs.ROOMS:
            installation.load_rooms()
        part.add_to(app, is_flat=not asked)
    return app


def _about() -> None:
    """Hải Đăng: administrative procedures of the customs, filed, handled and answered online."""


def _commands(group: typer.Typer) -> Iterator[tuple[str, Callable[..., Any]]]:
    for registered in group.registered_commands:
        assert registered.callback is not None
        yield registered.name or registered.callback.__name__.replace("_", "-"), registered.callback


def _is_unreachable_database(error: Exception) -> bool:
    from django.db.utils import OperationalError

    return isinstance(error, OperationalError)


def _fail(message: str) -> None:
    typer.secho(message, err=True, fg=typer.colors.RED)
    sys.exit(1)


if __name__ == "__main__":
    main()
