"""
A record pressed twice is one record: who says the same of the same thing, to the letter, has said it once.

For records that nothing else makes unique. A filing has its own key, because two filings may be alike.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from django.db.models import QuerySet

from haidang.kernel import sql

_OURS = UUID("6f1d2c1a-52a3-4a5e-9d0b-5b0f3c2e7a11")


def uid_of(*what: object) -> UUID:
    """Return the id that this very record has, however often it is made."""
    return uuid5(_OURS, "\x1f".join(str(part) for part in what))


def one_at_a_time(*what: object) -> None:
    """Let whoever does the same wait here until this transaction ends."""
    sql.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", ["\x1f".join(str(part) for part in what)])


def is_there(uid: UUID, among: QuerySet[Any]) -> bool:
    """Return whether the record stands already; another one of the same id waits until this transaction ends."""
    one_at_a_time(uid)
    return among.filter(uid=uid).exists()
