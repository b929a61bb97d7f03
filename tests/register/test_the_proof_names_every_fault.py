"""The proof follows every stream to its end and names what was changed, taken away, added or left alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from haidang.kernel.actor import SYSTEM
from haidang.register import api as register
from haidang.register.contracts import Fact, Head

NOON = datetime(2026, 11, 18, 5, 0, tzinfo=UTC)
_SWAP = """
UPDATE register_entry SET seq = 9 WHERE seq = 2;
UPDATE register_entry SET seq = 2 WHERE seq = 3;
UPDATE register_entry SET seq = 3 WHERE seq = 9
"""


@pytest.fixture
def stream(own_database: str) -> tuple[UUID, Head]:
    """A stream of three entries, with its head as its own row would hold it."""
    uid = uuid4()
    facts = [Fact("submitted", {"channel": "online"}), Fact("accepted"), Fact("decided", {"outcome": "refused"})]
    return uid, register.append(uid, Head(), facts, by=SYSTEM, at=NOON)


@pytest.fixture
def forger(own_database: str, cluster) -> Any:
    """Whoever has the disk: triggers and rights do not hold him."""

    @contextmanager
    def connected() -> Iterator[psycopg.Connection[Any]]:
        with cluster.admin(psycopg.conninfo.conninfo_to_dict(own_database)["dbname"]) as admin:
            admin.execute("SET session_replication_role = replica")
            yield admin

    return connected


def faults(*heads: tuple[UUID, Head]) -> list[tuple[int, str]]:
    return [(fault.seq, fault.kind) for fault in register.verify(lambda: heads)]


def test_an_untouched_register_has_no_fault(stream):
    assert faults(stream) == []


@pytest.mark.parametrize(
    ("forgery", "found"),
    [
        ("UPDATE register_entry SET body = replace(body, 'refused', 'granted') WHERE seq = 3", (3, "changed")),
        ("UPDATE register_entry SET hash = decode(repeat('00', 32), 'hex') WHERE seq = 1", (1, "changed")),
        ("UPDATE register_entry SET event = 'granted' WHERE seq = 2", (2, "column")),
        ("UPDATE register_entry SET occurred_at = occurred_at - interval '1 day' WHERE seq = 2", (2, "column")),
        ("UPDATE register_entry SET origin = 'demo' WHERE seq = 2", (2, "column")),
        ("DELETE FROM register_entry WHERE seq = 2", (3, "missing")),
        ("DELETE FROM register_entry WHERE seq = 1", (2, "missing")),
        ("DELETE FROM register_entry WHERE seq = 3", (2, "headless")),
        ("DELETE FROM register_entry", (3, "empty")),
        (_SWAP, (2, "changed")),
    ],
)
def test_each_forgery_is_named_at_its_entry(stream, forger, forgery, found):
    with forger() as admin:
        admin.execute(forgery)

    assert faults(stream) == [found]


def test_a_stream_that_no_row_owns_is_named(stream):
    assert faults() == [(3, "orphan")]


def test_one_fault_does_not_hide_another(stream, forger):
    other = uuid4()
    head = register.append(other, Head(), [Fact("submitted")], by=SYSTEM, at=NOON)
    with forger() as admin:
        admin.execute("UPDATE register_entry SET event = 'forged' WHERE seq = 1")

    assert faults(stream, (other, head)) == [(1, "column"), (1, "column")]
