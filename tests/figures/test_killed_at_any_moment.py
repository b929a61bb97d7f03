"""Killed hundreds of times at any moment while people file and decide: nothing is lost, nothing is wrong."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from typer.testing import CliRunner

from haidang.figures import api as figures
from haidang.kernel import sql
from haidang.kernel.errors import DomainError
from support.procedures import at

if TYPE_CHECKING:
    from haidang.dossiers.contracts import Filing
    from support.database import TestCluster
    from support.world import World

KILLS, PEOPLE = 150, 2  # kills in each of the two tests
LATER = at("2026-06-04 08:30")
_OPEN = "SELECT id, status, proposal IS NULL FROM dossiers_dossier WHERE closed_at IS NULL ORDER BY random() LIMIT 1"
_TERMINATE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = %s AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1
"""


@pytest.fixture(scope="module")
def world(module_database: str) -> tuple[World, Filing]:
    """A world in a database with real commits, and a filing that only needs a new key."""
    from support.world import World, load_pack

    load_pack()
    world = World.populated(codes=("KV01",))
    return world, world.filing("dia-diem-kiem-tra.chan-cong-trinh", unit="KV01")


def fold(_random: Random) -> None:
    """Fold one change at a time, so that it is killed within many folds."""
    figures.fold(now=LATER, size=1)


def fold_or_rebuild(random: Random) -> None:
    """Now and then make everything anew, which would also mend what folding did wrong: so it has a test of its own."""
    figures.rebuild() if random.random() < 0.2 else fold(random)


@pytest.mark.parametrize("keep_figures", [fold, fold_or_rebuild])
def test_all_figures_and_chains_are_right_afterwards(world, module_database, cluster, keep_figures):
    before = count_dossiers()
    heard, telling = os.pipe()

    people = [lambda random: handle_dossiers(world, random, telling)] * PEOPLE
    with kept_at_work([*people, keep_figures]) as workers:
        killed = kill_many(workers, cluster, module_database)
    os.close(telling)

    assert killed == KILLS
    assert 0 < len(os.read(heard, 1_000_000)) <= count_dossiers() - before
    assert figures.verify(now=LATER) == []
    figures.fold(now=LATER)
    assert figures.verify(now=LATER) == []
    assert proves_the_register()


def count_dossiers() -> int:
    """Return how many dossiers there are."""
    return int(sql.rows("SELECT count(*) FROM dossiers_dossier")[0][0])


def proves_the_register() -> bool:
    """Return whether `haidang register verify` finds every stream whole."""
    from haidang.cli.register import register_app

    return CliRunner().invoke(register_app, ["verify"]).exit_code == 0


def handle_dossiers(world: tuple[World, Filing], random: Random, telling: int) -> None:
    """File a dossier and tell that it was confirmed, or take another one a step further."""
    from haidang.dossiers import api as dossiers
    from haidang.kernel.ids import new_uid
    from support.world import MONDAY

    people, filing = world
    found = sql.rows(_OPEN)
    if random.random() < 0.3 or not found:
        dossiers.submit_dossier(filing=replace(filing, key=new_uid()), by=people.filer.actor, now=MONDAY)
        os.write(telling, b".")
    else:
        dossier, status, is_unproposed = found[0]
        take_a_step(people, dossier, status if is_unproposed else "proposed", random)


