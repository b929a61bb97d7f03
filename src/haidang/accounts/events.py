"""Facts this room announces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from haidang.accounts.contracts import BusinessCard, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipAsked:
    """Somebody asked to act for a business; its owner should be told."""

    member: int
    person: Person
    business: BusinessCard
    owner: Person
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipConfirmed:
    """The owner let somebody act for the business."""

    member: int
    person: Person
    business: BusinessCard
    at: datetime
