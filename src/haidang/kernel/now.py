"""
The one place that reads the wall clock.

Faces and tasks call `now()` and pass the moment on; rooms never call it (lint). A development installation
may run from another day (`haidang up --now`): the offset comes from the environment and is shown on every page.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

_OFFSET = timedelta(seconds=float(os.environ.get("HAIDANG_CLOCK_OFFSET", "0")))


def now() -> datetime:
    """Return the present moment in UTC, moved by the development offset if there is one."""
    return datetime.now(UTC) + _OFFSET


def is_shifted() -> bool:
    """Return whether this installation runs on another day than the world."""
    return bool(_OFFSET)
