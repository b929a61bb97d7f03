"""What crosses the door of the register of recognised objects: warehouses, places and brokers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from haidang.kernel.text import Text


class State(StrEnum):
    """Whether the recognition holds."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectKind:
    """
    One kind of recognised object, as the pack says.

    `called` and `place` are the form fields of its name and address, `facts` those that describe it.
    """

    key: str
    name: Text
    source: str
    called: str
    place: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectCard:
    """One recognised object as its holder and the officers in charge see it. `valid_to` None: without an end."""

    uid: UUID
    kind: str
    kind_name: Text
    name: str
    address: str
    holder_name: str
    holder_tax_code: str
    unit: int
    decision_number: str
    decided_on: date
    valid_from: date
    valid_to: date | None
    state: State
    dossier: UUID
    facts: Mapping[str, Any]

    def holds_on(self, day: date) -> bool:
        """Return whether the recognition holds on that day."""
        return self.state is State.ACTIVE and self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicObject:
    """What everybody may know of a recognised object."""

    name: str
    address: str
    decision_number: str
