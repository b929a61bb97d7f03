"""
The boards at 12 thousand and 1.2 million dossiers (`--full`: 12 million), the same share of them open.

`growth` is the server's time at the largest size over that at the smallest, the worst of the national board, one
department's and the late list's first page; `speedup_over_group_by` is the obvious GROUP BY over the board at 1.2
million; `exact` says whether both tell the same at every size.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from benchmarks import nation, step

TOLD, YEARS, COMPARED, ROUNDS, RUNS = 12_000, 0.65, 100, 6, 15
TIMES = (1, COMPARED)
FULL = (1, COMPARED, 1000)

SCREENS = ("national", "department", "late_list")

_GROUP_BY = """
SELECT d.unit,
    count(*) FILTER (WHERE d.submitted_at >= %(since)s AND d.submitted_at < %(until)s),
    count(*) FILTER (WHERE d.accepted_at >= %(since)s AND d.accepted_at < %(until)s),
    count(*) FILTER (WHERE d.decided_at >= %(since)s AND d.decided_at < %(until)s AND d.timeliness = 'early'),
    count(*) FILTER (WHERE d.decided_at >= %(since)s AND d.decided_at < %(until)s AND d.timeliness = 'on_time'),
    count(*) FILTER (WHERE d.decided_at >= %(since)s AND d.decided_at < %(until)s AND d.timeliness = 'late'),
    count(*) FILTER (WHERE d.closed_at >= %(since)s AND d.closed_at < %(until)s AND d.status = 'returned'),
    count(*) FILTER (WHERE d.closed_at >= %(since)s AND d.closed_at < %(until)s AND d.status = 'withdrawn'),
    count(*) FILTER (WHERE d.closed_at IS NULL),
    count(*) FILTER (WHERE d.closed_at IS NULL AND d.due_at <= %(late)s
        AND (d.accepted_at IS NULL OR d.legal_due_at IS NOT NULL))
FROM dossiers_dossier d GROUP BY d.unit
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


def measure(cluster: Any, sizes: tuple[int, ...]) -> dict[str, Any]:
    """Return the figures; the sizes stand side by side and are read in turn, so that all meet the same machine."""
    from support.database import connected_to

    now = datetime.fromisoformat(f"{nation.NOW}+07:00")
    with cluster.clone() as base, ExitStack() as copies:
        with connected_to(cluster.url(base)):
            people = nation.made(dossiers=TOLD, years=YEARS, now=now)
        names = {1: base} | {size: copies.enter_context(step.copy_of(cluster, base)) for size in sizes[1:]}
        begin = datetime.combine(people.first, datetime.min.time(), UTC)
        for size, name in names.items():
            with cluster.admin(name) as admin:
                nation.multiply(admin, already=1, times=size, begin=begin, now=now)
        exact, best = True, dict[int, dict[str, float]]()
        for _round in range(ROUNDS):
            for size, name in names.items():
                with cluster.admin(name) as admin, connected_to(cluster.url(name)):
                    reader = Reader(now)
                    grouped, took = group_by(admin, now)
                    exact = exact and reader.counted() == grouped
                    read = reader.times() | {"group_by": took}
                known = best.setdefault(size, read)
                best[size] = {key: min(known[key], seconds) for key, seconds in read.items()}
        shapes = {size: shape(name, cluster) for size, name in names.items()}
    return tell(best, shapes, exact=exact)


def tell(best: dict[int, dict[str, float]], shapes: dict[int, tuple[float, int]], *, exact: bool) -> dict[str, Any]:
    """Return the ratios first, then what they are made of."""
    smallest, largest = best[1], best[max(best)]
    growths = {f"growth_{key}": round(largest[key] / smallest[key], 2) for key in SCREENS}
    told: dict[str, Any] = {
        "growth": max(growths.values()),
        "speedup_over_group_by": round(best[COMPARED]["group_by"] / best[COMPARED]["national"], 1),
        "exact": exact,
        **growths,
    }
    for size, read in best.items():
        label = f"{TOLD * size:,}".replace(",", "_")
        told |= {f"{key}_ms_{label}": round(seconds * 1000, 2) for key, seconds in read.items()}
        told |= {f"open_share_{label}": shapes[size][0], f"figure_rows_{label}": shapes[size][1]}
    return told


class Reader:
    """Headquarters' supervisor at the screens."""

    def __init__(self, now: datetime) -> None:
        from haidang.directory import api as directory
        from haidang.kernel.actor import Actor, Capacity

        self.now, self.period = now, (date(now.year, 1, 1), now.date())
        self.units = [unit.id for unit in directory.list_units(on=now.date())]
        region = directory.list_units(on=now.date(), tier=2)[0]
        self.below = sorted(directory.list_below(region.id, on=now.date()))
        self.actor = Actor(
            person=1,
            capacity=Capacity.OFFICER,
            unit=self.units[0],
            sees=frozenset(self.units),
            duties=frozenset({"supervise"}),
        )

    def times(self) -> dict[str, float]:
        """Return the quickest seconds of each screen's data, the rooms' Python included."""
        from haidang.dossiers import api as dossiers
        from haidang.figures import api as figures

        soon = dict.fromkeys(self.units, figures.soon_until(unit_id=self.units[0], now=self.now))
        since, until = datetime.combine(self.period[0], datetime.min.time(), UTC), self.now
        late = figures.late_until(self.now)
        return {
            "national": quickest(lambda: self.board(self.units)),
            "department": quickest(lambda: self.board(self.below)),
            "late_list": quickest(
                lambda: dossiers.list_counted(
                    actor=self.actor, figure="late", units=soon, since=since, until=until, late_until=late
                )
            ),
        }

    def board(self, units: list[int]) -> Any:
        """Return the board of this year."""
        from haidang.figures import api as figures

        return figures.board(actor=self.actor, now=self.now, period=self.period, units=units)

    def counted(self) -> dict[int, tuple[int, ...]]:
        """Return what the board says by unit, in the columns of the GROUP BY."""
        return {
            row.key: (
                row.counts.received, row.counts.accepted, row.counts.decided_early, row.counts.decided_on_time,
                row.counts.decided_late, row.counts.returned, row.counts.withdrawn, row.counts.open, row.counts.late,
            )
            for row in self.board(self.units).rows
        }  # fmt: skip


def quickest(run: Callable[[], Any]) -> float:
    """Return the seconds of the quickest of some runs after a warm-up: what others do on the machine only adds."""
    for _ in range(5):
        run()
    took = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        run()
        took.append(time.perf_counter() - begun)
    return min(took)


def group_by(admin: Any, now: datetime) -> tuple[dict[int, tuple[int, ...]], float]:
    """Return what the obvious statement counts, and the seconds of its quickest run."""
    from haidang.figures import api as figures

    zone = now.tzinfo
    since = datetime(now.year, 1, 1, tzinfo=zone)
    until = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), zone)
    took = []
    for _ in range(3):
        begun = time.perf_counter()
        params = {"since": since, "until": until, "late": figures.late_until(now)}
        rows = admin.execute(_GROUP_BY, params).fetchall()
        took.append(time.perf_counter() - begun)
    return {row[0]: tuple(row[1:]) for row in rows if any(row[1:])}, min(took)


def shape(name: str, cluster: Any) -> tuple[float, int]:
    """Return which share of the dossiers is open, and how many totals are kept."""
    with cluster.admin(name) as admin:
        share = admin.execute("SELECT avg((closed_at IS NULL)::int) FROM dossiers_dossier").fetchone()[0]
        return round(float(share), 3), admin.execute("SELECT count(*) FROM figure_total").fetchone()[0]


if __name__ == "__main__":
    main()
