"""One row of a board: its name, the way further down, and its figures, each with the list that makes it up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from haidang.figures.contracts import Counts
from haidang.supervision.columns import COLUMNS, Column

if TYPE_CHECKING:
    from haidang.look.parts import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One figure of one row; without dossiers behind it there is no list to open."""

    id: str
    column: Column
    value: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the table; `url` leads further down, `unit` is the one it is about, None for every other row."""

    unit: int | None = None
    name: Words
    note: Words
    url: str
    cells: tuple[Cell, ...]


def line_of(
    name: Words, counts: Counts, query: str, *, key: str, note: Words = "", url: str = "", unit: int | None = None
) -> Line:
    """Return a row; `query` names its dossiers in the addresses of the lists, `key` its cells."""
    address = reverse("supervision:list")
    cells = tuple(
        Cell(
            id=f"{key}-{column.figure}".replace(".", "-"),
            column=column,
            value=column.value(counts),
            url=f"{address}?muc={column.figure}&{query}" if column.value(counts) else "",
        )
        for column in COLUMNS
    )
    return Line(unit=unit, name=name, note=note, url=url, cells=cells)
