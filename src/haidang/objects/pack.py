"""The kinds of recognised objects, as the pack says."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from haidang import packs
from haidang.kernel.text import Text
from haidang.objects.contracts import ObjectKind

_FILE = Path(packs.__path__[0]) / "vietnam_customs" / "objects.yaml"


@cache
def object_kinds() -> dict[str, ObjectKind]:
    """Return every kind by its key."""
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {
        key: ObjectKind(
            key=key,
            name=Text(**told["name"]),
            source=told["source"],
            called=told["called"],
            place=told["place"],
            facts=tuple(told["facts"]),
        )
        for key, told in data.items()
    }
