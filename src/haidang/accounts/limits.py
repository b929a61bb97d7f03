"""
How often strangers may try something in a minute: one small row for each, counted by one statement.

A limit protects secrets from being guessed. When the table does not answer it lets people through: a limiter that
fails must not stop a public service.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

import psycopg
from django.db import DatabaseError

from haidang.kernel import sql

_COUNT = """
INSERT INTO accounts_attempts AS a (key, minute, count) VALUES (%s, %s, 1)
ON CONFLICT (key) DO UPDATE
SET count = CASE WHEN a.minute = excluded.minute THEN a.count + 1 ELSE 1 END, minute = excluded.minute
RETURNING count
"""
_KEPT = timedelta(hours=1)


def within_limit(*, key: str, per_minute: int, now: datetime) -> bool:
    """Count one attempt and return whether it is among the first `per_minute` of this minute."""
    try:
        row = sql.row(_COUNT, [hashlib.sha256(key.encode()).digest(), _minute(now)])
    except (DatabaseError, psycopg.Error):
        return True
    return row is None or row[0] <= per_minute


def clear_old_attempts(*, now: datetime) -> int:
    """Forget who tried something more than an hour ago and return how many there were."""
    return sql.execute("DELETE FROM accounts_attempts WHERE minute < %s", [_minute(now - _KEPT)]).rowcount


def _minute(moment: datetime) -> int:
    return int(moment.timestamp()) // 60
