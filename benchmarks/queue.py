"""
An officer's queue page (50 rows, row-filtered, exact counts) with a small and a large archive behind it.

The measured unit holds the same 400 open dossiers both times; `growth` is the page's median server time with the
large archive over that with the small one. A unit with 50,000 open dossiers is measured besides.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from benchmarks import step

SMALL, LARGE, OPEN, CROWDED, PAGES = 10_000, 1_000_000, 400, 50_000, 60

_ROWS = """
INSERT INTO dossiers_dossier (
    uid, lookup_secret, idempotency_key, version, procedure, rule_pack, unit, channel, origin, person, filer_name,
    filer_tax_code, filer_email, filer_phone, filer_address, language, status, step, supplements, submitted_at,
    accepted_at, code, closed_at, due_at, due_on, channel_rank, queued_at, answers, head_seq, head_hash
)
SELECT gen_random_uuid(), 'AAAAAAAAAA', gen_random_uuid(), %(version)s, %(procedure)s, 'one-stop-2026',
    CASE WHEN %(closed)s THEN u.id ELSE %(unit)s END, 'online', 'import', 1, 'Công ty Mẫu ' || n, '', '', '', '', 'vi',
    CASE WHEN %(closed)s THEN 'withdrawn' ELSE 'in_process' END, CASE WHEN %(closed)s THEN NULL ELSE 'propose' END, 0,
    t.at, t.at, %(prefix)s || n, CASE WHEN %(closed)s THEN t.at END, CASE WHEN %(closed)s THEN NULL ELSE t.at END,
    CASE WHEN %(closed)s THEN NULL ELSE date '2026-06-01' + (n %% 30)::int END,
    0, t.at, '{}', 1, sha256(n::text::bytea)
FROM generate_series(1, %(many)s) n
JOIN LATERAL (SELECT timestamptz '2026-06-01 01:00+00' + n %% 30 * interval '1 day' AS at) t ON true
JOIN LATERAL (SELECT (%(units)s::bigint[])[1 + n %% cardinality(%(units)s::bigint[])] AS id) u ON true
"""


def main() -> None:
    """Measure and print one flat object."""
    from support.database import TestCluster

    cluster = TestCluster.start()
    try:
        step.describe(cluster)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("collectstatic", interactive=False, verbosity=0)
        told = measure(cluster)
    finally:
        cluster.stop()
    sys.stdout.write(json.dumps(told, indent=None if "--json" in sys.argv else 2) + "\n")


def measure(cluster: Any) -> dict[str, Any]:
    """Return the figures; all on one database, which grows."""
    from support.database import connected_to

    with cluster.clone() as name, connected_to(cluster.url(name)):
        world = step.populate()
        receiver = world.staff["KV01"].receiver
        fill(world, OPEN, closed=False, unit="KV01", prefix="A")
        fill(world, SMALL, closed=True, unit="KV01", prefix="B")
        analyse(cluster, name)
        small, queries = page_time(receiver)
        fill(world, LARGE - SMALL, closed=True, unit="KV01", prefix="C")
        analyse(cluster, name)
        large, _queries = page_time(receiver)
        fill(world, CROWDED, closed=False, unit="KV03", prefix="D")
        analyse(cluster, name)
        crowded, _queries = page_time(world.staff["KV03"].receiver)
    return {
        "growth": round(large / small, 2),
        "queries": queries,
        "page_ms_small_archive": round(small * 1000, 1),
        "page_ms_large_archive": round(large * 1000, 1),
        "page_ms_50000_open": round(crowded * 1000, 1),
    }


def fill(world: Any, many: int, *, closed: bool, unit: str, prefix: str) -> None:
    """Add dossiers by the shortest way; what is measured is reading them."""
    from django.db import connection

    procedure = world.procedure("dia-diem-kiem-tra.chan-cong-trinh")
    units = [staff.unit.id for staff in world.staff.values()]
    with connection.cursor() as cursor:
        cursor.execute(
            _ROWS,
            {
                "version": procedure.version,
                "procedure": procedure.id,
                "unit": world.staff[unit].unit.id,
                "units": units,
                "many": many,
                "closed": closed,
                "prefix": prefix,
            },
        )


def analyse(cluster: Any, name: str) -> None:
    """Let the planner and the visibility map know what has come."""
    with cluster.admin(name) as admin:
        admin.execute("VACUUM ANALYZE dossiers_dossier")


def page_time(officer: Any) -> tuple[float, int]:
    """Return the median seconds of the page in this process, and how many statements one page takes."""
    from django.db import connection
    from django.test import Client

    from haidang.accounts.models import User
    from haidang.kernel import sql

    browser = Client()
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    browser.force_login(User.objects.get(pk=officer.person), backend=backend)
    for _ in range(5):
        assert browser.get("/can-bo/").status_code == 200
    took = []
    for _ in range(PAGES):
        started = time.perf_counter()
        browser.get("/can-bo/")
        took.append(time.perf_counter() - started)
    counted, plain = [0], sql.execute

    def counting(statement: str, params: Any = ()) -> Any:
        counted[0] += 1
        return plain(statement, params)

    sql.execute = counting
    try:
        with connection.execute_wrapper(lambda run, *rest: (counted.__setitem__(0, counted[0] + 1), run(*rest))[1]):
            browser.get("/can-bo/")
    finally:
        sql.execute = plain
    return statistics.median(took), counted[0]


if __name__ == "__main__":
    main()
