"""Child processes: each in a session of its own, gone when their parent is gone."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path

from haidang.cli.serving.system_user import as_user

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def _told_of_our_death(how: signal.Signals) -> Callable[[], None] | None:
    """Return what a child runs before its program, so that the kernel signals it even after our `kill -9`."""
    if _LIBC is None:
        return None
    prctl = _LIBC.prctl
    return lambda: prctl(_PR_SET_PDEATHSIG, how)


class Child:
    """
    One running program. `stop` is polite first, then certain, and takes the whole session along.

    Without a log the program writes where we write.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        environment: Mapping[str, str],
        log: Path | None,
        stop_signal: signal.Signals = signal.SIGTERM,
        user: int | None = None,
    ) -> None:
        self.name = name
        self.log = log
        self._stop_signal = stop_signal
        with log.open("ab") if log else nullcontext() as sink:
            self._process = subprocess.Popen(  # noqa: S603 - our own programs
                [str(part) for part in command],
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
                cwd="/",
                start_new_session=True,
                preexec_fn=_told_of_our_death(stop_signal),
                **as_user(user),
            )

    @property
    def pid(self) -> int:
        """The number of the process, which is also that of its session."""
        return self._process.pid

    def is_running(self) -> bool:
        """Return whether the program still runs."""
        return self._process.poll() is None

    @property
    def exit_code(self) -> int | None:
        """How the program ended; None while it runs."""
        return self._process.poll()

    def stop(self, *, patience: float = 20.0) -> None:
        """Ask the program to end, wait, and end by force what is left of its session."""
        if self.is_running():
            self._process.send_signal(self._stop_signal)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(patience)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()

    def last_words(self, lines: int = 15) -> str:
        """Return the end of the program's log, for a message that says why it ended."""
        return "" if self.log is None else "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
