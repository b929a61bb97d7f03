"""Numbers as they stand in addresses; whatever else somebody wrote there is none."""

from __future__ import annotations

from django.http import QueryDict

_LONGEST = 15


def number_in(text: str) -> int | None:
    """Return the number a part of an address is, None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST else None


def page_in(query: QueryDict) -> int:
    """Return which page of a list an address asks for, the first where it names none."""
    return number_in(query.get("page", "")) or 1
