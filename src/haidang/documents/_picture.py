"""Pictures: scans and photographs of papers. Read to their end, so that half a picture is found at once."""

from __future__ import annotations

from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from haidang.documents._faults import Fault

_MAGIC = {b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png", b"II*\x00": "tif", b"MM\x00*": "tif"}
_PREVIEW = (64, 64)


def kind(head: bytes) -> str | None:
    """Return jpg, png or tif; None for anything else."""
    return next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), None)


def check(file: IO[bytes]) -> int:
    """
    Return the number of pictures inside (a TIFF may hold many pages).

    A JPEG is decoded at an eighth of its size, a PNG checked chunk by chunk: neither fills the memory.

    :raises Fault: if it is damaged, cut short or has more dots than a screen could show
    """
    file.seek(0)
    try:
        with Image.open(file, formats=("JPEG", "PNG", "TIFF", "MPO")) as picture:
            frames = int(getattr(picture, "n_frames", 1))
            if picture.format == "PNG":
                picture.verify()
            elif picture.format != "TIFF":
                picture.draft("RGB", _PREVIEW)
                picture.load()
    except Image.DecompressionBombError as error:
        raise Fault(
            "too_large", _("This picture has too many dots. Scan it at 300 dpi and send the new file.")
        ) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise Fault(
            "broken", _("This picture is damaged or incomplete. Take or scan it again and send the new file.")
        ) from error
    return frames
