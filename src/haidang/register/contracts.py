"""What crosses the door of the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


class Origin(StrEnum):
    """Where a fact comes from: people at work, a demonstration with a passed clock, or another system's past."""

    LIVE = "live"
    DEMO = "demo"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a stream: how many entries it has and the hash of the last. Kept in the stream's own row."""

    seq: int = 0
    hash: bytes = bytes(32)


@dataclass(frozen=True, slots=True)
class Fact:
    """What happened, in the past tense, and the values that matter (JSON)."""

    event: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry as it was written. `recorded_at` is the database's clock, `at` the moment passed in."""

    stream: UUID
    seq: int
    event: str
    at: datetime
    recorded_at: datetime
    origin: Origin
    person: int | None
    name: str
    capacity: str
    unit: int | None
    on_behalf_of: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What `verify` found wrong in one stream, at which entry."""

    stream: UUID
    seq: int
    kind: str
    sentence: str
