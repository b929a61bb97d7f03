"""
Telling the nation with all cores: each batch is one transaction, so an interruption leaves whole dossiers only.

The workers are copies of the process that settled the nation, so nothing is handed over but numbers of batches.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Iterator
from multiprocessing.synchronize import Event

from django.db import connection

from haidang.cli.simulating.nation import Nation
from haidang.cli.simulating.stories import Narrator
from haidang.dossiers.api import PastWriter

_BATCH = 1500
_OBJECTS_OF_A_BATCH = 200_000
_own: _Teller


def tell(nation: Nation, *, dossiers: int, workers: int | None = None) -> Iterator[int]:
    """Store so many dossiers and yield how many each batch held; when the caller stops, begun batches are finished."""
    batches = -(-dossiers // _BATCH)
    sizes = [dossiers // batches + (number < dossiers % batches) for number in range(batches)]
    narrator = Narrator(nation)
    if workers == 0:
        teller = _Teller(narrator, nation, batches)
        for number, size in enumerate(sizes):
            yield teller.tell(number, size)
        return
    context = multiprocessing.get_context("fork")
    stopping = context.Event()
    _leave_database()
    pool = context.Pool(workers or os.cpu_count() or 1, _begin, (narrator, nation, batches, stopping))
    try:
        yield from pool.imap_unordered(_tell, enumerate(sizes))
    finally:
        stopping.set()
        pool.close()
        pool.join()


class _Teller:
    """One process that tells batches."""

    def __init__(self, narrator: Narrator, nation: Nation, batches: int, stopping: Event | None = None) -> None:
        self._narrator, self._batches, self._stopping = narrator, batches, stopping
        self._writer = PastWriter({nation.calendar.key: nation.calendar})

    def tell(self, number: int, size: int) -> int:
        """Tell one batch, unless the end was called."""
        if self._stopping and self._stopping.is_set():
            return 0
        return self._writer.write(self._narrator.batch(number, of=self._batches, size=size))


def _begin(narrator: Narrator, nation: Nation, batches: int, stopping: Event) -> None:
    global _own
    gc.freeze()
    gc.set_threshold(_OBJECTS_OF_A_BATCH)  # a batch is thrown away whole: looking through it again and again is idle
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller says when to stop
    _own = _Teller(narrator, nation, batches, stopping)


def _tell(batch: tuple[int, int]) -> int:
    return _own.tell(*batch)


def _leave_database() -> None:
    """Close what a copy of this process must not share."""
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # Django stubs know no pool
