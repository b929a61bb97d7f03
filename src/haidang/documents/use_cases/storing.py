"""Taking files in: what people send, and what the system itself makes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.base import File as Upload
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from haidang.documents import content as contents
from haidang.documents._faults import Fault
from haidang.documents.contracts import StoredFile, UploadLimits
from haidang.documents.inspection import Inspected, inspect
from haidang.documents.models import File
from haidang.documents.names import clean_name
from haidang.documents.pack import upload_limits
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Invalid, Problem


def store_upload(
    *, file: Upload[Any], name: str, limits: UploadLimits, by: Actor, now: datetime, field: str = "file"
) -> StoredFile:
    """
    Keep what somebody sent, once its bytes have been looked at.

    :raises Invalid: at `field`, saying what is wrong with the file and what to do
    """
    name = clean_name(name)
    try:
        _measure(file, limits)
        assert file.file is not None
        inspected = inspect(file.file, name=name, limits=limits)
    except Fault as fault:
        message = _("“%(name)s”: %(fault)s") % {"name": name, "fault": fault}
        raise Invalid([Problem(field=field, code=fault.code, message=message)]) from fault

    kept = contents.keep(contents.chunks_of(file.file))

    return _record(kept, name=_with_extension(name, inspected), inspected=inspected, by=by.person, now=now)


def store_bytes(*, content: bytes, name: str, by: Actor, now: datetime) -> StoredFile:
    """
    Keep what a program sent on somebody's behalf, under the same rules as an upload.

    :raises Invalid: as `store_upload`
    """
    return store_upload(file=ContentFile(content), name=name, limits=upload_limits(), by=by, now=now)


def store_generated(*, pdf: bytes, name: str, now: datetime, may_go: bool = False) -> StoredFile:
    """Keep a PDF that the system made; one that a record has yet to name `may_go` where none does."""
    kept = contents.keep([pdf])

    row = File.objects.create(
        sha256=kept.sha256,
        name=clean_name(name),
        media_type="application/pdf",
        size=kept.size,
        uploaded_at=now,
        may_go=may_go,
    )
    return row.stored()


@transaction.atomic
def hand_out(*, file: StoredFile, to: Sequence[int], now: datetime) -> dict[int, StoredFile]:
    """Let each of these people have a stored file among their uploads, as if they had sent the same bytes."""
    rows = [
        File(
            sha256=file.sha256,
            name=file.name,
            media_type=file.media_type,
            size=file.size,
            pages=file.pages,
            uploaded_by=person,
            uploaded_at=now,
        )
        for person in to
    ]
    return {person: row.stored() for person, row in zip(to, File.objects.bulk_create(rows, 1000), strict=True)}


def _measure(file: Upload[Any], limits: UploadLimits) -> None:
    """Refuse nothing and too much; the upload handler keeps the length of what it would not take."""
    if not file.size:
        raise Fault("empty", _("The file is empty (0 bytes). Open it to see whether it was saved, and send it again."))
    if file.size > limits.largest_file:
        sizes = {"size": filesizeformat(file.size), "limit": filesizeformat(limits.largest_file)}
        raise Fault(
            "too_large",
            _(
                "The file has %(size)s; one file may have %(limit)s at most. "
                "Scan at 200 dpi in grey, or split it, and send it again."
            )
            % sizes,
        )


def _with_extension(name: str, inspected: Inspected) -> str:
    """Add the extension a nameless scan lacks, so that an officer's computer knows what opens it."""
    return name if "." in name else f"{name}.{inspected.type.extensions[0]}"


def _record(kept: contents.Kept, *, name: str, inspected: Inspected, by: int | None, now: datetime) -> StoredFile:
    row = File.objects.create(
        sha256=kept.sha256,
        name=name,
        media_type=inspected.type.media_type,
        size=kept.size,
        pages=inspected.pages,
        uploaded_by=by,
        uploaded_at=now,
        may_go=True,
    )
    return row.stored()
