"""Word and Excel files, old and new: which one, and whether a password or macros stand in the way."""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import IO

from django.utils.translation import gettext as _

from haidang.documents import ole
from haidang.documents._faults import Fault

_ZIP = b"PK\x03\x04"
_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_MACROS = {"Macros", "_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA"}
_WORD_IS_ENCRYPTED = 0x0100
_EXCEL_FILEPASS = 0x002F


def kind(file: IO[bytes], head: bytes, *, largest_unpacked: int) -> str | None:
    """
    Return doc, docx, xls or xlsx; None for anything else.

    :raises Fault: if the file is locked with a password, carries macros, is damaged, or swells when unpacked
    """
    file.seek(0)
    if head.startswith(ole.MAGIC):
        return _old(file.read())
    if head.startswith(_ZIP):
        return _new(file, largest_unpacked)
    return None


def _old(content: bytes) -> str | None:
    try:
        compound = ole.read(content)
        if "EncryptedPackage" in compound.names:
            raise _locked()
        found, locked = _old_kind(compound)
    except (ole.BrokenCompoundFile, struct.error) as error:
        raise _broken() from error
    if locked:
        raise _locked()
    if found and _MACROS & compound.names.keys():
        raise _with_macros()
    return found


def _old_kind(compound: ole.CompoundFile) -> tuple[str | None, bool]:
    """Return the kind and whether it is locked: a flag of the FIB in Word, a FILEPASS record in Excel."""
    if "WordDocument" in compound.names:
        (flags,) = struct.unpack_from("<H", compound.start_of("WordDocument", 12), 10)
        return "doc", bool(flags & _WORD_IS_ENCRYPTED)
    for book in ("Workbook", "Book"):
        if book in compound.names:
            return "xls", _has_filepass(compound.start_of(book, 4096))
    return None, False


def _has_filepass(records: bytes) -> bool:
    offset = 0
    while offset + 4 <= len(records):
        record, length = struct.unpack_from("<HH", records, offset)
        if record == _EXCEL_FILEPASS:
            return True
        offset += 4 + length
    return False


def _new(file: IO[bytes], largest_unpacked: int) -> str | None:
    try:
        with zipfile.ZipFile(file) as archive:
            parts = {each.filename: each for each in archive.infolist()}
            found = next((kind for part, kind in _PARTS.items() if part in parts), None)
            if found is None or "[Content_Types].xml" not in parts:
                return None
            if sum(each.file_size for each in parts.values()) > largest_unpacked:
                raise Fault(
                    "too_large", _("Unpacked, this file is far larger than it looks. Save it as PDF and send that.")
                )
            if any(each.flag_bits & 1 for each in parts.values()):
                raise _locked()
            damaged = archive.testzip()
    # NotImplementedError is zipfile's word for a way of packing that it does not know
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise _broken() from error
    if damaged:
        raise _broken()
    if any(name.endswith("vbaProject.bin") for name in parts):
        raise _with_macros()
    return found


def _locked() -> Fault:
    return Fault("password", _("This file asks for a password. Save a copy without a password and send that."))


def _with_macros() -> Fault:
    return Fault("active_content", _("This file contains macros. Save it without macros or as PDF and send that."))


def _broken() -> Fault:
    return Fault("broken", _("This file is damaged and cannot be opened. Save it again and send the new file."))
