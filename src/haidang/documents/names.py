"""Names of files as people gave them, made safe to show, store and send back. Never used as a path."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 120
_NAMELESS = "tep-dinh-kem"
_RESERVED = re.compile(r'[<>:"|?*]')


def clean_name(name: str) -> str:
    """
    Return the name without path, control and direction characters, in NFC, at most 120 characters.

    The extension stays: an officer's computer opens files by it. U+202E and its kin go, because
    "giay\u202efdp.exe" reads as a PDF on the screen.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    visible = "".join(ch for ch in last if unicodedata.category(ch)[0] != "C")
    tidy = " ".join(_RESERVED.sub("-", visible).split()).lstrip(". ")
    path = PurePosixPath(tidy or _NAMELESS)
    suffix = path.suffix[:12]
    return f"{path.stem[: LONGEST - len(suffix)].rstrip()}{suffix}"


def extension(name: str) -> str:
    """Return the extension in lower case without its dot, "" when there is none."""
    return PurePosixPath(name).suffix.lower().removeprefix(".")
