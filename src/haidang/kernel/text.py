"""Text in the two languages of the house: Vietnamese first, English when it is known."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Text:
    """
    A text of the data (not of the program): `vi` always, `en` when a translation is known.

    As a string it is Vietnamese where no language is active, as in a command that runs without Django's settings.
    """

    vi: str
    en: str | None = None

    def __str__(self) -> str:
        if self.en and settings.configured and (get_language() or "vi").startswith("en"):
            return self.en
        return self.vi


def fold(text: str) -> str:
    """Return text as search compares it: lower case, no accents, đ as d, spaces single."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join("".join(ch for ch in plain if not unicodedata.combining(ch)).split())
