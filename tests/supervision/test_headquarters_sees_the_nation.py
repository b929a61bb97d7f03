"""The board shows who handles what, in time or late, and each figure leads to exactly the dossiers it counts."""

from __future__ import annotations

import re
from html import unescape

import pytest

CELL = re.compile(r'<a id="([\w-]+)" href="([^"]+)">(.*?)</a>', re.DOTALL)
COUNT = re.compile(r"<h1>.*?<span class=\"count\">([\d.]+)</span>", re.DOTALL)


def figures_of(page: str) -> dict[str, tuple[str, int]]:
    """Return every figure of a board that has a list: its address and its number, by the name of its cell."""
    found = {cell: (unescape(url), re.sub(r"<[^>]+>", "", told)) for cell, url, told in CELL.findall(page)}
    return {cell: (url, int(told.strip().replace(".", ""))) for cell, (url, told) in found.items()}


def rows_of(page: str) -> int:
    """Return how many dossiers a list shows."""
    return page.count('<tr class="is-')


def text_of(response) -> str:
    return response.content.decode()


def test_the_board_shows_the_figures_of_each_unit_and_their_sum(headquarters, world):
    page = text_of(headquarters.get("/giam-sat/"))

    found = figures_of(page)
    totals = {cell: number for cell, (_, number) in found.items() if cell.startswith("total-")}
    chq, kv01 = world.staff["CHQ"].unit.id, world.staff["KV01"].unit.id
    assert "Cục Hải quan" in page
    assert (found[f"{chq}-received"][1], found[f"{kv01}-received"][1], totals["total-received"]) == (5, 1, 6)
    assert totals["total-open"] == 4
    assert totals["total-waiting"] == 1
    assert totals["total-returned"] == 1
    assert totals["total-stopped"] == 1
    assert totals["total-late"] == 3
    assert "Số liệu tính đến" in page


@pytest.mark.parametrize("division", ["", "theo=thu-tuc", "theo=nhom", "theo=kenh", "theo=1", "theo=2"])
def test_each_figure_is_as_long_as_the_list_it_leads_to(headquarters, division):
    found = figures_of(text_of(headquarters.get(f"/giam-sat/?{division}")))

    lists = {cell: text_of(headquarters.get(url)) for cell, (url, _) in found.items()}

    assert found
    assert {cell: rows_of(page) for cell, page in lists.items()} == {cell: told for cell, (_, told) in found.items()}
    assert {cell: int(COUNT.findall(page)[0]) for cell, page in lists.items()} == {
        cell: told for cell, (_, told) in found.items()
    }


def test_a_live_refresh_brings_the_figures_alone(headquarters):
    whole = text_of(headquarters.get("/giam-sat/"))
    live = text_of(headquarters.get("/giam-sat/", headers={"HX-Request": "true"}))

    assert live.lstrip().startswith('<div id="board"')
    assert figures_of(live) == figures_of(whole)
    assert "<html" not in live


def test_the_late_list_says_where_with_whom_and_how_late(headquarters, world):
    page = text_of(headquarters.get("/giam-sat/ho-so/?muc=late"))

    assert rows_of(page) == 3
    assert world.staff["KV01"].unit.name.vi in page
    assert world.staff["CHQ"].handlers[0].name in page
    assert "quá hạn" in page
    assert "vượt thời hạn luật định" in page
    assert "/can-bo/ho-so/" in page


def test_the_way_down_leads_to_a_unit_and_back_up(headquarters, world):
    unit = world.staff["KV01"].unit
    page = text_of(headquarters.get(f"/giam-sat/don-vi/{unit.id}/"))

    assert f"<h1>{unit.name.vi}</h1>" in page
    assert figures_of(page)["total-received"][1] == 1
    assert f"/giam-sat/don-vi/{world.staff['CHQ'].unit.id}/" in page


@pytest.mark.parametrize(
    ("period", "received"),
    [("tu=2016-01-01&den=2016-12-31", None), ("tu=1950-01-01&den=2049-12-31", 6), ("tu=2026-01-01&den=2099-12-31", 6)],
)
def test_any_period_can_be_asked_for(headquarters, period, received):
    found = figures_of(text_of(headquarters.get(f"/giam-sat/?{period}")))

    assert found.get("total-received", (None, None))[1] == received
    assert found["total-open"][1] == 4


@pytest.mark.parametrize("period", ["tu=05/03/2026&den=31/12/2026", "tu=2026-03-05&den=2026-12-31"])
def test_days_are_written_and_read_as_people_here_write_them(headquarters, period):
    page = text_of(headquarters.get(f"/giam-sat/?{period}"))

    assert 'value="05/03/2026"' in page
    assert 'type="date"' not in page
    assert "Từ ngày (ngày/tháng/năm)" in page
    assert "tu=2026-03-05&amp;den=2026-12-31" in page


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("tu=2026-12-31&den=2026-01-01", "Ngày cuối trước ngày đầu"),
        ("tu=0001-01-01&den=9999-12-31", "Hãy chọn năm từ 1900 đến 2999"),
        ("tu=1950-01-01&den=2949-12-31", "Kỳ này dài hơn một trăm năm"),
        ("tu=2026-02-30", "2026-02-30"),
        ("tu=30/02/2026", "theo dạng ngày/tháng/năm"),
        ("kenh=pigeon", "pigeon"),
    ],
)
def test_a_period_that_cannot_be_meant_is_told_at_its_field(headquarters, wrong, told):
    response = headquarters.get(f"/giam-sat/?{wrong}")

    assert response.status_code == 200
    assert told in text_of(response)
    assert figures_of(text_of(response))["total-received"][1] == 6


def test_what_is_seen_can_be_taken_away_as_a_table(headquarters):
    response = headquarters.get("/giam-sat/?dang=csv")

    lines = text_of(response).splitlines()
    assert response["Content-Type"].startswith("text/csv")
    assert lines[1].startswith("Đơn vị,Đang mở hiện nay,Đang giải quyết,")
    assert lines[-1].startswith("Tổng cộng,4,")


def test_english_is_there_for_who_asks(headquarters):
    headquarters.cookies["haidang_language"] = "en"

    page = text_of(headquarters.get("/giam-sat/"))

    assert "Figures as of" in page
    assert "Waiting for a supplement now" in page


def test_the_board_costs_few_statements(headquarters, statements):
    headquarters.get("/giam-sat/")

    spent = statements(lambda: headquarters.get("/giam-sat/"))

    assert len([each for each in spent if not each.startswith(("SAVEPOINT", "RELEASE"))]) <= 8, spent
