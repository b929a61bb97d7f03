"""The door of the register: add, read, prove. There is no change and no removal, here or in the database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from haidang.kernel import sql
from haidang.kernel.actor import Actor
from haidang.register._chain import canonical, dumped, next_head
from haidang.register._proof import verify
from haidang.register.bulk import Signature, Stream, write_lines
from haidang.register.contracts import Entry, Fact, Head, Origin

__all__ = [
    "Signature",
    "Stream",
    "append",
    "count_entries",
    "dumped",
    "iter_entries",
    "latest_entry",
    "list_entries",
    "verify",
    "write_lines",
]

_INSERT = """
INSERT INTO register_entry (stream, seq, event, occurred_at, recorded_at, origin, person, unit, body, hash)
SELECT %(stream)s, s.seq, s.event, %(at)s, clock_timestamp(), %(origin)s, %(person)s, %(unit)s, s.body, s.hash
FROM unnest(%(seqs)s::int[], %(events)s::text[], %(bodies)s::text[], %(hashes)s::bytea[]) AS s (seq, event, body, hash)
"""

_COLUMNS = "stream, seq, event, occurred_at, recorded_at, origin, person, unit, body"


def append(
    stream: UUID, head: Head, facts: Sequence[Fact], *, by: Actor, at: datetime, origin: Origin = Origin.LIVE
) -> Head:
    """
    Add entries to the end of a stream and return its new head.

    The caller holds the lock on the stream's own row and stores the head there in the same transaction.
    """
    bodies, heads = [], [head]
    for fact in facts:
        body = canonical(stream, heads[-1].seq + 1, fact, by=by, at=at, origin=origin)
        bodies.append(body.decode())
        heads.append(next_head(heads[-1], body))
    sql.write(
        _INSERT,
        {
            "stream": stream,
            "at": at,
            "origin": origin.value,
            "person": by.person,
            "unit": by.unit,
            "seqs": sql.array(each.seq for each in heads[1:]),
            "events": sql.array(fact.event for fact in facts),
            "bodies": sql.array(bodies),
            "hashes": sql.array(each.hash for each in heads[1:]),
        },
    )
    return heads[-1]


def list_entries(stream: UUID) -> list[Entry]:
    """Return a stream's entries in their order; the caller has decided that the reader may see them."""
    return [
        _entry(*row)
        for row in sql.rows(f"SELECT {_COLUMNS} FROM register_entry WHERE stream = %s ORDER BY seq", [stream])
    ]


def latest_entry(stream: UUID) -> Entry:
    """Return the newest entry of a stream that has at least one."""
    row = sql.row(f"SELECT {_COLUMNS} FROM register_entry WHERE stream = %s ORDER BY seq DESC LIMIT 1", [stream])
    assert row is not None, "a stream is born with its first entry"
    return _entry(*row)


def iter_entries(*, events: Iterable[str]) -> Iterator[Entry]:
    """
    Yield every entry of some kinds, stream by stream in their order, in pages of a server-side cursor.

    For a recount, not for a screen: it needs a transaction, best one that holds a snapshot.
    """
    sql.execute(
        f"DECLARE told NO SCROLL CURSOR FOR SELECT {_COLUMNS} FROM register_entry "
        "WHERE event = ANY(%s) ORDER BY stream, seq",
        [list(events)],
    )
    while page := sql.rows("FETCH 2000 FROM told"):
        yield from (_entry(*row) for row in page)
    sql.execute("CLOSE told")


def count_entries() -> int:
    """Return how many entries the register holds."""
    found = sql.row("SELECT count(*) FROM register_entry")
    assert found is not None
    return int(found[0])


def _entry(
    stream: UUID,
    seq: int,
    event: str,
    at: datetime,
    recorded_at: datetime,
    origin: str,
    person: int | None,
    unit: int | None,
    body: str,
) -> Entry:
    told = json.loads(body)
    return Entry(
        stream=stream,
        seq=seq,
        event=event,
        at=at,
        recorded_at=recorded_at,
        origin=Origin(origin),
        person=person,
        unit=unit,
        name=told["by"]["name"],
        capacity=told["by"]["capacity"],
        on_behalf_of=told["by"]["for"],
        data=told["data"],
    )
