"""A temporary installation for a benchmark: started by the public command, spoken to by HTTP and SQL."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg

BIN = Path(sys.executable).parent
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Installation:
    """Where it answers, how to reach its database, and its processes."""

    folder: Path
    state: dict[str, Any]

    @property
    def address(self) -> str:
        """The site's address."""
        return str(self.state["address"])

    def admin(self) -> psycopg.Connection[Any]:
        """Return a connection of the database's administrator."""
        return psycopg.connect(self.state["database"]["admin"], autocommit=True)

    def haidang(self, *words: str) -> str:
        """Run a public command against this installation and return what it printed."""
        environment = os.environ | {"HAIDANG_DATA": str(self.folder)}
        done = subprocess.run([BIN / "haidang", *words], env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"haidang {' '.join(words)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def python(self, code: str) -> str:
        """Run a few lines of Python inside the installation."""
        return self.haidang("django", "shell", "--no-imports", "-c", code)

    @contextmanager
    def without_worker(self) -> Iterator[None]:
        """Hold the worker still while statements are counted."""
        os.kill(self.state["pids"]["worker"], signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.state["pids"]["worker"], signal.SIGCONT)


@contextmanager
def installed() -> Iterator[Installation]:
    """Start a development installation that runs on the present moment; stop and remove it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="hd-bench-"))
    folder.chmod(0o711)
    now = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).isoformat(timespec="seconds")
    command = [BIN / "haidang", "up", "--data", folder / "data", "--port", "0", "--now", now]
    command += ["--ready-file", folder / "ready"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=sys.stderr)
    try:
        for _second in range(240):
            if (folder / "ready").exists() or process.poll() is not None:
                break
            time.sleep(1)
        yield Installation(folder / "data", json.loads((folder / "data" / "state.json").read_text()))
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)
        shutil.rmtree(folder, ignore_errors=True)
