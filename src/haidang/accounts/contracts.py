"""What crosses the door of the accounts: people and the businesses they act for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person with an account."""

    id: int
    email: str
    full_name: str
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessCard:
    """A business a person may act for. `tax_code` has 10 digits, or 13 as 10-3."""

    id: int
    tax_code: str
    name: str
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFiler:
    """Somebody to open an account for, and the business they own; the tax code as it is stored."""

    email: str
    full_name: str
    phone: str
    tax_code: str
    business: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """
    A person's place in a business. Until the owner confirms it, nothing may be done for it.

    `id` is what `confirm_member` and `remove_member` take.
    """

    id: int
    person: Person
    business: BusinessCard
    is_owner: bool
    is_confirmed: bool
    since: datetime
