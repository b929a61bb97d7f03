"""Files as people send them, whole and spoilt, made on the spot."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image

from haidang.documents.contracts import StoredFile

NOW = datetime(2026, 11, 3, 3, 15, tzinfo=UTC)
Store = Callable[..., StoredFile]
_FREE, _CHAIN_END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def pdf(*, pages: int = 1, change: Callable[[pikepdf.Pdf], None] | None = None, **saving: Any) -> bytes:
    """Return a PDF with empty pages, changed before it is saved if asked for."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    if change:
        change(document)
    out = BytesIO()
    document.save(out, **saving)
    return out.getvalue()


def locked_pdf() -> bytes:
    """Return a PDF that asks for a password."""
    return pdf(encryption=pikepdf.Encryption(user="secret", owner="secret"))


def restricted_pdf() -> bytes:
    """Return a PDF that opens for everybody but asks not to be changed."""
    return pdf(encryption=pikepdf.Encryption(user="", owner="secret"))


def pdf_with_script() -> bytes:
    """Return a PDF whose script stands deep inside another object."""

    def change(document: pikepdf.Pdf) -> None:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        document.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=["x", script]))

    return pdf(change=change, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def pdf_that_starts_a_program() -> bytes:
    """Return a PDF with a link that starts a program."""

    def change(document: pikepdf.Pdf) -> None:
        action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
        document.pages[0].Annots = [document.make_indirect(pikepdf.Dictionary(A=action))]

    return pdf(change=change)


def pdf_that_talks_of_scripts() -> bytes:
    """Return a harmless PDF whose title holds the words of a script."""

    def change(document: pikepdf.Pdf) -> None:
        document.docinfo["/Title"] = "What /JS and /Launch mean"

    return pdf(change=change)


def picture(kind: str) -> bytes:
    """Return a picture as JPEG, PNG or TIFF."""
    out = BytesIO()
    Image.effect_noise((400, 300), 60).save(out, kind)
    return out.getvalue()


def office(part: str, *, macros: bool = False, locked: bool = False, filler: int = 0) -> bytes:
    """Return an Office file of the new kind: `part` is word/document.xml or xl/workbook.xml."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, b"<document/>" + b" " * filler)
        if macros:
            archive.writestr("word/vbaProject.bin", b"macro")
    content = out.getvalue()
    return _with_flag_of_encryption(content) if locked else content


def _with_flag_of_encryption(content: bytes) -> bytes:
    changed = bytearray(content)
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def compound(streams: dict[str, bytes]) -> bytes:
    """Return a Microsoft compound file with these streams: header, allocation table, directory, contents."""
    size = 512
    sectors: list[bytes] = []
    table = [_FAT, *([_CHAIN_END] * ((len(streams) * 128 + size - 1) // size or 1))]
    for number in range(1, len(table) - 1):
        table[number] = number + 1
    entries = b""
    for name, content in streams.items():
        start, count = len(table), max(8, -(-len(content) // size))
        table += [*range(start + 1, start + count), _CHAIN_END]
        sectors.append(content.ljust(count * size, b"\0"))
        entries += _entry(name, start, len(content))
    directory = entries.ljust((table.index(_CHAIN_END, 1)) * size, b"\0")
    header = bytearray(size)
    header[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    struct.pack_into("<HHHH", header, 24, 62, 3, 0xFFFE, 9)
    struct.pack_into("<IIIIIIIII", header, 40, 0, 1, 1, 0, 4096, _CHAIN_END, 0, _CHAIN_END, 0)
    struct.pack_into("<109I", header, 76, 0, *[_FREE] * 108)
    allocation = struct.pack("<128I", *table, *[_FREE] * (128 - len(table)))
    return bytes(header) + allocation + directory + b"".join(sectors)


def _entry(name: str, start: int, length: int) -> bytes:
    entry = bytearray(128)
    written = name.encode("utf-16-le") + b"\0\0"
    entry[: len(written)] = written
    struct.pack_into("<HB", entry, 64, len(written), 2)
    struct.pack_into("<II", entry, 116, start, length)
    return bytes(entry)


def word(*, locked: bool = False, macros: bool = False) -> bytes:
    """Return an old Word file; a flag of its first bytes says whether it is locked."""
    beginning = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0, 0, 0x0100 if locked else 0)
    return compound({"WordDocument": beginning.ljust(4096, b"\0"), **({"Macros": b"x"} if macros else {})})


def excel(*, locked: bool = False) -> bytes:
    """Return an old Excel file; a record near its beginning says whether it is locked."""
    beginning = struct.pack("<HH", 0x0809, 16) + bytes(16)
    lock = struct.pack("<HH", 0x002F, 2) + bytes(2) if locked else b""
    return compound({"Workbook": (beginning + lock + struct.pack("<HH", 0x000A, 0)).ljust(4096, b"\0")})


def paper() -> bytes:
    """Return a PDF as the system sets it, ready to be signed."""

    def change(document: pikepdf.Pdf) -> None:
        document.docinfo["/Title"] = "Giấy tiếp nhận"

    return pdf(change=change)
