"""`haidang migrate`: bring the database to this release, as its owner."""

from __future__ import annotations

import typer
from django.core.management import call_command
from django.db import connections

from haidang.cli.serving import roles
from haidang.kernel.errors import Refused


def migrate() -> None:
    """Bring the database to this release, as its owner."""
    if "owner" not in connections:
        raise Refused("Set DATABASE_OWNER_URL: migrations run as haidang_owner, not as the application.")
    owner = connections["owner"]
    owner.ensure_connection()
    roles.prepare(owner.connection)
    typer.echo("Migrating the database …")
    call_command("migrate", database="owner", verbosity=0)
    owner.close()
