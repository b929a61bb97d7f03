"""What crosses the door of the accounts: people and the businesses they act for."""

from __future__ import annotations

from dataclasses import dataclass


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
