"""QR codes and the secrets that go with a dossier's code."""

from __future__ import annotations

import secrets
from io import BytesIO

import segno

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SECRET_LENGTH = 10  # 50 bits; guessing is also rate-limited
_LETTER_OF = bytes(ord(_CROCKFORD[byte % 32]) for byte in range(256))


def qr_svg(text: str) -> str:
    """Return the QR code as an inline SVG: no style, on white for dark pages, sized by whoever places it."""
    drawing = BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawing,
        kind="svg",
        border=2,
        xmldecl=False,
        svgns=True,
        omitsize=True,
        light="#fff",
        svgclass="qr",
        lineclass=None,
    )
    return drawing.getvalue().decode().strip()


def new_secret() -> str:
    """Return a secret that can be read out over the telephone: no I, L, O or U."""
    return secrets.token_bytes(_SECRET_LENGTH).translate(_LETTER_OF).decode()
