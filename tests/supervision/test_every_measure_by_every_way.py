"""Every measure of the national board, divided and narrowed in every way, agrees with its list all the way down."""

from __future__ import annotations

import re
from html import unescape

import pytest

from supervision.test_headquarters_sees_the_nation import COUNT, figures_of, rows_of, text_of

THIS_YEAR_SO_FAR = "tu=2000-01-01&den=2060-12-31"
LAST_MONTH_ON = "tu={}&den=2060-12-31"


@pytest.fixture
def since(world) -> str:
    """A period that began a month ago: what was filed forty days ago and not returned by then is carried over."""
    from datetime import timedelta

    from haidang.kernel.now import now

    return LAST_MONTH_ON.format((now() - timedelta(days=30)).date().isoformat())


def test_what_was_open_when_the_period_began_is_told_with_its_list(headquarters, since):
    found = figures_of(text_of(headquarters.get(f"/giam-sat/?{since}")))

    url, number = found["total-carried_over"]

    assert number == 4
    assert rows_of(text_of(headquarters.get(url))) == 4


@pytest.mark.parametrize("division", ["", "theo=2", "theo=nhom", "theo=thu-tuc", "theo=kenh"])
def test_carried_over_agrees_with_its_list_in_each_row(headquarters, since, division):
    found = figures_of(text_of(headquarters.get(f"/giam-sat/?{since}&{division}")))

    carried = {cell: told for cell, told in found.items() if cell.endswith("-carried_over")}

    assert len(carried) >= 2
    for url, number in carried.values():
        assert rows_of(text_of(headquarters.get(url))) == number


@pytest.mark.parametrize("narrowed", ["nhom=tri-gia", "kenh=online", "thutuc=tri-gia.tham-van-cuc", "nhom=xang-dau"])
def test_a_narrowed_board_agrees_with_its_lists(headquarters, narrowed):
    found = figures_of(text_of(headquarters.get(f"/giam-sat/?{narrowed}&{THIS_YEAR_SO_FAR}")))

    for url, number in found.values():
        page = text_of(headquarters.get(url))
        assert (rows_of(page), int(COUNT.findall(page)[0])) == (number, number)


def test_a_group_with_a_procedure_of_another_group_holds_nothing(headquarters):
    found = figures_of(text_of(headquarters.get("/giam-sat/?nhom=xang-dau&thutuc=tri-gia.tham-van-cuc")))

    assert found == {}


def test_the_way_leads_from_the_nation_to_one_dossier_without_a_break(headquarters, world):
    """Group, procedure, unit, list, dossier: each page holds the link to the next."""
    groups = text_of(headquarters.get("/giam-sat/?theo=nhom"))
    procedures = text_of(headquarters.get(_link(groups, "Trị giá hải quan")))
    one = text_of(headquarters.get(_link(procedures, str(world.procedure("tri-gia.tham-van-cuc").name))))
    unit = text_of(headquarters.get(_link(one, str(world.staff["KV01"].unit.name))))
    listed = text_of(headquarters.get(figures_of(unit)["total-open"][0]))

    dossier = headquarters.get(re.search(r'<a class="code" href="([^"]+)"', listed)[1])

    assert dossier.status_code == 200


def test_a_unit_without_a_dossier_is_told_so(headquarters, world):
    from haidang.directory import api as directory
    from haidang.kernel.now import now

    empty = directory.get_unit_by_code("KV17", on=now().date())

    page = text_of(headquarters.get(f"/giam-sat/don-vi/{empty.id}/"))

    assert figures_of(page) == {}
    assert f"<h1>{empty.name}</h1>" in page


def test_a_unit_that_was_wound_up_leads_to_the_one_that_does_its_work(headquarters, world):
    from datetime import date

    from haidang.directory import api as directory

    old = directory.get_unit_by_code("0100", on=date(2024, 6, 1))

    page = text_of(headquarters.get(f"/giam-sat/don-vi/{old.id}/"))

    assert f"<h1>{world.staff['KV01'].unit.name}</h1>" in page
    assert figures_of(page)["total-received"][1] == 1


def _link(page: str, text: str) -> str:
    """Return where a row of a board leads."""
    return unescape(re.search(rf'<th scope="row"><a href="([^"]+)">{re.escape(text)}</a>', page)[1])
