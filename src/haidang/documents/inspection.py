"""
What an uploaded file really is, told from its bytes, and whether an officer can safely open it.

Each refusal names the file, the fault and the way out; nothing is stored before this has passed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

import filetype
from django.utils.translation import gettext as _

from haidang.documents import _office, _pdf, _picture
from haidang.documents._faults import Fault
from haidang.documents.contracts import UploadLimits, UploadType
from haidang.documents.names import extension

_HEAD = 8192
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """What the bytes are, and the number of pages where the format has pages."""

    type: UploadType
    pages: int | None


def inspect(file: IO[bytes], *, name: str, limits: UploadLimits) -> Inspected:
    """
    Return what the file is.

    :raises Fault: if its kind is not accepted, its name lies about it, or it cannot or must not be opened
    """
    ending = extension(name)
    claimed = next((each for each in limits.types if ending in each.extensions), None)
    if ending and claimed is None:
        raise Fault(
            "type_not_allowed",
            _("Files ending in .%(ending)s cannot be sent. Send %(names)s.")
            % {"ending": ending, "names": limits.names},
        )
    kind = _kind(file, limits)
    actual = next((each for each in limits.types if each.kind == kind), None)
    if actual is None or claimed not in (None, actual):
        raise _mismatch(file, claimed=claimed, actual=actual, ending=ending, limits=limits)
    return Inspected(type=actual, pages=_PAGES.get(actual.kind, _no_pages)(file))


def _kind(file: IO[bytes], limits: UploadLimits) -> str | None:
    file.seek(0)
    head = file.read(_HEAD)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n\x00").startswith(b"%PDF-"):
        return "pdf"
    return _picture.kind(head) or _office.kind(file, head, largest_unpacked=limits.largest_unpacked)


def _mismatch(
    file: IO[bytes], *, claimed: UploadType | None, actual: UploadType | None, ending: str, limits: UploadLimits
) -> Fault:
    """Say what the file is instead of what its name promises."""
    if claimed and actual:
        words = {"ending": ending, "actual": actual.name, "right": actual.extensions[0]}
        return Fault(
            "mislabelled",
            _(
                "The name ends in .%(ending)s but inside it is %(actual)s. "
                "Rename it to .%(right)s or choose the right file."
            )
            % words,
        )
    file.seek(0)
    head = file.read(_HEAD)
    if head.startswith(_PROGRAMS):
        return Fault("program", _("This is a program, not a document. Programs cannot be sent."))
    if claimed:
        words = {"ending": ending, "claimed": claimed.name}
        return Fault(
            "mislabelled",
            _(
                "The name ends in .%(ending)s but inside it is not %(claimed)s%(found)s. "
                "Open it, save it again as %(claimed)s and send the new file."
            )
            % {**words, "found": _guess(head)},
        )
    return Fault("type_not_allowed", _("This kind of file cannot be sent. Send %(names)s.") % {"names": limits.names})


def _guess(head: bytes) -> str:
    """Return what it looks like instead, as " (.gif)", or "" when nobody can tell."""
    found = filetype.guess_extension(head)
    return f" (.{found})" if found else ""


def _no_pages(_file: IO[bytes]) -> None:
    return None


_PAGES: dict[str, Callable[[IO[bytes]], int | None]] = {
    "pdf": _pdf.check,
    "jpg": _picture.check,
    "png": _picture.check,
    "tif": _picture.check,
}
