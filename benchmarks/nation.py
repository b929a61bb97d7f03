"""
Simulated nations for benchmarks: told by `haidang simulate`'s own parts, and multiplied in SQL for sheer size.

Multiplied dossiers are closed ones moved by whole weeks within the period, and open ones whose clock ends in other
quarters of office time (a term in days, which ends at the closing, by whole weeks); their figures are recounted from
their rows by one statement, so figures and rows agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

NOW = "2026-11-18 15:20"
_SET_ASIDE = ("id", "uid", "code", "lookup_secret", "idempotency_key", "result_secret", "head_seq", "head_hash")
_MOVED = ("submitted_at", "accepted_at", "decided_at", "closed_at", "queued_at", "legal_due_at", "promised_at")
_UID = "CAST(md5(d.uid || '/' || t.n) AS uuid)"
_WEEKS = """CASE WHEN d.closed_at IS NULL THEN interval '0' ELSE
    - interval '7 days' * (t.n %% greatest(1, floor(extract(epoch FROM d.submitted_at - %(begin)s) / 604800)::int))
    END"""
_ENTER = f"""
INSERT INTO register_entry (stream, seq, event, occurred_at, recorded_at, origin, person, unit, body, hash)
SELECT {_UID}, e.seq, e.event, e.occurred_at + {_WEEKS}, e.recorded_at, e.origin, e.person, e.unit, e.body, e.hash
FROM register_entry e JOIN dossiers_dossier d ON d.uid = e.stream AND d.head_seq > 0
CROSS JOIN generate_series(%(first)s::int, %(last)s::int) AS t (n)
WHERE e.event NOT IN ('supplement_asked', 'supplemented')
"""
"""Supplements are rows of their own, which are not multiplied."""
_MULTIPLY = """
INSERT INTO dossiers_dossier ({kept}, {moved}, due_at, due_on, uid, code, lookup_secret, idempotency_key,
    result_secret, head_seq, head_hash)
SELECT {kept_of}, {moved_of},
    CASE WHEN o.is_at_closing THEN d.due_at + t.n %% 3 * interval '7 days' ELSE o.due_at END,
    CASE WHEN o.is_at_closing THEN d.due_on + t.n %% 3 * 7 ELSE d.due_on END,
    {copied_uid}, d.code || '-' || t.n, d.lookup_secret, gen_random_uuid(),
    CASE WHEN d.result_secret IS NOT NULL THEN substr(md5(d.id || '/' || t.n), 1, 16) END, 0, d.head_hash
