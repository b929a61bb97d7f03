"""An installation of one's own on a temporary folder: started, asked by public commands, stopped, removed."""

from __future__ import annotations

import email
import email.policy
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import psycopg

from main_job.steps import Failed, wait_for

COMMAND = Path(sys.executable).parent / "haidang"
_START_WITHIN, _STOP_WITHIN, _COMMAND_WITHIN = 300, 60, 240
_OURS = (
    "DATABASE_URL", "DATABASE_OWNER_URL", "SECRET_KEY", "BASE_URL", "ALLOWED_HOSTS", "FILES_DIR", "KEYS_DIR",
    "MAIL_URL", "MAIL_FROM", "HAIDANG_CLOCK_OFFSET", "HAIDANG_DATA", "SIGNER_PKCS12", "SIGNER_PKCS11",
    "SIGNER_PASSPHRASE",
)  # fmt: skip


def run_command(*words: str, environment: Mapping[str, str] | None = None) -> str:
    """
    Run a public command and return what it printed.

    :raises Failed: if it does not end with 0
    """
    done = subprocess.run(
        [COMMAND, *words], env=environment, capture_output=True, text=True, check=False, timeout=_COMMAND_WITHIN
    )
    if done.returncode:
        raise Failed(f"`haidang {' '.join(words)}` to end with 0", f"{done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout


def ask_command(*words: str, environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Run a public command with --json and return its answer."""
    told: dict[str, Any] = json.loads(run_command(*words, "--json", environment=environment))
    return told


class Installation:
    """`haidang up` on a folder that goes away with it. `now` moves its clock."""

    def __init__(self, *, now: str = "") -> None:
        self._base = Path(tempfile.mkdtemp(prefix="haidang-check-"))
        self._base.chmod(0o711)  # the database runs as a user of its own and passes through
        self._data, self._ready = self._base / "data", self._base / "ready"
        self._log = self._base / "up.log"
        self._environment = {name: value for name, value in os.environ.items() if name not in _OURS}
        self._environment |= {"HAIDANG_MODE": "development", "HAIDANG_DATA": str(self._data)}
        options = ["--data", str(self._data), "--port", "0", "--ready-file", str(self._ready)]
        options += ["--now", now] if now else []
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [COMMAND, "up", *options],
                env=self._environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.address = ""

    def wait_until_ready(self) -> None:
        """
        Wait until the site answers.

        :raises Failed: if it ends instead, or takes too long
        """

        def look() -> bool | None:
            if self._process.poll() is not None:
                raise Failed("`haidang up` to run", self._log.read_text(errors="replace")[-2000:])
            return True if self._ready.exists() and self._ready.read_text() else None

        wait_for("an answering site", look, seconds=_START_WITHIN)
        self.address = self._ready.read_text()

    def ask_to_stop(self) -> None:
        """Begin to stop everything that was started."""
        with suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)

    def stop(self) -> None:
        """Stop everything that was started, and remove the folder."""
        self.ask_to_stop()
        try:
            self._process.wait(_STOP_WITHIN)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        shutil.rmtree(self._base, ignore_errors=True)

    def run(self, *words: str) -> str:
        """Run a public command on this installation and return what it printed."""
        return run_command(*words, environment=self._environment)

    def ask(self, *words: str) -> dict[str, Any]:
        """Run a public command on this installation with --json and return its answer."""
        return ask_command(*words, environment=self._environment)

    def verify_paper(self, pdf: bytes) -> dict[str, Any]:
        """
        Return what the public command proves of a signed paper.

        :raises Failed: if it cannot be relied on
        """
        paper = self._base / "paper.pdf"
        paper.write_bytes(pdf)
        return self.ask("documents", "verify", str(paper))

    def find_mail(self, to: str, *words: str) -> EmailMessage | None:
        """Return the newest mail to an address that holds all these words."""
        for path in sorted((self._data / "mail").glob("*.eml"), reverse=True):
            mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            assert isinstance(mail, EmailMessage)
            told = f"{mail['Subject']}\n{mail.get_content()}"
            if to in str(mail["To"]) and all(word in told for word in words):
                return mail
        return None

    def sql(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run one statement as the administrator of the cluster, outside all that the program guards."""
        address = json.loads((self._data / "state.json").read_text())["database"]["admin"]
        with psycopg.connect(address, autocommit=True) as connection:
            done = connection.execute(statement.encode(), values)
            return done.fetchall() if done.description else []

    def kept_file(self, sha256: str) -> Path:
        """Return where the bytes of a file are kept."""
        return self._data / "files" / sha256[:2] / sha256

    def latest_complaints(self) -> str:
        """Return the ends of the logs, for a step that failed because of an error of the program."""
        logs = [path for path in sorted((self._data / "logs").glob("*.log")) if path.stat().st_size]
        return "\n".join(f"{path.name}:\n{path.read_text(errors='replace')[-3000:]}" for path in logs)
