"""
What nothing names goes: uploads that were never filed, papers made for a decision that was not taken, and those of
whoever was second when two made the same paper at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from haidang.documents import content
from haidang.documents.contracts import Named
from haidang.documents.pack import upload_limits
from haidang.kernel import sql
from haidang.kernel.errors import Conflict

_LAST_DAY = timedelta(days=1)
"""How long a file that can no longer be filed still lies there: whoever was just filing it has long finished."""

_AT_ONCE = 100_000
_OLD = "SELECT id FROM documents_file WHERE may_go AND uploaded_at < %s ORDER BY id"
_KEEP = "UPDATE documents_file SET may_go = false, unused_since = NULL WHERE id = ANY(CAST(%s AS uuid[]))"
_NAME = "UPDATE documents_file SET may_go = false, unused_since = NULL WHERE id = %s RETURNING id"
_WAIT = "UPDATE documents_file SET unused_since = NULL WHERE id = ANY(CAST(%s AS uuid[])) AND unused_since IS NOT NULL"
_DELETE = """
DELETE FROM documents_file WHERE id = ANY(CAST(%s AS uuid[])) AND may_go AND unused_since <= %s RETURNING sha256
"""
_MARK = """
UPDATE documents_file SET unused_since = %s WHERE id = ANY(CAST(%s AS uuid[])) AND may_go AND unused_since IS NULL
"""
_UNNAMED = """
SELECT sha256 FROM unnest(CAST(%s AS text[])) AS gone (sha256)
WHERE NOT EXISTS (SELECT FROM documents_file f WHERE f.sha256 = gone.sha256)
"""


def clear_unused(*, find_named: Callable[[Sequence[UUID]], Named], now: datetime) -> int:
    """
    Delete what no record has named for the days the pack gives, and return how many files went.

    What a record names for ever is not looked at again; what a draft names waits for the draft.
    """
    older = now - timedelta(days=upload_limits().unfiled_kept_days)
    ids = [file_id for (file_id,) in sql.rows(_OLD, [older])]
    gone = [
        sha256
        for first in range(0, len(ids), _AT_ONCE)
        for sha256 in _clear(ids[first : first + _AT_ONCE], find_named, now)
    ]
    for (sha256,) in sql.rows(_UNNAMED, [sql.array(set(gone))]):
        content.remove(sha256, unless_sent_within=_LAST_DAY)
    return len(gone)


@transaction.atomic
def keep_for_ever(file_id: UUID) -> None:
    """
    Let a paper that a record names from now on never go; called in the transaction that writes the record.

    :raises Conflict: if it has gone meanwhile; who makes it makes it anew
    """
    if not sql.rows(_NAME, [file_id]):
        raise Conflict(_("The paper is no longer there. It is made once more."))


@transaction.atomic
def _clear(ids: Sequence[UUID], find_named: Callable[[Sequence[UUID]], Named], now: datetime) -> list[str]:
    """Mark what is unused, delete what was marked a day ago and still is; return the hashes of what went."""
    named = find_named(ids)
    unused = [each for each in ids if each not in named.for_ever and each not in named.for_now]
    sql.execute(_KEEP, [sql.array(named.for_ever)])
    sql.execute(_WAIT, [sql.array(named.for_now - named.for_ever)])
    gone = [sha256 for (sha256,) in sql.rows(_DELETE, [sql.array(unused), now - _LAST_DAY])]
    sql.execute(_MARK, [now, sql.array(unused)])
    return gone