FROM dossiers_dossier d
CROSS JOIN generate_series(%(first)s::int, %(last)s::int) AS t (n)
CROSS JOIN LATERAL (SELECT {weeks} AS by) AS w
CROSS JOIN LATERAL (SELECT (d.due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::time = '17:00' AS is_at_closing,
    (date_trunc('day', d.due_at AT TIME ZONE 'Asia/Ho_Chi_Minh') + interval '8:15'
        + (t.n %% 32 + CASE WHEN t.n %% 32 < 16 THEN 0 ELSE 4 END) * interval '15 minutes'
    ) AT TIME ZONE 'Asia/Ho_Chi_Minh' AS due_at) AS o
WHERE d.head_seq > 0
"""
_CONSTRAINTS = """
SELECT quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid = 'dossiers_dossier'::regclass AND contype = 'u'
"""
_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid = 'dossiers_dossier'::regclass AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
"""
_RECOUNT = """
CREATE UNLOGGED TABLE bench_change AS
SELECT unit, procedure, channel, measure, (at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day,
    CAST(NULL AS int) AS due_slot, count(*) AS delta
FROM dossiers_dossier d CROSS JOIN LATERAL (VALUES
    ('received', d.submitted_at), ('accepted', d.accepted_at),
    ('decided_' || coalesce(d.timeliness, 'untimed'), d.decided_at), (d.status, d.closed_at)
) AS f (measure, at) WHERE at IS NOT NULL GROUP BY 1, 2, 3, 4, 5
UNION ALL
SELECT d.unit, d.procedure, d.channel, 'supplement_asked', (s.asked_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, NULL,
    count(*) FROM dossiers_supplement s JOIN dossiers_dossier d ON d.id = s.dossier_id GROUP BY 1, 2, 3, 4, 5
UNION ALL
SELECT unit, procedure, channel, CASE status WHEN 'submitted' THEN 'reception' WHEN 'decided' THEN 'result'
    WHEN 'accepted' THEN 'process' WHEN 'in_process' THEN 'process' WHEN 'withdrawal_asked' THEN 'withdrawal'
    ELSE 'waiting' END, NULL,
    CASE WHEN accepted_at IS NULL OR legal_due_at IS NOT NULL
        THEN ceil(extract(epoch FROM due_at) / 900)::int - 1 END, count(*)
FROM dossiers_dossier WHERE closed_at IS NULL GROUP BY 1, 2, 3, 4, 6
"""


def made(*, dossiers: int, years: float, now: datetime, workers: int | None = None) -> Any:
    """Tell a nation into the present database, fold its figures, and return it."""
    from haidang.cli.simulating.nation import settle
    from haidang.cli.simulating.profiles import profile_of
    from haidang.cli.simulating.workers import tell
    from haidang.figures import api as figures
    from support.world import load_pack

    load_pack()
    nation = settle(profile_of(None, dossiers=dossiers, years=years), seed=2151, now=now)
    assert sum(tell(nation, dossiers=dossiers, workers=workers)) == dossiers
    figures.fold(now=now, size=200_000)
    return nation


def multiply(admin: Any, *, already: int, times: int, begin: datetime, now: datetime) -> None:
    """Make each told dossier stand so many times, `already` of which are there, and recount the figures."""
    names = [row[0] for row in admin.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = 'dossiers_dossier'::regclass AND attnum > 0 "
        "AND NOT attisdropped AND attgenerated = ''")]  # fmt: skip
    kept = [name for name in names if name not in {*_SET_ASIDE, *_MOVED, "due_at", "due_on"}]
    statement = _MULTIPLY.format(
        kept=", ".join(kept),
        kept_of=", ".join(f"d.{name}" for name in kept),
        moved=", ".join(_MOVED),
        moved_of=", ".join(f"d.{name} + w.by" for name in _MOVED),
        copied_uid=_UID,
        weeks=_WEEKS,
    )
    with _bare(admin):
        for first in range(already, times, 20):
            admin.execute(statement, {"first": first, "last": min(first + 20, times) - 1, "begin": begin})
    recount(admin, now)
    admin.execute("VACUUM ANALYZE dossiers_dossier")
    admin.execute("VACUUM ANALYZE figure_total")
    admin.execute("CHECKPOINT")


def enter(admin: Any, *, times: int, begin: datetime) -> None:
    """Let the register tell of each multiplied dossier what it tells of the one it was made of (its chains are not)."""
    admin.execute("SET session_replication_role = replica")
    for first in range(1, times, 20):
        admin.execute(_ENTER, {"first": first, "last": min(first + 20, times) - 1, "begin": begin})
    admin.execute("RESET session_replication_role")


@contextmanager
def _bare(admin: Any) -> Iterator[None]:
    """Take the indexes of the dossiers away and make them anew afterwards, as a restore does: it is much quicker."""
    constraints, indexes = admin.execute(_CONSTRAINTS).fetchall(), admin.execute(_INDEXES).fetchall()
    for name, _definition in constraints:
        admin.execute(f"ALTER TABLE dossiers_dossier DROP CONSTRAINT {name}")
    for name, _definition in indexes:
        admin.execute(f"DROP INDEX {name}")
    admin.execute("SET session_replication_role = replica")
    yield
    admin.execute("RESET session_replication_role")
    admin.execute("SET maintenance_work_mem = '1GB'")
    for _name, definition in indexes:
        admin.execute(definition)
    for name, definition in constraints:
        admin.execute(f"ALTER TABLE dossiers_dossier ADD CONSTRAINT {name} {definition}")


def recount(admin: Any, now: datetime) -> None:
    """Put the totals that the dossiers' own rows give in the place of those that stand."""
    from haidang.figures._rolled import add_to_totals, rolled
    from haidang.figures._slots import passed
    from haidang.figures.use_cases.folding import TICK

    admin.execute("SET work_mem = '512MB'")
    admin.execute(_RECOUNT)
    admin.execute("TRUNCATE figure_total, figure_change")
    admin.execute(f"WITH summed AS ({rolled('bench_change')}) {add_to_totals('summed')}")
    admin.execute(TICK, [passed(now)])
    admin.execute("DROP TABLE bench_change")
