"""
Which installation a command speaks to: the one the environment names, else the one `haidang up` runs here.

HAIDANG_DATA names a data folder other than the usual one.
"""

from __future__ import annotations

import os

from haidang.cli.serving.folder import DataFolder, usual_folder

_NOWHERE = "/nonexistent"
_NONE = {
    "DATABASE_URL": f"postgresql:///none?host={_NOWHERE}",
    "SECRET_KEY": "of-a-command-that-signs-nothing",
    "FILES_DIR": f"{_NOWHERE}/files",
    "KEYS_DIR": f"{_NOWHERE}/keys",
}


def find() -> None:
    """Complete the environment from the installation that runs on this machine, if one does."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haidang.config.settings")
    if "DATABASE_URL" not in os.environ:
        os.environ.update(DataFolder(usual_folder()).state().get("environment", {}))


def complete() -> None:
    """Fill what is still missing with values that lead nowhere: what reads the pack alone needs no more."""
    for name, value in {**_NONE, "POOL_SIZE": "0"}.items():
        os.environ.setdefault(name, value)


def load_rooms() -> None:
    """Load the rooms, with or without an installation."""
    import django

    complete()
    django.setup()
