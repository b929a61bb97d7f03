"""
The simulated nation against plain COPY of the very rows it made, into the same tables with the same indexes.

`ratio` is the speed of `haidang simulate` (people, dossiers, registers, folded figures; a worker for each core) over
that of plain COPY, table by table; `ratio_as_many` over COPY with as many connections as there are workers.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from benchmarks import step

DOSSIERS, YEARS, ROUNDS = 24_000, 1, 3
TABLES = (
    "accounts_user", "account_emailaddress", "accounts_business", "accounts_membership", "directory_posting",
    "documents_file", "dossiers_codecounter", "dossiers_dossier", "dossiers_clockentry", "dossiers_paper",
    "dossiers_supplement", "dossiers_stepclock", "register_entry", "figure_total",
)  # fmt: skip
CONNECTIONS = os.cpu_count() or 1


def main() -> None:
    """Measure and print one flat object."""
    from support.database import TestCluster

    cluster = TestCluster.start()
    try:
        step.describe(cluster)
        import django

        django.setup()
        told = measure(cluster)
    finally:
        cluster.stop()
    sys.stdout.write(json.dumps(told, indent=None if "--json" in sys.argv else 2) + "\n")


def measure(cluster: Any) -> dict[str, Any]:
    """Return the figures; simulating and copying alternate."""
    from support.database import connected_to

    rounds, rows = [], 0
    with cluster.clone() as prepared:
        with connected_to(cluster.url(prepared)):
            load_pack()
        for _round in range(ROUNDS):
            with step.copy_of(cluster, prepared) as made, step.copy_of(cluster, prepared) as one:
                simulated = simulate(cluster, made)
                parts, rows = taken(cluster, prepared, made)
                alone = copied(cluster, one, parts, connections=1)
                with step.copy_of(cluster, prepared) as many:
                    together = copied(cluster, many, parts, connections=CONNECTIONS)
                rounds.append((simulated, alone, together))
    simulated, alone, together = (statistics.median(each) for each in zip(*rounds, strict=True))
    return {
        "ratio": round(statistics.median(a / s for s, a, _t in rounds), 3),
        "ratio_as_many": round(statistics.median(t / s for s, _a, t in rounds), 3),
        "ratios": [round(a / s, 3) for s, a, _t in rounds],
        "dossiers_per_second": round(DOSSIERS / simulated),
        "rows_per_second": round(rows / simulated),
        "copy_rows_per_second": round(rows / alone),
        "copy_rows_per_second_as_many": round(rows / together),
        "rows": rows,
        "connections": CONNECTIONS,
    }


def load_pack() -> None:
    """Load units and procedures, as an installation does at its first start."""
    from support import world

    world.load_pack()


def simulate(cluster: Any, name: str) -> float:
    """Return the seconds of the command, in a process of its own as anybody starts it, its start-up left out."""
    environment = os.environ | {"DATABASE_URL": cluster.url(name), "HAIDANG_MODE": "development"}
    code = (
        "import time, django; django.setup()\n"
        "from haidang.cli.simulate import simulate\n"
        "begun = time.perf_counter()\n"
        f"simulate(dossiers={DOSSIERS}, years={YEARS}, profile=None, seed=2151)\n"
        "print('took', time.perf_counter() - begun)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return float(done.stdout.rsplit("took", 1)[1])


def taken(cluster: Any, before: str, name: str) -> tuple[list[tuple[str, list[bytes]]], int]:
    """Return the rows the simulation made as COPY gives them, by table; of those there before, only the new."""
    parts, rows = [], 0
    with cluster.admin(name) as made:
        for table in TABLES:
            with made.cursor().copy(
                f"COPY (SELECT * FROM {table} {only_new(cluster, before, table)}) TO STDOUT"
            ) as out:
                lines = b"".join(bytes(block) for block in out).splitlines(keepends=True)
            rows += len(lines)
            parts.append((table, lines))
    return parts, rows


def only_new(cluster: Any, before: str, table: str) -> str:
    """Return the condition that leaves out the entries that were there before: those of the pack."""
    if table != "register_entry":
        return ""
    with cluster.admin(before) as admin:
        known = [str(row[0]) for row in admin.execute("SELECT DISTINCT stream FROM register_entry")]
    return "WHERE stream <> ALL (ARRAY[{}]::uuid[])".format(", ".join(f"'{each}'" for each in known))


def copied(cluster: Any, name: str, parts: list[tuple[str, list[bytes]]], *, connections: int) -> float:
    """Return the seconds of plain COPY, table by table, each cut into as many parts as there are connections."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(connections) as threads:
        for table, lines in parts:
            size = -(-len(lines) // connections)
            cuts = [lines[start : start + size] for start in range(0, len(lines), max(size, 1))]
            list(threads.map(lambda cut, table=table: send(cluster, name, table, cut), cuts))
    return time.perf_counter() - begun


def send(cluster: Any, name: str, table: str, lines: list[bytes]) -> None:
    """Copy some rows into one table."""
    with cluster.admin(name) as admin, admin.cursor().copy(f"COPY {table} FROM STDIN") as copy:
        copy.write(b"".join(lines))


if __name__ == "__main__":
    main()
