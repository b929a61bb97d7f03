"""Files on their way into a dossier: sent by a filer within a daily measure, and known while anything names them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from haidang.documents import api as documents
from haidang.documents.contracts import Named, StoredFile, UploadLimits
from haidang.kernel import sql
from haidang.kernel.actor import Actor, Capacity
from haidang.kernel.errors import Invalid, Problem

_DAY = timedelta(days=1)
_FILED = """
SELECT p.file FROM dossiers_dossier d JOIN dossiers_paper p ON p.dossier_id = d.id
WHERE (d.person = %(person)s OR d.business = %(business)s) AND p.file = ANY(CAST(%(ids)s AS uuid[]))
"""
_FOR_EVER = """
SELECT file FROM dossiers_paper WHERE file = ANY(CAST(%(ids)s AS uuid[]))
UNION ALL SELECT result_file FROM dossiers_dossier WHERE result_file = ANY(CAST(%(ids)s AS uuid[]))
"""
_IN_DRAFTS = """
SELECT CAST(file AS uuid)
FROM (SELECT papers FROM dossiers_draft UNION ALL SELECT papers FROM dossiers_deskdraft) AS draft,
    jsonb_each(draft.papers) AS paper, jsonb_array_elements_text(paper.value) AS file
WHERE CAST(file AS uuid) = ANY(CAST(%(ids)s AS uuid[]))
"""


def store_paper(
    *, file: File[Any], name: str, by: Actor, now: datetime, field: str = "file", limits: UploadLimits | None = None
) -> StoredFile:
    """
    Keep a paper that somebody sent for a dossier.

    :raises Invalid: at `field`, if the file cannot be used, or a filer has sent too much that is in no dossier yet
    """
    limits = limits or documents.upload_limits()
    is_measured = by.capacity is Capacity.FILER and file.size <= limits.largest_file  # else it is refused as too large
    if is_measured and by.person is not None:
        _must_have_room(by.person, file.size, limits, by=by, now=now, field=field)
    return documents.store_upload(file=file, name=name, limits=limits, by=by, now=now, field=field)


def find_named_files(ids: Sequence[UUID]) -> Named:
    """Return which of these files a dossier names as paper or result, and which a draft names so far."""
    wanted = {"ids": sql.array(ids)}
    return Named(
        for_ever=frozenset(file for (file,) in sql.rows(_FOR_EVER, wanted)),
        for_now=frozenset(file for (file,) in sql.rows(_IN_DRAFTS, wanted)),
    )


def _must_have_room(person: int, size: int, limits: UploadLimits, *, by: Actor, now: datetime, field: str) -> None:
    sent = documents.list_recent(person, since=now - _DAY)
    if _fits(sent, size, limits):
        return
    ids = sql.array(file_id for file_id, _size, _at in sent)
    filed = {file for (file,) in sql.rows(_FILED, {"person": person, "business": by.on_behalf_of, "ids": ids})}
    unfiled = [each for each in sent if each[0] not in filed]
    if not _fits(unfiled, size, limits):
        told = {
            "files": len(unfiled),
            "size": filesizeformat(sum(each[1] for each in unfiled)),
            "most": limits.unfiled_files,
            "limit": filesizeformat(limits.unfiled_size),
        }
        message = _(
            "You have sent %(files)d files (%(size)s) within 24 hours that are in no dossier yet; the most is "
            "%(most)d files or %(limit)s. Send the dossiers that are ready, so that their files no longer count, "
            "or go on tomorrow."
        )
        raise Invalid([Problem(field=field, code="quota", message=message % told)])


def _fits(sent: Sequence[tuple[UUID, int, datetime]], size: int, limits: UploadLimits) -> bool:
    return len(sent) < limits.unfiled_files and sum(each[1] for each in sent) + size <= limits.unfiled_size
