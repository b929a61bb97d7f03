"""The schematic map of the pack: where the tile of a unit lies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TypedDict

import yaml

from haidang.directory.contracts import Tile
from haidang.directory.pack import FOLDER
from haidang.directory.table import units


class _Place(TypedDict):
    at: tuple[int, int]
    label: str


def list_tiles(*, on: date) -> list[Tile]:
    """Return the tiles of the units that exist on a day, from north to south."""
    found = [
        Tile(unit=unit.id, label=place["label"], column=place["at"][0], row=place["at"][1])
        for code, place in _places().items()
        for unit in units().by_code.get(code, ())
        if unit.exists_on(on)
    ]
    return sorted(found, key=lambda tile: (tile.row, tile.column))


@cache
def _places() -> Mapping[str, _Place]:
    read: dict[str, Mapping[str, _Place]] = yaml.safe_load((FOLDER / "map.yaml").read_text(encoding="utf-8"))
    return read["tiles"]
