"""Proves that nothing was changed, taken away or put in between."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from haidang.kernel import sql
from haidang.kernel.sql import Row
from haidang.register._chain import next_head
from haidang.register.contracts import Fault, Head

_SENTENCES = {
    "missing": "an entry is missing before this one",
    "changed": "the entry does not match its hash: it, or one before it, was changed",
    "column": "a searched column differs from the hashed body",
    "headless": "the stream ends elsewhere than its own row says: entries at the end were removed or added",
    "orphan": "no row of the system owns this stream",
    "empty": "the row says there are entries, the register has none",
}


def verify(read_heads: Callable[[], Iterable[tuple[UUID, Head]]]) -> Iterator[Fault]:
    """
    Yield every fault of the register against the heads that the streams' own rows hold.

    Heads and entries are read in one snapshot, so a running system raises no false alarm; entries come in
    pages through a server-side cursor, so memory does not grow with the register.
    """
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            sql.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        known = dict(read_heads())
        for stream, entries in groupby(_all_entries(), key=lambda row: row[0]):
            fault = _read_stream(stream, entries, known.pop(stream, None))
            if fault:
                yield fault
        yield from (_fault(stream, head.seq, "empty") for stream, head in known.items() if head.seq)


def _read_stream(stream: UUID, entries: Iterable[Row], own: Head | None) -> Fault | None:
    head = Head()
    for row in entries:
        kind = _compare(head, row)
        if kind:
            return _fault(stream, row[1], kind)
        head = next_head(head, row[5].encode())
    if own is None:
        return _fault(stream, head.seq, "orphan")
    return None if own == head else _fault(stream, head.seq, "headless")


def _all_entries() -> Iterator[Row]:
    sql.execute(
        "DECLARE proof NO SCROLL CURSOR FOR SELECT stream, seq, event, occurred_at, origin, body, hash "
        "FROM register_entry ORDER BY stream, seq"
    )
    while page := sql.rows("FETCH 2000 FROM proof"):
        yield from page
    sql.execute("CLOSE proof")


def _compare(head: Head, row: Row) -> str:
    stream, seq, event, occurred_at, origin, body, told_hash = row
    if seq != head.seq + 1:
        return "missing"
    if next_head(head, body.encode()).hash != bytes(told_hash):
        return "changed"
    told: dict[str, Any] = json.loads(body)
    same = (
        told["stream"] == str(stream)
        and told["seq"] == seq
        and told["event"] == event
        and told["origin"] == origin
        and told["at"] == occurred_at.astimezone(UTC).isoformat(timespec="microseconds")
    )
    return "" if same else "column"


def _fault(stream: UUID, seq: int, kind: str) -> Fault:
    return Fault(stream=stream, seq=seq, kind=kind, sentence=_SENTENCES[kind])
