"""Where the pack keeps what this room needs: the limits of uploads and the templates of papers."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from haidang import packs
from haidang.documents.contracts import UploadLimits, UploadType
from haidang.kernel.text import Text

FOLDER = Path(packs.__path__[0]) / "vietnam_customs"
TEMPLATES = FOLDER / "documents"
_UNITS = {"KB": 1024, "MB": 1024**2, "GB": 1024**3}


@cache
def upload_limits() -> UploadLimits:
    """Return what may be uploaded, as the pack says."""
    data = yaml.safe_load((FOLDER / "uploads.yaml").read_text(encoding="utf-8"))
    return UploadLimits(
        largest_file=_bytes(data["largest_file"]),
        largest_request=_bytes(data["largest_request"]),
        largest_unpacked=_bytes(data["largest_unpacked"]),
        types=tuple(_type(each) for each in data["types"]),
        source=data["source"],
        confidence=data["confidence"],
        unfiled_size=_bytes(data["unfiled_per_day"]["size"]),
        unfiled_files=data["unfiled_per_day"]["files"],
        unfiled_kept_days=data["unfiled_kept_days"],
    )


def _bytes(size: str) -> int:
    number, unit = size.split()
    return int(number) * _UNITS[unit]


def _type(data: dict[str, Any]) -> UploadType:
    return UploadType(
        kind=data["kind"],
        name=Text(**data["name"]),
        extensions=tuple(data["extensions"]),
        media_type=data["media_type"],
    )
