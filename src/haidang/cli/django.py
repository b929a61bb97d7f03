"""`haidang django …`: Django's own management commands, for those who develop."""

from __future__ import annotations

import sys

from django.core.management import execute_from_command_line

from haidang.cli import installation


def django() -> None:
    """Pass everything on to Django."""
    installation.complete()
    execute_from_command_line(["haidang django", *sys.argv[2:]])
