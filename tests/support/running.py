"""A real `haidang up` in processes of its own, for tests that talk to it from outside."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from haidang.cli.serving.folder import DataFolder

_OURS = ("DATABASE_URL", "SECRET_KEY", "BASE_URL", "ALLOWED_HOSTS", "FILES_DIR", "KEYS_DIR", "MAIL_URL")
_NOT_FOR_CHILDREN = {*_OURS, "HAIDANG_MODE", "HAIDANG_CLOCK_OFFSET", "POOL_SIZE", "HAIDANG_TEST_CLUSTER"}
_PATIENCE = 120.0


class Installation:
    """A data folder of its own, outside the checkout, and the `haidang up` that may run on it."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hd-up-"))
        self.folder.chmod(0o711)
        self.data = self.folder / "data"
        self._process: subprocess.Popen[str] | None = None

    def start(self, *options: str) -> None:
        """Start `haidang up` and wait until it tells its state, or ends."""
        port = [] if "--port" in options else ["--port", "0"]
        words = ["up", "--data", str(self.data), *port, *options]
        self._process = subprocess.Popen(
            command(*words), env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        waited_until = time.monotonic() + _PATIENCE
        while not self.state() and self._process.poll() is None and time.monotonic() < waited_until:
            time.sleep(0.05)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run another command on the same data and return how it ended."""
        return subprocess.run(
            command(*words), env=environment(HAIDANG_DATA=str(self.data)), capture_output=True, text=True, check=False
        )

    def state(self) -> dict[str, Any]:
        """Return what `haidang up` wrote down about itself."""
        return DataFolder(self.data).state()

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to `haidang up` alone."""
        assert self._process is not None
        self._process.send_signal(number)

    def end(self) -> tuple[int, str]:
        """Wait until `haidang up` has ended; return its exit code and what it said."""
        assert self._process is not None
        said, _ = self._process.communicate(timeout=_PATIENCE)
        return self._process.returncode, said

    def processes(self) -> list[int]:
        """Return every process that has our data folder in its command line or works in it."""
        marks = str(self.data)
        return [pid for pid in _pids() if marks in _command_line(pid) or marks in _working_folder(pid)]

    def remove(self) -> None:
        """Stop what runs and delete everything."""
        if self._process and self._process.poll() is None:
            self._process.terminate()
            self._process.communicate(timeout=_PATIENCE)
        shutil.rmtree(self.folder, ignore_errors=True)


def command(*words: str) -> list[str]:
    """Return the command `haidang` with these words, by the Python that runs the tests."""
    return [sys.executable, "-m", "haidang.cli.main", *words]


def environment(**more: str) -> dict[str, str]:
    """Return an environment in which nothing of the tests' own installation shows."""
    return {name: value for name, value in os.environ.items() if name not in _NOT_FOR_CHILDREN} | more


def _pids() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def _working_folder(pid: int) -> str:
    try:
        return str(Path(f"/proc/{pid}/cwd").readlink())
    except OSError:
        return ""
