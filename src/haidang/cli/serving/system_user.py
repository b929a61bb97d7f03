"""
PostgreSQL refuses to run as root. Started as root, the database gets a system user of its own.

Nothing of other people's is opened for that user: what it cannot reach is either copied for it (the program)
or refused in a sentence (the data).
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import time
from pathlib import Path
from typing import TypedDict

from haidang.kernel.errors import Refused

NAME = "haidang-pg"
_WAYS = (
    (
        "useradd",
        "--system",
        "--user-group",
        "--no-create-home",
        "--home-dir",
        "/nonexistent",
        "--shell",
        "/bin/false",
    ),
    ("adduser", "-S", "-D", "-H", "-s", "/bin/false"),
)


def database_user() -> int | None:
    """
    Return the id of the system user that runs the database, made when missing; None when we are not root.

    :raises Refused: if the machine has no command that adds users
    """
    if os.geteuid() != 0:
        return None
    way = next((way for way in _WAYS if shutil.which(way[0])), None)
    for attempt in range(20):
        try:
            return pwd.getpwnam(NAME).pw_uid
        except KeyError:
            if way is None:
                break
            # Two of us may start at once; then one finds the list of users locked and looks again.
            subprocess.run([*way, NAME], capture_output=True, check=False)  # noqa: S603
            time.sleep(0.05 * attempt)
    raise Refused(f"The database needs a system user: add one named {NAME}, or start as an ordinary user.")


class Identity(TypedDict, total=False):
    """What subprocess needs to become another user."""

    user: int
    group: int
    extra_groups: tuple[int, ...]


def as_user(user: int | None) -> Identity:
    """Return the arguments by which a child process drops our rights; nothing for None."""
    return {} if user is None else {"user": user, "group": group_of(user), "extra_groups": ()}


def group_of(user: int) -> int:
    """Return the main group of a user."""
    return pwd.getpwuid(user).pw_gid


def can_enter(folder: Path, user: int | None) -> bool:
    """Return whether this user reaches the folder through all its parents."""
    if user is None:
        return True
    return subprocess.run(["test", "-x", str(folder)], check=False, **as_user(user)).returncode == 0  # noqa: S603, S607
