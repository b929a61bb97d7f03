"""Eight file into one unit, folds run and are killed, boards are read meanwhile: every figure is exact throughout."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from figures.conftest import NOON, NOVEMBER, moved, supervisor, unit_id
from haidang.dossiers.events import Standing
from haidang.figures import api as figures
from haidang.figures.contracts import Counts
from haidang.figures.handlers import on_dossier_moved
from support.database import TestCluster

CLIENTS, EACH = 8, 60
RECEPTION, PROCESS = Standing("reception", NOON), Standing("process", None)
ALL = CLIENTS * EACH


@pytest.fixture
def unit(own_database: str) -> int:
    """A unit in a database with real commits."""
    from haidang.directory import api as directory

    directory.load_units()
    return unit_id("KV02")


def test_every_reading_is_exact_and_nothing_is_lost(unit, own_database, cluster):
    seen: list[Counts] = []

    with (
        kept_up(lambda: figures.fold(now=NOON, size=7)),
        kept_up(lambda: kill_a_fold(cluster, own_database)),
        kept_up(lambda: seen.append(read(unit))),
        ThreadPoolExecutor(CLIENTS) as clients,
    ):
        list(clients.map(file_many, [unit] * CLIENTS))

    assert {counts.received - counts.open for counts in seen} == {0}
    assert {counts.accepted - counts.process for counts in seen} == {0}
    assert [c.received for c in seen] == sorted(c.received for c in seen)
    assert read(unit) == Counts(received=ALL, accepted=ALL, process=ALL)
    figures.fold(now=NOON)
    assert read(unit) == Counts(received=ALL, accepted=ALL, process=ALL)


def test_a_fold_killed_at_any_point_leaves_the_figures_as_they_were(unit, own_database, cluster):
    file_many(unit)

    readings = [read_after_a_killed_fold(unit, cluster, own_database) for _ in range(25)]

    assert set(readings) == {Counts(received=EACH, accepted=EACH, process=EACH)}
    figures.fold(now=NOON)
    assert read(unit) == readings[0]


def test_two_folds_at_once_fold_each_change_once(unit):
    file_many(unit)

    with ThreadPoolExecutor(4) as folders:
        folded = sum(folders.map(closing(lambda: figures.fold(now=NOON, size=5)), range(4)))

    assert folded == EACH * 5
    assert read(unit) == Counts(received=EACH, accepted=EACH, process=EACH)


def test_a_filing_never_waits_for_another_or_for_a_fold(unit, own_database):
    from django.db import transaction

    with transaction.atomic():
        on_dossier_moved(moved(unit))
        with psycopg.connect(own_database) as other:
            other.execute("SET LOCAL lock_timeout = '100ms'")
            other.execute("DELETE FROM figure_change RETURNING *")
            other.execute("INSERT INTO figure_change (unit, procedure, channel, measure, delta) "
                          "VALUES (%s, 'kho-ngoai-quan.thanh-lap', 'online', 'reception', 1)", [unit])  # fmt: skip

    assert read(unit).open == 2


def file_many(unit: int) -> None:
    """File and accept dossiers, each step in its own transaction."""
    from django.db import connection, transaction

    try:
        for _ in range(EACH):
            with transaction.atomic():
                on_dossier_moved(moved(unit, after=RECEPTION))
            with transaction.atomic():
                on_dossier_moved(moved(unit, before=RECEPTION, after=PROCESS, flows=("accepted",)))
    finally:
        connection.close()


def read(unit: int) -> Counts:
    """Return what a board shows."""
    return figures.board(actor=supervisor(unit), now=NOON, period=NOVEMBER).total


def read_after_a_killed_fold(unit: int, cluster: TestCluster, address: str) -> Counts:
    """Begin to fold, kill it a few milliseconds later, and read."""
    with kept_up(lambda: figures.fold(now=NOON, size=1)):
        kill_a_fold(cluster, address)
    return read(unit)


def kill_a_fold(cluster: TestCluster, address: str) -> None:
    """End a connection that is folding, at whatever point it is: within a statement or between two."""
    threading.Event().wait(random.uniform(0.001, 0.01))
    name = psycopg.conninfo.conninfo_to_dict(address)["dbname"]
    with cluster.admin() as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = %s AND query ~ 'DELETE FROM figure_|advisory' AND pid <> pg_backend_pid()",
            [name],
        )


def closing(work: Callable[[], int]) -> Callable[[Any], int]:
    """Return the work, done on a connection of its own that is closed afterwards."""

    def closed(_: Any) -> int:
        from django.db import connection

        try:
            return work()
        finally:
            connection.close()

    return closed


@contextmanager
def kept_up(work: Callable[[], object]) -> Iterator[None]:
    """Do something over and over beside the block; a connection that was killed is opened anew."""
    from django.db import DatabaseError, connection

    is_over = threading.Event()

    def go_on() -> None:
        while not is_over.is_set():
            try:
                work()
            except (DatabaseError, psycopg.Error):
                connection.close()
        connection.close()

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()
