"""
What a `kill -9` left behind.

PostgreSQL will not start while its `postmaster.pid` names a living process, and process numbers are used
again (in a container nearly always the same ones). Who really works on the pages shows in its working folder.
On systems without /proc the file is left to PostgreSQL's own judgement.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from haidang.kernel.errors import Refused

_PATIENCE = 60.0
_PROC = Path("/proc")


def clear(pages: Path, *, tell: Callable[[str], None]) -> None:
    """
    End what still works on these pages, and remove a lock file that names nobody of ours.

    :raises Refused: if something works on them and does not end
    """
    lock = pages / "postmaster.pid"
    if not _PROC.is_dir() or not lock.exists():
        return
    at_work = _working_in(pages)
    if at_work:
        tell("A database server of an earlier start still runs; stopping it …")
        _stop(_owner(lock), at_work)
    ends = time.monotonic() + _PATIENCE
    while at_work := _working_in(pages):
        if time.monotonic() > ends:
            raise Refused(f"Processes {sorted(at_work)} still work on {pages}. End them, then start again.")
        time.sleep(0.05)
    lock.unlink(missing_ok=True)


def _stop(owner: int | None, at_work: set[int]) -> None:
    """Ask the server for a fast shutdown; without a server its sessions end by themselves."""
    if owner in at_work:
        with suppress(ProcessLookupError):
            os.kill(owner, signal.SIGINT)


def _owner(lock: Path) -> int | None:
    first = lock.read_text().splitlines()[:1]
    return int(first[0]) if first and first[0].isdigit() else None


def _working_in(folder: Path) -> set[int]:
    """Return the processes whose working folder this is: the server and each of its sessions."""
    found = set()
    for entry in _PROC.iterdir():
        with suppress(OSError):
            if entry.name.isdigit() and (entry / "cwd").readlink() == folder:
                found.add(int(entry.name))
    return found
