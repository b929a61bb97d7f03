"""Reading what is stored. Who may open a file is decided by the room that owns it, never here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.utils.translation import gettext as _

from haidang.documents import content
from haidang.documents.contracts import StoredFile
from haidang.documents.models import File
from haidang.kernel import sql
from haidang.kernel.errors import Missing

_BY_IDS = """
    SELECT id, name, media_type, size, sha256, pages, uploaded_by
    FROM documents_file WHERE id = ANY((SELECT %s::uuid[])::uuid[])
"""
# The array stands behind a SELECT so that the server keeps one plan: seeing its few ids, it would plan each time.
_STILL_THERE = f"{_BY_IDS} AND unused_since IS NULL"
_RECENT = "SELECT id, size, uploaded_at FROM documents_file WHERE uploaded_by = %s AND uploaded_at > %s"


def get_files(ids: Sequence[UUID]) -> list[StoredFile]:
    """
    Return the files in the order asked for, in one prepared statement; those that do not exist are left out.

    So is what nothing has named for days and is about to go: it can no longer be filed.
    """
    return _read(_STILL_THERE, ids)


def list_recent(person: int, *, since: datetime) -> list[tuple[UUID, int, datetime]]:
    """Return what a person has sent since a moment: id, size and when."""
    return [(file_id, size, sent_at) for file_id, size, sent_at in sql.rows(_RECENT, [person, since])]


def _read(statement: str, ids: Sequence[UUID]) -> list[StoredFile]:
    found = {
        row[0]: StoredFile(
            id=row[0],
            name=row[1],
            media_type=row[2],
            size=row[3],
            sha256=row[4],
            pages=row[5],
            uploaded_by=row[6],
        )
        for row in sql.rows(statement, [sql.array(ids)])
    }
    return [file for each in ids if (file := found.get(each))]


def _get_file(file_id: UUID) -> StoredFile:
    found = _read(_BY_IDS, [file_id])
    if not found:
        raise Missing(_("This file does not exist."))
    return found[0]


def open_file(file_id: UUID) -> tuple[StoredFile, BinaryIO]:
    """
    Return the file and its bytes, open for reading.

    :raises Missing: if there is no such file
    """
    stored = _get_file(file_id)
    return stored, content.read(stored.sha256)


def verify_file(file_id: UUID) -> bool:
    """
    Return whether the bytes on the disk are those that were stored.

    :raises Missing: if there is no such file
    """
    stored = _get_file(file_id)
    return content.is_unchanged(stored.sha256)


def list_damaged() -> list[StoredFile]:
    """Return the files whose bytes are lost or changed, reading each kept content once."""
    hashes = File.objects.order_by("sha256").values_list("sha256", flat=True).distinct()
    damaged = [sha256 for sha256 in hashes.iterator() if not content.is_unchanged(sha256)]
    return [file.stored() for file in File.objects.filter(sha256__in=damaged).order_by("uploaded_at", "id")]


def count_files() -> int:
    """Return how many files are stored."""
    return File.objects.count()


def list_orphans() -> list[str]:
    """Return the hashes on the disk that no row names: uploads whose transaction was rolled back."""
    known = set(File.objects.order_by("sha256").values_list("sha256", flat=True).distinct())
    return [sha256 for sha256 in content.list_kept() if sha256 not in known]
