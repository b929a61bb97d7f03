"""
All figures made anew from the register alone, against `SELECT count(*)` over the same register.

`rows_per_second` are entries of the register over the time of `haidang figures rebuild`; 120 thousand dossiers,
1.2 million with `--full`: 12 thousand are told and multiplied, and so are their entries. `exact` says whether what the
register gave equals what the dossiers' own rows give.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from benchmarks import nation, step

TOLD, TIMES, FULL, YEARS = 12_000, 10, 100, 0.65

_KEPT = """
SELECT unit, procedure, channel, measure, span, day, due_slot, value FROM figure_total WHERE value <> 0
ORDER BY span, procedure, channel, day, due_slot, unit, measure
"""


def main() -> None:
    """Measure and print one flat object."""
    from support.database import TestCluster

    cluster = TestCluster.start()
    try:
        step.describe(cluster)
        import django

        django.setup()
        told = measure(cluster, FULL if "--full" in sys.argv else TIMES)
    finally:
        cluster.stop()
    sys.stdout.write(json.dumps(told, indent=None if "--json" in sys.argv else 2) + "\n")


def measure(cluster: Any, times: int) -> dict[str, Any]:
    """Tell a nation and its register, throw its figures away, make them anew."""
    from haidang.figures import api as figures
    from support.database import connected_to

    now = datetime.fromisoformat(f"{nation.NOW}+07:00")
    with cluster.clone() as name, connected_to(cluster.url(name)):
        people = nation.made(dossiers=TOLD, years=YEARS, now=now)
        begin = datetime.combine(people.first, datetime.min.time(), UTC)
        with cluster.admin(name) as admin:
            nation.multiply(admin, already=1, times=times, begin=begin, now=now)
            nation.enter(admin, times=times, begin=begin)
            figures.fold(now=now)
            kept = admin.execute(_KEPT).fetchall()
            admin.execute("VACUUM ANALYZE register_entry")
            rows, counting = count(admin)
            admin.execute("TRUNCATE figure_total")
        begun = time.perf_counter()
        totals = figures.rebuild()
        rebuilding = time.perf_counter() - begun
        begun = time.perf_counter()
        differences = len(figures.verify(now=now))
        verifying = time.perf_counter() - begun
        figures.fold(now=now)
        with cluster.admin(name) as admin:
            exact = admin.execute(_KEPT).fetchall() == kept
    return {
        "rows_per_second": round(rows / rebuilding),
        "count_rows_per_second": round(rows / counting),
        "ratio": round(counting / rebuilding, 4),
        "seconds": round(rebuilding, 1),
        "verify_seconds": round(verifying, 1),
        "dossiers": TOLD * times,
        "register_rows": rows,
        "totals": totals,
        "differences": differences,
        "exact": exact,
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
