"""
Bytes kept by their hash: FILES_DIR/ab/abcdef…, written once, never changed, never executable.

A name in the database always has its bytes: the file is complete and on the disk before the row is written.
What a rolled-back transaction leaves behind is found by `list_orphans`.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from io import BufferedReader
from pathlib import Path
from typing import IO

from django.conf import settings

CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was written: the hash that finds it again, and its length."""

    sha256: str
    size: int


def keep(chunks: Iterable[bytes]) -> Kept:
    """Write the bytes under their hash, in one step that is either done or not; the same bytes are kept once."""
    root = Path(settings.FILES_DIR)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".incoming-", dir=root)
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(handle, "wb") as incoming:
            for chunk in chunks:
                digest.update(chunk)
                size += incoming.write(chunk)
            incoming.flush()
            os.fsync(incoming.fileno())
        _settle(Path(name), place(digest.hexdigest()))
    finally:
        Path(name).unlink(missing_ok=True)
    return Kept(sha256=digest.hexdigest(), size=size)


def place(sha256: str) -> Path:
    """Return where the bytes of this hash are kept."""
    return Path(settings.FILES_DIR) / sha256[:2] / sha256


def read(sha256: str) -> BufferedReader:
    """Open the bytes of this hash for reading."""
    return place(sha256).open("rb")


def is_unchanged(sha256: str) -> bool:
    """Return whether the bytes are there and still have their hash."""
    try:
        with read(sha256) as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False


def chunks_of(file: IO[bytes]) -> Iterator[bytes]:
    """Yield a file from its beginning in pieces."""
    file.seek(0)
    while chunk := file.read(CHUNK):
        yield chunk


def list_kept() -> list[str]:
    """Return the hash of everything kept."""
    return sorted(path.name for path in Path(settings.FILES_DIR).glob("[0-9a-f][0-9a-f]/*"))


def remove(sha256: str, *, unless_sent_within: timedelta) -> None:
    """
    Remove bytes that no row names, unless the same were sent again just now and their row is about to be written.

    Files are stamped by the machine's own clock, so that is asked and not the moment of the use case.
    """
    aside = place(sha256).with_name(f".going-{sha256}")
    try:
        place(sha256).replace(aside)
    except FileNotFoundError:
        return
    if aside.stat().st_mtime > time.time() - unless_sent_within.total_seconds():
        aside.replace(place(sha256))
    else:
        aside.unlink()


def _settle(incoming: Path, target: Path) -> None:
    """Move a complete file to its place and make the move itself durable; mkstemp has made it 0600."""
    try:
        os.utime(target)  # the same bytes are there, and wanted anew: `remove` leaves them
    except FileNotFoundError:
        pass
    else:
        return
    target.parent.mkdir(mode=0o700, exist_ok=True)
    incoming.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
