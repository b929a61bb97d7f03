"""Entries of this room in the register: by unit or procedure, so that two offices never wait for each other."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from haidang.indices.models import Stream
from haidang.kernel import sql
from haidang.kernel.actor import Actor
from haidang.register import api as register
from haidang.register.contracts import Fact, Head


def record(name: str, fact: Fact, *, by: Actor, at: datetime) -> None:
    """Add an entry to the stream of that name; needs the transaction of the change it tells."""
    Stream.objects.get_or_create(name=name)
    row = Stream.objects.select_for_update().get(name=name)
    head = register.append(row.stream, Head(row.head_seq, bytes(row.head_hash)), [fact], by=by, at=at)
    row.head_seq, row.head_hash = head.seq, head.hash
    row.save(update_fields=["head_seq", "head_hash"])


def iter_heads() -> list[tuple[UUID, Head]]:
    """Return the end of every stream of this room, for the proof of the register."""
    return [
        (stream, Head(seq, bytes(digest)))
        for stream, seq, digest in sql.rows("SELECT stream, head_seq, head_hash FROM indices_stream")
    ]
