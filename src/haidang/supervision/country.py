"""The departments as the country lies: a schematic map of tiles, each with its figure, and the table behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from haidang.directory import api as directory
from haidang.directory.contracts import Tile
from haidang.kernel.errors import Missing
from haidang.kernel.now import now
from haidang.look import wording
from haidang.look.parts import Tab
from haidang.supervision import live
from haidang.supervision.access import SupervisorRequest, supervisors_only
from haidang.supervision.area import read_area
from haidang.supervision.board import read_board
from haidang.supervision.choice import Choice, read_choice
from haidang.supervision.columns import BY_FIGURE, Column
from haidang.supervision.frame import frame, view_url
from haidang.supervision.lines import Cell

if TYPE_CHECKING:
    from haidang.look.parts import Words

MEASURES = ("late", "soon", "open", "waiting", "received", "decided_late")
_TILE_WIDTH, _TILE_HEIGHT, _GAP, _LEVELS, _LONG_LABEL = 100, 70, 6, 4, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One tile as it is drawn; `level` 0 is none, 4 the most, told by shade and by that many marks."""

    id: str
    name: Words
    label: str
    is_long: bool
    x: int
    y: int
    value: int
    level: int
    url: str

    @property
    def marks(self) -> list[int]:
        """Where the marks of the level begin."""
        return [10 + 12 * number for number in range(self.level)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One unit in the table: its board, and the list behind its figure."""

    name: Words
    url: str
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """What one shade means: from so many to so many."""

    level: int
    least: int
    most: int


@supervisors_only
@require_safe
def country(request: SupervisorRequest) -> HttpResponse:
    """Show one figure of every department on the schematic map, live; for headquarters alone."""
    moment = now()
    if request.htmx and live.is_known(request, now=moment):
        return live.nothing_new(now=moment)
    today = wording.local(moment).date()
    choice = read_choice(request.GET, on=today)
    column = _column(request.GET.get("do", ""))
    area = read_area(request.actor, on=today)
    if area.unit.tier != 1:
        raise Missing(_("There is no such page."))
    shown = read_board(request.actor, area, choice, tab="", now=moment)
    lines = {
        line.unit: Line(name=line.name, url=line.url, cell=cell)
        for line in shown.lines
        if line.unit is not None
        for cell in line.cells
        if cell.column is column
    }
    most = max((line.cell.value for line in lines.values()), default=0)
    tiles = directory.list_tiles(on=today)
    context = {
        **frame(request, area, choice, view="map", on=today),
        "column": column,
        "measures": list(_tabs(choice, column)),
        **live.told(request, shown.version, as_of=shown.as_of),
        "late_until": shown.late_until,
        "tiles": list(_placed(tiles, lines, choice, most)),
        "lines": sorted(lines.values(), key=lambda line: -line.cell.value),
        "total": next(cell for cell in shown.total.cells if cell.column is column),
        "levels": list(_levels(most)),
        "width": max((tile.column for tile in tiles), default=0) * (_TILE_WIDTH + _GAP) + _TILE_WIDTH,
        "height": max((tile.row for tile in tiles), default=0) * (_TILE_HEIGHT + _GAP) + _TILE_HEIGHT,
        "csv": "",
    }
    return render(request, live.template(request, "supervision/country.html"), context)


def _column(figure: str) -> Column:
    return BY_FIGURE[figure if figure in MEASURES else MEASURES[0]]


def _tabs(choice: Choice, column: Column) -> Iterator[Tab]:
    for figure in MEASURES:
        each = BY_FIGURE[figure]
        yield Tab(label=each.title, url=f"{view_url('map', None)}?{choice.query(do=figure)}", is_open=each is column)


def _placed(tiles: list[Tile], lines: Mapping[int, Line], choice: Choice, most: int) -> Iterator[Placed]:
    for tile in tiles:
        line = lines.get(tile.unit)
        value = line.cell.value if line else 0
        yield Placed(
            id=f"tile-{tile.unit}",
            name=directory.get_unit(tile.unit).name,
            label=tile.label,
            is_long=len(tile.label) > _LONG_LABEL,
            x=tile.column * (_TILE_WIDTH + _GAP),
            y=tile.row * (_TILE_HEIGHT + _GAP),
            value=value,
            level=-(-_LEVELS * value // most) if most else 0,
            url=f"{view_url('board', tile.unit)}?{choice.query()}",
        )


def _levels(most: int) -> Iterator[Level]:
    yield Level(level=0, least=0, most=0)
    for level in range(1, _LEVELS + 1):
        least, highest = (level - 1) * most // _LEVELS + 1, level * most // _LEVELS
        if least <= highest:
            yield Level(level=level, least=least, most=highest)
