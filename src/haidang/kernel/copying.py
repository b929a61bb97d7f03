"""Many rows at once by COPY: for what is loaded, never for what somebody does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import psycopg
from django.db import connection

NOTHING = r"\N"
"""The absent value of a column."""


def copy(statement: str, lines: Iterable[str]) -> None:
    """Send lines of COPY's text format, each with its line end, in the transaction Django has open."""
    text = "".join(lines)
    if not text:
        return
    connection.ensure_connection()
    raw = connection.connection
    assert isinstance(raw, psycopg.Connection)
    with psycopg.Cursor(raw) as cursor, cursor.copy(statement.encode()) as sending:
        sending.write(text)


def cell(text: str | None) -> str:
    """Return a text as COPY reads it."""
    if text is None:
        return NOTHING
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def moment(at: datetime) -> str:
    """Return a moment given in UTC as the register and COPY write it."""
    return at.isoformat(timespec="microseconds")
