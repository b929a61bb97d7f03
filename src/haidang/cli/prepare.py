"""`haidang prepare`: what an installation needs before it answers. Each step may run again."""

from __future__ import annotations

import typer
from django.conf import settings
from django.core.management import call_command

from haidang.catalogue import api as catalogue
from haidang.cli.database import migrate
from haidang.directory import api as directory
from haidang.kernel.now import now


def prepare() -> None:
    """Migrate, collect the static files and load the pack: what `haidang up` does at each start."""
    migrate()
    typer.echo("Collecting the static files …")
    call_command("collectstatic", interactive=False, verbosity=0)
    typer.echo("Loading the units …")
    directory.load_units()
    typer.echo("Loading the procedures …")
    catalogue.load_pack(now=now())
    if not (settings.IS_DEVELOPMENT or settings.SIGNER_PKCS12 or settings.SIGNER_PKCS11):
        typer.echo("No signing key yet: results cannot be signed. Set SIGNER_PKCS12 or SIGNER_PKCS11.")
