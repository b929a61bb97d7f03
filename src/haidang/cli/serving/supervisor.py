"""
The parent of database, web and worker on one machine.

It starts them in that order, watches them, and stops them the other way round: at Ctrl-C, at SIGTERM, or when one
of them ends by itself. It keeps no threads and touches no data of the rooms.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from haidang.cli.serving import leftovers, ports
from haidang.cli.serving.databases import Database, GivenDatabase, OwnDatabase
from haidang.cli.serving.folder import DataFolder
from haidang.cli.serving.processes import Child
from haidang.kernel.errors import Refused

_GLANCE = 0.1
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_HERE = ("127.0.0.1", "::1", "0.0.0.0", "::")  # noqa: S104
_HAIDANG = (sys.executable, "-m", "haidang.cli.main")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was asked of `haidang up`."""

    folder: Path
    host: str = "127.0.0.1"
    port: int = 8000
    clock_offset: float = 0.0
    is_demo: bool = False
    is_reset: bool = False
    database_only: bool = False
    ready_file: Path | None = None


class Stopped(Exception):
    """Somebody asked us to stop."""


class Supervisor:
    """One run of `haidang up`: `run` returns when everything has stopped again."""

    def __init__(self, wish: Wish, *, tell: Callable[[str], None]) -> None:
        self._wish = wish
        self._tell = tell
        self._folder = DataFolder(wish.folder)
        self._database: Database | None = None
        self._children: list[Child] = []
        self._claim: socket.socket | None = None
        self._is_stopping = False

    def run(self) -> None:
        """
        Start everything, watch it, stop it.

        :raises Refused: if something cannot start, or ended by itself
        :raises Conflict: if another one runs on the same data
        """
        for number in _SIGNALS:
            signal.signal(number, self._asked_to_stop)
        self._folder.claim()
        if self._wish.ready_file:
            self._wish.ready_file.unlink(missing_ok=True)
        try:
            self._start()
            self._watch()
        except Stopped:
            self._tell("Stopping …")
        finally:
            self._is_stopping = True
            self._stop()
        self._tell("Stopped. The data stays for the next start.")

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._is_stopping = True

    def _start(self) -> None:
        wish = self._wish
        if wish.is_reset:
            self._tell(f"Deleting the data in {self._folder.path} …")
            leftovers.clear(self._folder.postgres / "pages", tell=self._tell)
            self._folder.empty()
        self._tell("Starting the database …")
        self._database = database = self._choose_database()
        database.start()
        if wish.database_only:
            self._tell_state(address="")
            self._tell(f"The database answers; its addresses are in {self._folder.path / 'state.json'}.")
            return
        self._claim = ports.claim(wish.host, wish.port)
        self._run_step("messages", [sys.executable, "-m", "haidang.config.messages", "compile"])
        self._run_step("prepare", [*_HAIDANG, "prepare"], with_owner=True)
        self._start_site()
        if wish.is_demo:
            self._run_step("demo", [*_HAIDANG, "demo", "load"])

    def _choose_database(self) -> Database:
        if os.environ.get("DATABASE_URL"):
            return GivenDatabase()
        return OwnDatabase(self._folder, tell=self._tell, is_cancelled=lambda: self._is_stopping)

    def _start_site(self) -> None:
        """Start web and worker, and announce the address when it answers."""
        host, port = self._listening_at()
        self._add("web", [*_HAIDANG, "web", "--host", host, "--port", str(port)])
        self._add("worker", [*_HAIDANG, "worker"])
        while not _answers(host, port):
            self._look(*self._children)
        address = self._environment()["BASE_URL"]
        self._tell_state(address=address)
        self._tell(f"Hải Đăng answers at {address} (Ctrl-C stops it)")

    def _watch(self) -> None:
        while True:
            self._look(*self._children)

    def _look(self, *children: Child) -> None:
        """
        Wait a moment and see that all is well.

        :raises Stopped: if somebody asked for it
        :raises Refused: if a part has ended by itself
        """
        time.sleep(_GLANCE)
        if self._is_stopping:
            raise Stopped
        if self._database and not self._database.is_running():
            raise Refused(f"The database has ended. Its log: {self._folder.postgres / 'log'}")
        for child in children:
            if not child.is_running():
                raise Refused(f"The part “{child.name}” has ended:\n{child.last_words()}")

    def _run_step(self, name: str, command: Sequence[str], *, with_owner: bool = False) -> None:
        """Run a program to its end, its progress shown as it comes."""
        step = Child(name, command, environment=self._environment(with_owner=with_owner), log=None)
        try:
            while step.is_running():
                self._look(*self._children)
        finally:
            step.stop()
        if step.exit_code:
            raise Refused(f"The step “{name}” failed, see above.")

    def _add(self, name: str, command: Sequence[str]) -> Child:
        child = Child(name, command, environment=self._environment(), log=self._folder.logs / f"{name}.log")
        self._children.append(child)
        return child

    def _stop(self) -> None:
        """Stop web, worker and database, in that order."""
        for child in self._children:
            child.stop()
        if self._database:
            self._database.stop()
        if self._claim:
            self._claim.close()
        self._folder.forget_state()

    def _listening_at(self) -> tuple[str, int]:
        assert self._claim is not None
        host, port = self._claim.getsockname()[:2]
        return host, port

    def _environment(self, *, with_owner: bool = False) -> dict[str, str]:
        """Return what a child is told. Only what migrates learns the owner's address."""
        told = {**os.environ, **self._settings()}
        if not with_owner:
            del told["DATABASE_OWNER_URL"]
        return told

    def _settings(self) -> dict[str, str]:
        """Return the variables of config/env.py: what the operator set, else what serves one machine."""
        assert self._database is not None
        is_development = self._wish.is_demo or bool(self._wish.clock_offset)
        usual = {
            "SECRET_KEY": self._folder.secrets()["secret_key"],
            "FILES_DIR": str(self._folder.files),
            "KEYS_DIR": str(self._folder.keys),
            "MAIL_URL": f"file://{self._folder.mail}",
            "HAIDANG_MODE": "development" if is_development else "production",
            **self._addresses(),
        }
        return {
            **{name: os.environ.get(name, value) for name, value in usual.items()},
            **self._database.addresses(),
            "HAIDANG_CLOCK_OFFSET": str(self._wish.clock_offset),
            "HAIDANG_DATA": str(self._folder.path),
        }

    def _addresses(self) -> dict[str, str]:
        if not self._claim:
            return {}
        host, port = self._listening_at()
        shown = "localhost" if host in _HERE else host
        return {
            "BASE_URL": f"http://{shown}:{port}",
            "ALLOWED_HOSTS": f"localhost,127.0.0.1,[::1],{host},{socket.gethostname()}",
        }

    def _tell_state(self, *, address: str) -> None:
        """Write down how to reach everything, for scripts and for `haidang` in another terminal."""
        assert self._database is not None
        state: dict[str, Any] = {
            "address": address,
            "pid": os.getpid(),
            "pids": {child.name: child.pid for child in self._children},
            "database": {**self._database.addresses(), **self._database.operator_addresses()},
            "environment": self._settings(),
        }
        self._folder.tell_state(state)
        if self._wish.ready_file:
            self._wish.ready_file.write_text(address)


def _answers(host: str, port: int) -> bool:
    """Return whether a web server answers there, whatever it says."""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    connection = http.client.HTTPConnection(here, port, timeout=10)
    try:
        connection.request("GET", "/", headers={"Host": f"localhost:{port}"})
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True
