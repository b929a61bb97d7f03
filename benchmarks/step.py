"""
Six use cases of one lifecycle (file, accept, assign, propose, approve, return; signing left out) in one process,
against the same statements by bare prepared psycopg on a database in the same state.

`cpu_ratio` is the Python CPU of a step over that of its statements alone; `statements_per_step` what each executes.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

LIFECYCLES, STEPS, ROUNDS = 60, 6, 3


@dataclass
class Recorded:
    """What one run sent to the server, in order."""

    statements: list[tuple[Any, Any]] = field(default_factory=list)


def main() -> None:
    """Measure and print one flat object."""
    from support.database import TestCluster

    cluster = TestCluster.start()
    try:
        describe(cluster)
        import django

        django.setup()
        told = measure(cluster)
    finally:
        cluster.stop()
    sys.stdout.write(json.dumps(told, indent=None if "--json" in sys.argv else 2) + "\n")


def measure(cluster: Any) -> dict[str, Any]:
    """Return the figures: the rooms on one clone, the recorded statements on another in the same state."""
    from support.database import connected_to

    ratios, ours, theirs, count = [], [], [], 0
    with cluster.clone() as prepared:
        with connected_to(cluster.url(prepared)):
            world = populate()
        for _round in range(ROUNDS):
            recorded = Recorded()
            with copy_of(cluster, prepared) as name, connected_to(cluster.url(name)):
                _live(world, 3)
                _record_into(recorded, lambda: _live(world, LIFECYCLES))
            with copy_of(cluster, prepared) as name, connected_to(cluster.url(name)):
                _live(world, 3)
                mine = _cpu(lambda: _live(world, LIFECYCLES))
            with copy_of(cluster, prepared) as name:
                with connected_to(cluster.url(name)):
                    _live(world, 3)
                bare = _cpu(_replay(cluster.url(name), recorded))
            steps = LIFECYCLES * STEPS
            ratios.append(mine / bare)
            ours.append(mine / steps * 1000)
            theirs.append(bare / steps * 1000)
            count = len(recorded.statements) / steps
    middle = ROUNDS // 2
    return {
        "cpu_ratio": round(sorted(ratios)[middle], 2),
        "statements_per_step": round(count, 2),
        "step_cpu_ms": round(sorted(ours)[middle], 3),
        "bare_cpu_ms": round(sorted(theirs)[middle], 3),
    }


def _live(world: Any, lifecycles: int) -> None:
    """Take dossiers through the six use cases; the result is stored beforehand, so that nothing is set or signed."""
    from datetime import timedelta

    from haidang.dossiers import api as dossiers
    from haidang.dossiers.contracts import Outcome, Proposal
    from haidang.dossiers.use_cases.deciding import Result, decide
    from haidang.kernel.ids import new_uid

    staff, now = world.staff["KV01"], world.now
    for number in range(lifecycles):
        filing = world.again(number)
        dossier = dossiers.submit_dossier(filing=filing, by=world.filer.actor, now=now).dossier
        dossiers.accept_dossier(dossier_id=dossier, by=staff.receiver, now=now + timedelta(hours=1))
        handler = staff.handlers[0]
        dossiers.assign_dossier(
            dossier_id=dossier, officer_id=handler.person, by=staff.assigner, now=now + timedelta(hours=2)
        )
        proposal = Proposal(outcome=Outcome.GRANTED, text="Chấp thuận")
        dossiers.propose_result(dossier_id=dossier, proposal=proposal, by=handler, now=now + timedelta(hours=3))
        result = Result(
            number=f"{number}/QĐ", file=new_uid(), sha256="0" * 64, secret=f"S{dossier}", bound_to=_head(dossier)
        )
        decide(dossier_id=dossier, result=result, by=staff.leader, now=now + timedelta(hours=4))
        dossiers.return_result(dossier_id=dossier, by=staff.receiver, now=now + timedelta(hours=5))


def _head(dossier: int) -> str:
    from haidang.dossiers.models import Dossier

    return bytes(Dossier.objects.only("head_hash").get(pk=dossier).head_hash).hex()


def populate() -> Any:
    """Return the world, with a filing that is made anew by its key alone."""
    from dataclasses import replace

    from haidang.kernel.ids import new_uid
    from support.world import MONDAY, World, load_pack

    load_pack()
    world: Any = World.populated()
    template = world.filing("dia-diem-kiem-tra.chan-cong-trinh", unit="KV01")
    world.now = MONDAY
    world.again = lambda _number: replace(template, key=new_uid())
    return world


def _record_into(recorded: Recorded, run: Callable[[], None]) -> None:
    """Note every statement the run sends, by the ORM and by `kernel.sql`; those that begin and end are not counted."""
    import psycopg

    from haidang.kernel import sql

    session = sql._Session  # noqa: SLF001  nothing public sees every statement
    of_orm, of_ours = psycopg.Cursor.execute, session._run  # noqa: SLF001

    def noting(cursor: Any, query: Any, params: Any = None, **options: Any) -> Any:
        recorded.statements.append((query, params))
        return of_orm(cursor, query, params, **options)

    def noting_ours(here: Any, statements: Any) -> Any:
        recorded.statements += [each for each in statements if each[0] != "COMMIT"]
        return of_ours(here, statements)

    psycopg.Cursor.execute, session._run = noting, noting_ours  # type: ignore[assignment, method-assign]  # noqa: SLF001
    try:
        run()
    finally:
        psycopg.Cursor.execute, session._run = of_orm, of_ours  # type: ignore[method-assign]  # noqa: SLF001


def _replay(url: str, recorded: Recorded) -> Callable[[], None]:
    """Return the same statements by bare prepared psycopg, one transaction a step."""
    import psycopg
    from psycopg.types.json import JsonbLoader

    wire = psycopg.connect(url, autocommit=True)
    wire.adapters.register_loader("jsonb", JsonbLoader)
    per_step = max(1, round(len(recorded.statements) / (LIFECYCLES * STEPS)))

    def run() -> None:
        statements = recorded.statements
        for start in range(0, len(statements), per_step):
            with wire.transaction():
                for query, params in statements[start : start + per_step]:
                    cursor = wire.execute(query, params, prepare=True)
                    if cursor.description:
                        cursor.fetchall()

    return run


def _cpu(run: Callable[[], None]) -> float:
    started = time.process_time()
    run()
    return time.process_time() - started


def copy_of(cluster: Any, name: str) -> Any:
    """Return a clone of an already populated database."""
    from contextlib import contextmanager
    from uuid import uuid4

    from psycopg import sql

    @contextmanager
    def copied() -> Any:
        copy = f"bench_{uuid4().hex[:10]}"
        with cluster.admin() as admin:
            admin.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER haidang_owner").format(
                    sql.Identifier(copy), sql.Identifier(name)
                )
            )
        yield copy
        with cluster.admin() as admin:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(copy)))

    return copied()


def describe(cluster: Any) -> None:
    folder = str(cluster.folder)
    os.environ.update(
        DJANGO_SETTINGS_MODULE="haidang.config.settings",
        DATABASE_URL=cluster.url("postgres"),
        SECRET_KEY="a-benchmark-signs-with-this-and-nothing-else-does",
        ALLOWED_HOSTS="testserver,localhost",
        BASE_URL="http://testserver",
        FILES_DIR=f"{folder}/files",
        KEYS_DIR=f"{folder}/keys",
        MAIL_URL=f"file://{folder}/mail",
        HAIDANG_MODE="development",
        POOL_SIZE="0",
    )


if __name__ == "__main__":
    main()
