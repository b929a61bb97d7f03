"""Who signs up, signs in and acts for businesses in these tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from haidang.accounts.contracts import Person
from haidang.kernel.actor import Actor, Capacity
from support.statements import statements  # noqa: F401  a fixture of these tests

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
PASSWORD = "đèn-biển-soi-đường"


@pytest.fixture(autouse=True)
def _quick_passwords(settings: pytest.FixtureDef) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def person(db: None) -> Callable[[str], Person]:
    """Open an account with a confirmed address."""
    from haidang.accounts import api as accounts

    def opened(name: str) -> Person:
        email = f"{name}@example.vn"
        return accounts.register_person(email=email, full_name=name.title(), password=PASSWORD)

    return opened


@pytest.fixture
def acting() -> Callable[[Person], Actor]:
    """Give the actor of a person."""

    def actor(who: Person) -> Actor:
        return Actor(person=who.id, name=who.full_name, capacity=Capacity.FILER)

    return actor
