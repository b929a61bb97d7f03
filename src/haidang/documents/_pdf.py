"""Whether a PDF opens, how many pages it has, and whether it would do something by itself."""

from __future__ import annotations

import os
import re
from typing import IO

import pikepdf
from django.utils.translation import gettext as _

from haidang.documents._faults import Fault

_ACTIVE = ("/JavaScript", "/Launch", "/ImportData")
_TAIL = 4096
_SUSPECT = re.compile(rb"/(JS|JavaScript|Launch|ImportData)\b")


def check(file: IO[bytes]) -> int:
    """
    Return the number of pages.

    A PDF that only forbids printing or copying opens and passes. Attachments pass too: electronic invoices
    carry their XML that way.

    :raises Fault: if it asks for a password, is broken, or carries scripts or commands
    """
    if _is_cut_short(file):
        raise _broken()
    file.seek(0)
    try:
        with pikepdf.open(file, suppress_warnings=True) as pdf:  # type: ignore[arg-type]  # any file that seeks
            pages = len(pdf.pages)
            active = any(_is_active(each) for each in pdf.objects)
    except pikepdf.PasswordError as error:
        raise Fault(
            "password",
            _("This PDF asks for a password. Save a copy without a password and send that."),
        ) from error
    except (pikepdf.PdfError, RecursionError, ValueError) as error:
        raise _broken() from error
    if not pages:
        raise _broken()
    if active:
        raise Fault(
            "active_content",
            _("This PDF contains scripts or commands. Print it to a new PDF and send that."),
        )
    return pages


def _is_cut_short(file: IO[bytes]) -> bool:
    """Whether the end mark is missing: such a PDF often opens, with pages lost that nobody would notice."""
    length = file.seek(0, os.SEEK_END)
    file.seek(max(0, length - _TAIL))
    return b"%%EOF" not in file.read()


def _is_active(thing: pikepdf.Object) -> bool:
    """Return whether an object, or anything written inside it, runs a script or starts a program."""
    if isinstance(thing, pikepdf.Stream):
        thing = thing.stream_dict
    return bool(_SUSPECT.search(thing.unparse(resolved=True))) and _acts(thing)


def _acts(thing: pikepdf.Object) -> bool:
    if isinstance(thing, pikepdf.Array):
        return any(_acts(each) for each in thing.as_list() if not _is_reference(each))
    if not isinstance(thing, pikepdf.Dictionary):
        return False
    if "/JS" in thing or thing.get("/S") in _ACTIVE:
        return True
    return any(_acts(each) for each in thing.as_dict().values() if not _is_reference(each))


def _is_reference(thing: object) -> bool:
    """Whether it is an object of its own, looked at in its own turn."""
    return isinstance(thing, pikepdf.Object) and thing.is_indirect


def _broken() -> Fault:
    return Fault("broken", _("This PDF is damaged and cannot be opened. Save or scan it again and send the new file."))
