"""Identifiers made by the program; row ids come from the database's sequences."""

from __future__ import annotations

import os
import time
from uuid import UUID


def new_uid() -> UUID:
    """
    Return a new UUID version 7 (RFC 9562 section 5.7): time first, so that index pages fill in order.

    The time in it is the machine's and only sorts; no rule reads it.
    """
    milliseconds = time.time_ns() // 1_000_000
    raw = bytearray(milliseconds.to_bytes(6, "big") + os.urandom(10))
    raw[6] = 0x70 | (raw[6] & 0x0F)
    raw[8] = 0x80 | (raw[8] & 0x3F)
    return UUID(bytes=bytes(raw))
