"""
All figures made anew from the register alone, against `SELECT count(*)` over the same register.

`rows_per_second` are entries of the register over the time of `haidang figures rebuild`; 120 thousand dossiers,
1.2 million with `--full`.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from benchmarks import nation, step

DOSSIERS, FULL, YEARS = 120_000, 1_200_000, 1


def main() -> None:
    """Measure and print one flat object."""
    from support.database import TestCluster

    cluster = TestCluster.start()
    try:
        step.describe(cluster)
        import django

        django.setup()
        told = measure(cluster, FULL if "--full" in sys.argv else DOSSIERS)
    finally:
        cluster.stop()
    sys.stdout.write(json.dumps(told, indent=None if "--json" in sys.argv else 2) + "\n")


def measure(cluster: Any, dossiers: int) -> dict[str, Any]:
    """Tell a nation, spoil its figures, make them anew."""
    from haidang.figures import api as figures
    from support.database import connected_to

    now = datetime.fromisoformat(f"{nation.NOW}+07:00")
    with cluster.clone() as name, connected_to(cluster.url(name)):
        begun = time.perf_counter()
        nation.made(dossiers=dossiers, years=YEARS, now=now)
        told_in = time.perf_counter() - begun
        with cluster.admin(name) as admin:
            admin.execute("VACUUM ANALYZE register_entry")
            admin.execute("VACUUM ANALYZE dossiers_dossier")
            rows, counting = count(admin)
            admin.execute("TRUNCATE figure_total, figure_change")
        begun = time.perf_counter()
        totals = figures.rebuild()
        rebuilding = time.perf_counter() - begun
        begun = time.perf_counter()
        differences = len(figures.verify(now=now))
        verifying = time.perf_counter() - begun
    return {
        "rows_per_second": round(rows / rebuilding),
        "count_rows_per_second": round(rows / counting),
        "ratio": round(counting / rebuilding, 4),
        "seconds": round(rebuilding, 1),
        "verify_seconds": round(verifying, 1),
        "dossiers": dossiers,
        "register_rows": rows,
        "totals": totals,
        "differences": differences,
        "told_per_second": round(dossiers / told_in),
    }


def count(admin: Any) -> tuple[int, float]:
    """Return how many entries there are and the seconds of counting them, the quickest of three."""
    took = []
    for _ in range(3):
        begun = time.perf_counter()
        rows = admin.execute("SELECT count(*) FROM register_entry").fetchone()[0]
        took.append(time.perf_counter() - begun)
    return rows, min(took)


if __name__ == "__main__":
    main()
