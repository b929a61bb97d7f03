"""The schematic map holds every department in a place of its own, and its figures are those of the table and lists."""

from __future__ import annotations

import re
from datetime import date

import pytest

from supervision.test_headquarters_sees_the_nation import figures_of, rows_of, text_of

TILE = re.compile(r'aria-label="([^"]+): ([\d.]+)"><g class="tile is-level-(\d)"')


@pytest.mark.parametrize("day", [date(2017, 6, 27), date(2026, 11, 22)])
def test_every_department_of_a_day_has_a_tile_and_no_two_share_a_place(world, db, day):
    from haidang.directory import api as directory

    tiles = directory.list_tiles(on=day)

    assert {tile.unit for tile in tiles} == {unit.id for unit in directory.list_units(on=day, tier=2)}
    assert len({(tile.column, tile.row) for tile in tiles}) == len(tiles)


@pytest.mark.parametrize("figure", ["late", "soon", "open", "waiting", "received", "decided_late"])
def test_the_table_behind_the_map_agrees_with_its_lists(headquarters, figure):
    page = text_of(headquarters.get(f"/giam-sat/ban-do/?do={figure}"))

    tiles = {name: int(value) for name, value, _level in TILE.findall(page)}
    assert len(tiles) == 20
    for url, number in figures_of(page).values():
        assert rows_of(text_of(headquarters.get(url))) == number


def test_a_tile_tells_its_unit_its_figure_and_how_high_it_is(headquarters, world):
    page = text_of(headquarters.get("/giam-sat/ban-do/?do=late"))

    name = str(world.staff["KV01"].unit.name)
    assert (name, "1", "2") in TILE.findall(page)
    assert f"/giam-sat/don-vi/{world.staff['KV01'].unit.id}/" in page


def test_the_map_is_for_who_sees_the_nation(look, world):
    assert look(world.staff["KV01"].leader.person).get("/giam-sat/ban-do/").status_code == 404
    assert "ban-do" not in text_of(look(world.staff["KV01"].leader.person).get("/giam-sat/"))