def take_a_step(world: World, dossier: int, stands: str, random: Random) -> None:
    """Do what may come next, each kind of step at its hour."""
    from haidang.dossiers import api as dossiers
    from haidang.dossiers.contracts import Outcome, Proposal
    from support.world import MONDAY

    staff, filer = world.staff["KV01"], world.filer.actor
    handler = staff.handlers[0]
    proposal = Proposal(outcome=Outcome.GRANTED, text="Chấp thuận")
    hour = {name: MONDAY + timedelta(hours=n) for n, name in enumerate(("", "reception", "assigned", "work", "end"))}
    steps: dict[str, list[Callable[[], Any]]] = {
        "submitted": [
            lambda: dossiers.accept_dossier(dossier_id=dossier, by=staff.receiver, now=hour["reception"]),
            lambda: dossiers.accept_dossier(dossier_id=dossier, by=staff.receiver, now=hour["reception"]),
            lambda: dossiers.refuse_at_reception(
                dossier_id=dossier, reason="Sai thẩm quyền.", by=staff.receiver, now=hour["reception"]
            ),
        ],
        "accepted": [
            lambda: dossiers.assign_dossier(
                dossier_id=dossier, officer_id=handler.person, by=staff.assigner, now=hour["assigned"]
            )
        ],
        "in_process": [
            lambda: dossiers.propose_result(dossier_id=dossier, proposal=proposal, by=handler, now=hour["work"]),
            lambda: dossiers.ask_to_withdraw(dossier_id=dossier, reason="Nộp nhầm.", by=filer, now=hour["work"]),
            lambda: dossiers.stop_dossier(
                dossier_id=dossier, reason="Không bổ sung.", by=staff.leader, now=hour["work"]
            ),
        ],
        "withdrawal_asked": [lambda: dossiers.confirm_withdrawal(dossier_id=dossier, by=staff.leader, now=hour["end"])],
        "proposed": [lambda: decide(dossier, staff.leader, hour["end"])],
        "decided": [lambda: dossiers.return_result(dossier_id=dossier, by=staff.receiver, now=hour["end"])],
    }
    random.choice(steps[stands])()


def decide(dossier: int, leader: Any, now: Any) -> None:
    """Decide with a result that lies there already: setting and signing it changes no figure."""
    from haidang.dossiers.use_cases.deciding import Result
    from haidang.dossiers.use_cases.deciding import decide as decide_dossier
    from haidang.kernel.ids import new_uid

    (head,) = sql.rows("SELECT encode(head_hash, 'hex') FROM dossiers_dossier WHERE id = %s", [dossier])[0]
    result = Result(number=f"{dossier}/QĐ", file=new_uid(), sha256="0" * 64, secret=f"S{dossier}", bound_to=head)
    decide_dossier(dossier_id=dossier, result=result, by=leader, now=now)


@contextmanager
def kept_at_work(works: list[Callable[[Random], None]]) -> Iterator[dict[int, Callable[[Random], None]]]:
    """Let each work be done over and over by a process of its own; yields what each does, and ends them all."""
    from django.db import connection

    connection.close()  # a process that is born with a connection would speak on its parent's
    workers = {begin(work, seed): work for seed, work in enumerate(works)}
    try:
        yield workers
    finally:
        for process in workers:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)


def begin(work: Callable[[Random], None], seed: int) -> int:
    """Return a process that does the work until it is killed; a lost connection or a lost race does not end it."""
    from django.db import DatabaseError, connection

    process = os.fork()
    if process:
        return process
    random = Random(seed)
    try:
        while True:
            try:
                work(random)
            except DomainError:
                pass
            except (DatabaseError, psycopg.Error):
                connection.close()
    finally:
        os._exit(1)


def kill_many(workers: dict[int, Callable[[Random], None]], cluster: TestCluster, address: str) -> int:
    """Kill by turns a process and a connection; return how many were killed."""
    random, killed = Random(9), 0
    name = psycopg.conninfo.conninfo_to_dict(address)["dbname"]
    with cluster.admin() as admin:
        while killed < KILLS:
            time.sleep(random.uniform(0.0, 0.08))
            if killed % 2:
                killed += admin.execute(_TERMINATE, [name]).rowcount
            else:
                process = random.choice(list(workers))
                os.kill(process, signal.SIGKILL)
                assert os.waitpid(process, 0)[1] == signal.SIGKILL, "it ended by itself: an error nobody expects"
                work = workers.pop(process)
                workers[begin(work, killed)] = work
                killed += 1
    return killed
