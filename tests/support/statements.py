"""The statements a piece of code costs, as the server counts them: Django's own count misses prepared ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from support.database import TestCluster

Count = Callable[[Callable[[], object]], list[str]]
_CALLS = """
SELECT query, sum(calls)::int FROM pg_stat_statements s
JOIN pg_database d ON d.oid = s.dbid JOIN pg_roles r ON r.oid = s.userid
WHERE d.datname = current_database() AND r.rolname <> current_user GROUP BY query
"""


@pytest.fixture
def statements(cluster: TestCluster, db: None) -> Iterator[Count]:
    """Run something and return the statements the server saw meanwhile in this test's database."""
    from django.db import connection

    with cluster.admin(connection.settings_dict["NAME"]) as admin:

        def calls() -> dict[str, int]:
            # The server counts a statement when the next one takes its place.
            connection.cursor().execute("SELECT 'counted'")
            return {query: count for query, count in admin.execute(_CALLS) if query != "SELECT $1"}

        def seen(run: Callable[[], object]) -> list[str]:
            before = calls()
            run()
            gained = {query: count - before.get(query, 0) for query, count in calls().items()}
            return [query for query, count in gained.items() for _ in range(count)]

        yield seen
