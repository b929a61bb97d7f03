"""The canonical bytes of an entry and the hash that chains it to the one before."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson

from haidang.kernel.actor import Actor
from haidang.register.contracts import Fact, Head, Origin

_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME


def dumped(value: Any) -> str:
    """Return a value as it stands in the canonical bytes: keys sorted, no spaces, letters as they are."""
    return _bytes(value).decode()


def canonical(stream: UUID, seq: int, fact: Fact, *, by: Actor, at: datetime, origin: Origin) -> bytes:
    """Return the entry as JSON with sorted keys, no spaces and UTC moments: the same bytes on every machine."""
    body: dict[str, Any] = {
        "stream": str(stream),
        "seq": seq,
        "event": fact.event,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": {
            "person": by.person,
            "name": by.name,
            "capacity": by.capacity.value,
            "unit": by.unit,
            "for": by.on_behalf_of_name,
        },
        "origin": origin.value,
        "data": fact.data,
    }
    return _bytes(body)


def next_head(head: Head, body: bytes) -> Head:
    """Return the head after this body: sha256(previous hash ‖ canonical bytes)."""
    return Head(head.seq + 1, sha256(head.hash + body).digest())


def _bytes(value: Any) -> bytes:
    """
    Return canonical JSON; what it does not know is written as text.

    :raises TypeError: for keys that are not plain text, whole numbers beyond 64 bits and halves of surrogate pairs
    """
    return orjson.dumps(value, default=str, option=_OPTIONS)
