"""
What keeping the figures costs a submission, and whether filings in one unit wait for each other.

`cost` is a submission with the figures kept over one without, alternating in one process, commits on disk.
`hot_unit` is the submissions a second of eight processes into one single branch over those into every branch.
"""

from __future__ import annotations

import json
import multiprocessing
import random
import statistics
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from benchmarks import step

ROUNDS, FILED, WARM = 40, 25, 60
CLIENTS, SECONDS, DUELS = 8, 6, 5


def main() -> None:
    """Measure and print one flat object."""
    from support.database import TestCluster

    cluster = TestCluster.start()
    try:
        step.describe(cluster)
        make_durable(cluster)
        import django

        django.setup()
        told = measure(cluster)
    finally:
        cluster.stop()
    sys.stdout.write(json.dumps(told, indent=None if "--json" in sys.argv else 2) + "\n")


def make_durable(cluster: Any) -> None:
    """Let commits wait for the disk, as they do where it matters; the cluster of the tests does not."""
    with cluster.admin() as admin:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            admin.execute(f"ALTER SYSTEM SET {setting} = on")
        admin.execute("SELECT pg_reload_conf()")


def measure(cluster: Any) -> dict[str, Any]:
    """Return the figures of both questions."""
    from support.database import connected_to

    with cluster.clone() as name, connected_to(cluster.url(name)):
        world = step.populate()
        filing = any_filing(world)
        kept, bare = costs(world, filing)
        duels = [(rate(world, filing, branches(1)), rate(world, filing, branches())) for _duel in range(DUELS)]
        units = len(branches())
    ratios = [with_ / without for with_, without in zip(kept, bare, strict=True)]
    return {
        "cost": round(statistics.median(ratios), 3),
        "hot_unit": round(statistics.median(one / many for one, many in duels), 3),
        "submission_ms": round(statistics.median(kept) * 1000, 2),
        "submission_ms_without_figures": round(statistics.median(bare) * 1000, 2),
        "per_second_one_unit": round(statistics.median(one for one, _many in duels), 1),
        "per_second_all_units": round(statistics.median(many for _one, many in duels), 1),
        "hot_units": [round(one / many, 3) for one, many in duels],
        "units": units,
        "clients": CLIENTS,
    }


def branches(many: int | None = None) -> list[int]:
    """Return the ids of the branches, or of the first few."""
    from haidang.directory import api as directory
    from support.world import TODAY

    return [unit.id for unit in directory.list_units(on=TODAY, tier=3)][:many]


def any_filing(world: Any) -> Any:
    """Return a complete filing of a procedure that branches handle."""
    from haidang.catalogue import api as catalogue
    from support.world import TODAY

    procedure = catalogue.list_procedures(on=TODAY, offered=True, tier=3)[0]
    return world.filing(procedure.id, unit="KV01")


def costs(world: Any, filing: Any) -> tuple[list[float], list[float]]:
    """Return the median seconds of a submission in each round, with and without figures."""
    units = branches()
    file(world, filing, units, WARM)
    kept, bare = [], []
    for turn in range(ROUNDS):
        for keeps in (True, False) if turn % 2 else (False, True):
            if keeps:
                kept.append(file(world, filing, units, FILED))
            else:
                with without_figures():
                    bare.append(file(world, filing, units, FILED))
    return kept, bare


def file(world: Any, filing: Any, units: list[int], many: int) -> float:
    """Submit some dossiers and return the median seconds of one, its commit included."""
    took = []
    for _ in range(many):
        begun = time.perf_counter()
        submit(world, filing, random.choice(units))
        took.append(time.perf_counter() - begun)
    return statistics.median(took)


def submit(world: Any, filing: Any, unit: int) -> None:
    """Submit one dossier."""
    from haidang.dossiers import api as dossiers
    from haidang.kernel.ids import new_uid

    dossiers.submit_dossier(filing=replace(filing, unit=unit, key=new_uid()), by=world.filer.actor, now=world.now)


@contextmanager
def without_figures() -> Any:
    """Let nobody tell the figures for a while."""
    from haidang.dossiers.events import DossierMoved
    from haidang.kernel.events import _handlers

    told, _handlers[DossierMoved] = _handlers[DossierMoved], []
    try:
        yield
    finally:
        _handlers[DossierMoved] = told


def rate(world: Any, filing: Any, units: list[int]) -> float:
    """Return the submissions a second of all clients, each a process with a connection of its own."""
    from django.db import connection

    connection.close()
    context = multiprocessing.get_context("fork")
    counted = context.Queue()
    clients = [context.Process(target=client, args=(world, filing, units, counted)) for _ in range(CLIENTS)]
    for each in clients:
        each.start()
    done = sum(counted.get() for _ in clients)
    for each in clients:
        each.join()
    return done / SECONDS


def client(world: Any, filing: Any, units: list[int], counted: Any) -> None:
    """Submit for a while and tell how many."""
    submit(world, filing, units[0])
    done, until = 0, time.monotonic() + SECONDS
    while time.monotonic() < until:
        submit(world, filing, random.choice(units))
        done += 1
    counted.put(done)


if __name__ == "__main__":
    main()
