"""What was typed, made clean: composed letters, no control characters, no spaces around it."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

# Control characters (a NUL cannot be stored), halves of surrogate pairs, and signs that turn the reading direction.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

# Bits of a whole number that still has a sense as text: Python refuses to write very long ones.
_WIDEST = 128


class Unusable(Exception):
    """What was typed cannot be used; `message` says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def one(raw: Any) -> Any:
    """Return the one value meant where an HTML form may have sent a list."""
    if isinstance(raw, list | tuple):
        return raw[-1] if raw else None
    return raw


def line(raw: Any) -> str:
    """Return a typed line, "" where nothing was typed; breaks become spaces."""
    return " ".join(_text(raw).split())


def block(raw: Any) -> str:
    """Return typed text of several lines, "" where nothing was typed."""
    return _text(raw).replace("\r\n", "\n").replace("\r", "\n").strip()


def fitting(text: str, limit: int) -> str:
    """Return the text if it is not too long for its place."""
    if len(text) > limit:
        message = _("You typed %(typed)s characters; at most %(limit)s fit here. Shorten it, or attach it as a paper.")
        raise Unusable("too_long", message % {"typed": grouped(len(text)), "limit": grouped(limit)})
    return text


def grouped(number: int | float, decimals: str = "") -> str:
    """Return a number as people write it in the active language: 1.234,5 or 1,234.5."""
    whole = f"{int(number):,}"
    if (get_language() or "vi").startswith("en"):
        return f"{whole}.{decimals}" if decimals else whole
    whole = whole.replace(",", ".")
    return f"{whole},{decimals}" if decimals else whole


def limit(number: int) -> str:
    """Return a limit to be named: what may be a year is not grouped."""
    return str(number) if abs(number) < 10_000 else grouped(number)


def _text(raw: Any) -> str:
    if not isinstance(raw, str):
        raw = _told(one(raw))
    text = raw if raw.isascii() else unicodedata.normalize("NFC", raw)
    return text if text.isprintable() else _UNPRINTABLE.sub("", text)


def _told(raw: Any) -> str:
    """Return as text what was not sent as text."""
    if raw is None:
        return ""
    if isinstance(raw, bool | float) or (isinstance(raw, int) and raw.bit_length() <= _WIDEST):
        return str(raw)
    if not isinstance(raw, str):
        raise Unusable("shape", _("Text is expected here."))
    return raw
