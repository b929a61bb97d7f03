"""Who signs up, signs in and acts for businesses in these tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from support.database import TestCluster

from haidang.accounts.contracts import Person
from haidang.kernel.actor import Actor, Capacity

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


@pytest.fixture
def statements(cluster: TestCluster, db: None) -> Iterator[Callable[[Callable[[], object]], list[str]]]:
    """Run something and return the statements the server saw meanwhile in this test's database."""
    from django.db import connection

    with cluster.admin(connection.settings_dict["NAME"]) as admin:

        def calls() -> dict[str, int]:
            # The server counts a statement when the next one takes its place.
            connection.cursor().execute("SELECT 'counted'")
            found = admin.execute(
                "SELECT query, sum(calls)::int FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid "
                "JOIN pg_roles r ON r.oid = s.userid "
                "WHERE d.datname = current_database() AND r.rolname <> current_user GROUP BY query"
            )
            return {query: count for query, count in found.fetchall() if query != "SELECT $1"}

        def seen(run: Callable[[], object]) -> list[str]:
            before = calls()
            run()
            gained = {query: count - before.get(query, 0) for query, count in calls().items()}
            return [query for query, count in gained.items() for _ in range(count)]

        yield seen
