"""
Reads the directory of a Microsoft compound file ([MS-CFB]): enough to tell doc from xls, and locks and macros.

Old Office files carry no other sign of what they are; nothing here trusts the numbers it reads.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_END = 0xFFFFFFFA
_ENTRY = 128
_HEADER_FAT_SECTORS = 109


class BrokenCompoundFile(Exception):
    """The chain of sectors leads nowhere."""


@dataclass(frozen=True, slots=True)
class CompoundFile:
    """A compound file in memory; `names` are its streams and storages with the first sector of each."""

    content: bytes
    sector_size: int
    next_sector: tuple[int, ...]
    names: dict[str, int]

    def start_of(self, name: str, length: int) -> bytes:
        """Return the first bytes of one stream."""
        found = b""
        for sector in _chain(self.next_sector, self.names[name]):
            found += _sector(self.content, self.sector_size, sector)
            if len(found) >= length:
                break
        return found[:length]


def read(content: bytes) -> CompoundFile:
    """
    Read the directory of a compound file.

    :raises BrokenCompoundFile: if the file ends too early or its chains run in a circle
    """
    try:
        (shift,) = struct.unpack_from("<H", content, 30)
        if shift not in (9, 12):
            raise BrokenCompoundFile(f"sector shift {shift}")
        size = 1 << shift
        fat = tuple(_file_allocation(content, size))
        (first_directory,) = struct.unpack_from("<I", content, 48)
        directory = b"".join(_sector(content, size, each) for each in _chain(fat, first_directory))
    except struct.error as error:
        raise BrokenCompoundFile(str(error)) from error
    return CompoundFile(content, size, fat, dict(_entries(directory)))


def _sector(content: bytes, size: int, number: int) -> bytes:
    found = content[(number + 1) * size : (number + 2) * size]
    if not found:
        raise BrokenCompoundFile(f"sector {number} is missing")
    return found


def _file_allocation(content: bytes, size: int) -> Iterator[int]:
    """Yield the next sector of each sector, following the list of allocation sectors past the header."""
    listed = list(struct.unpack_from(f"<{_HEADER_FAT_SECTORS}I", content, 76))
    (further,) = struct.unpack_from("<I", content, 68)
    seen: set[int] = set()
    while further < _END and further not in seen:
        seen.add(further)
        *more, further = struct.unpack(f"<{size // 4}I", _sector(content, size, further))
        listed += more
    for each in listed:
        if each < _END:
            yield from struct.unpack(f"<{size // 4}I", _sector(content, size, each))


def _chain(fat: tuple[int, ...], first: int) -> Iterator[int]:
    seen: set[int] = set()
    while first < _END:
        if first in seen or first >= len(fat):
            raise BrokenCompoundFile(f"the chain breaks at sector {first}")
        seen.add(first)
        yield first
        first = fat[first]


def _entries(directory: bytes) -> Iterator[tuple[str, int]]:
    for offset in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, kind = struct.unpack_from("<HB", directory, offset + 64)
        if kind and 2 <= length <= 64:
            name = directory[offset : offset + length - 2].decode("utf-16-le", errors="replace")
            yield name, struct.unpack_from("<I", directory, offset + 116)[0]
