"""How both faces stream a file that a room has decided may be opened."""

from __future__ import annotations

from typing import BinaryIO

from django.http import FileResponse

from haidang.documents.contracts import StoredFile

SHOWN = frozenset({"application/pdf", "image/jpeg", "image/png"})
"""What a browser shows without running anything; everything else is saved, never opened in place."""

_POLICY = "default-src 'none'; img-src 'self'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def can_be_shown(media_type: str) -> bool:
    """Return whether a file of this kind may be looked at inside a page."""
    return media_type in SHOWN


def stream(stored: StoredFile, content: BinaryIO, *, inline: bool = False) -> FileResponse:
    """
    Return the file for saving under its own name, or for showing in a frame of our own pages.

    The kind is the one found at upload, and the browser may not guess another. Nobody else frames it, nothing in
    it runs, and no shared computer keeps it in its cache.
    """
    is_shown = inline and can_be_shown(stored.media_type)
    response = FileResponse(content, as_attachment=not is_shown, filename=stored.name, content_type=stored.media_type)
    response["Content-Length"] = str(stored.size)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response
