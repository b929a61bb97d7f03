"""The trends draw for each unit what came in and went out, with the figures behind the lines and their lists."""

from __future__ import annotations

import re
from html import unescape

import pytest

from supervision.test_headquarters_sees_the_nation import rows_of, text_of

LINKED = re.compile(r'<td class="num"[^>]*><a id="[^"]+" href="([^"]+)">([\d.]+)</a></td>')
SUM = re.compile(r'<p class="course-sum"[^>]*>nhận ([\d.]+), giải quyết ([\d.]+), trong đó trễ hạn ([\d.]+)</p>')


def test_every_unit_with_dossiers_has_its_lines_and_the_whole_comes_first(headquarters, world):
    page = text_of(headquarters.get("/giam-sat/xu-huong/"))

    names = re.findall(r"<figcaption>(?:<a[^>]*>|<b>)([^<]+)", page)
    assert names[0] == str(world.staff["CHQ"].unit.name)
    assert str(world.staff["KV01"].unit.name) in names
    assert SUM.findall(page)[0] == ("6", "1", "0")
    assert page.count('<polyline class="course-in"') == len(names)


@pytest.mark.parametrize("period", ["", "tu=2000-01-01&den=2099-12-31", "tu=2026-01-01&den=2026-12-31&kenh=online"])
def test_each_figure_behind_a_line_is_as_long_as_its_list(headquarters, period):
    page = text_of(headquarters.get(f"/giam-sat/xu-huong/?{period}"))

    linked = LINKED.findall(page)

    assert linked
    for url, told in set(linked):
        assert rows_of(text_of(headquarters.get(unescape(url)))) == int(told)


@pytest.mark.parametrize(
    "days", [("2026-03-05", "2026-03-05"), ("2016-01-01", "2016-12-31"), ("2090-01-01", "2090-12-31")]
)
def test_a_time_without_dossiers_says_so(headquarters, days):
    page = text_of(headquarters.get("/giam-sat/xu-huong/?tu={}&den={}".format(*days)))

    assert "Chưa có hồ sơ nào" in page


def test_a_line_is_told_apart_without_colour_and_told_in_words(headquarters):
    page = text_of(headquarters.get("/giam-sat/xu-huong/"))

    assert "nhận vào: nét liền" in page
    assert 'aria-label="Nhận 6, giải quyết 1, trong đó trễ hạn 0; điểm cao nhất là' in page


def test_a_leader_sees_the_own_unit_alone(look, world):
    page = text_of(look(world.staff["KV01"].leader.person).get("/giam-sat/xu-huong/"))

    assert SUM.findall(page)[0] == ("1", "0", "0")
    assert str(world.staff["CHQ"].unit.name) not in re.findall(r"<figcaption>(?:<a[^>]*>|<b>)([^<]+)", page)


def test_who_may_not_read_figures_finds_no_trends(look, world):
    assert look(world.staff["KV01"].receiver.person).get("/giam-sat/xu-huong/").status_code == 404
    assert (
        look(world.staff["KV01"].leader.person)
        .get(f"/giam-sat/don-vi/{world.staff['CHQ'].unit.id}/xu-huong/")
        .status_code
        == 404
    )
