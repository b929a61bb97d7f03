"""
The data folder of one installation: pages of the database, files, keys, secrets, logs, and who runs it now.

Only a folder that carries our marker is ever emptied, and only one `haidang up` at a time works in one.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
from pathlib import Path
from typing import IO, Any

from haidang.kernel.errors import Conflict, Refused

MARKER = "haidang-data.txt"
_MARK = "This folder holds the data of a Hải Đăng installation. `haidang up --reset` empties it.\n"
_SECRETS = ("admin", "haidang_owner", "haidang_app", "secret_key")


def usual_folder() -> Path:
    """Return where data goes when nobody says otherwise: /var/lib as root, else the user's own data folder."""
    if told := os.environ.get("HAIDANG_DATA"):
        return Path(told)
    if os.geteuid() == 0:
        return Path("/var/lib/haidang")
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "haidang"


class DataFolder:
    """One installation's folder; `claim` it before anything else."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.postgres = self.path / "postgres"
        self.files, self.keys, self.mail, self.logs = (self.path / name for name in ("files", "keys", "mail", "logs"))
        self._state = self.path / "state.json"
        self._lock: IO[str] | None = None

    def claim(self) -> None:
        """
        Make the folder ours for as long as this process lives.

        :raises Refused: if it holds something else
        :raises Conflict: if another `haidang up` works in it
        """
        self._make()
        lock = (self.path / "lock").open("a")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            address = self.state().get("address", "an address it has not announced yet")
            raise Conflict(f"Hải Đăng already runs on {self.path}, at {address}. Stop that one first.") from None
        self._lock = lock
        self._state.unlink(missing_ok=True)
        self._make_rooms()

    def empty(self) -> None:
        """Delete everything but the marker and the lock."""
        for entry in self.path.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            elif entry.name not in (MARKER, "lock"):
                entry.unlink()
        self._make_rooms()

    def secrets(self) -> dict[str, str]:
        """Return the passwords of the database's roles and the signing secret, made at the first start."""
        path = self.path / "secrets.json"
        if not path.exists():
            _write_private(path, {name: secrets.token_urlsafe(40) for name in _SECRETS})
        found: dict[str, str] = json.loads(path.read_text())
        return found

    def tell_state(self, state: dict[str, Any]) -> None:
        """Write who runs here and how to reach it, readable by the operator alone."""
        _write_private(self._state, state)

    def state(self) -> dict[str, Any]:
        """Return what the running `haidang up` told; empty when none runs."""
        try:
            with (self.path / "lock").open() as lock:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:  # somebody runs here
            return self._told()
        except OSError:
            return {}
        return {}

    def _told(self) -> dict[str, Any]:
        try:
            found: dict[str, Any] = json.loads(self._state.read_text())
        except (FileNotFoundError, PermissionError):
            return {}
        return found

    def forget_state(self) -> None:
        """Say that nothing runs here any more."""
        self._state.unlink(missing_ok=True)

    def _make_rooms(self) -> None:
        for folder in (self.files, self.keys, self.mail, self.logs):
            folder.mkdir(mode=0o700, exist_ok=True)

    def _make(self) -> None:
        if self.path.is_dir() and any(self.path.iterdir()) and not (self.path / MARKER).exists():
            raise Refused(f"{self.path} holds something else. Name a new or empty folder with --data.")
        closed = 0o711 if os.geteuid() == 0 else 0o700  # the database's own user passes through, reads nothing
        for folder in [*reversed(self.path.parents), self.path]:
            if not folder.exists():
                folder.mkdir()
                folder.chmod(closed)
        (self.path / MARKER).write_text(_MARK)


def _write_private(path: Path, content: dict[str, Any]) -> None:
    """Write a file only its owner reads, whole or not at all."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as sink:  # noqa: PTH123
        json.dump(content, sink, indent=1)
    fresh.replace(path)
