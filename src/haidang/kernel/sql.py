"""
Prepared statements on Django's own connection and transaction.

Django's cursor binds on the client and never prepares, which costs the hot paths several times the statement
itself. This is the one way around it; forms and rare writes use the ORM.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from django.db import connection
from psycopg.types.json import JsonbLoader

Row = tuple[Any, ...]
Params = Sequence[Any] | Mapping[str, Any]


def execute(statement: str, params: Params = ()) -> psycopg.Cursor[Row]:
    """Run one statement, prepared on the server, in the transaction Django has open."""
    connection.ensure_connection()
    raw = connection.connection
    assert isinstance(raw, psycopg.Connection)
    cursor = psycopg.Cursor(raw)
    cursor.adapters.register_loader("jsonb", JsonbLoader)  # Django's own connections hand JSON out as text
    return cursor.execute(statement, params, prepare=True)


def rows(statement: str, params: Params = ()) -> list[Row]:
    """Return all rows of one prepared query."""
    return execute(statement, params).fetchall()


def row(statement: str, params: Params = ()) -> Row | None:
    """Return the first row of one prepared query, or None."""
    return execute(statement, params).fetchone()
