"""The forecast says which dossiers, how likely, why, and how well such forecasts did; it is never a figure."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from haidang.look import wording
from supervision.test_headquarters_sees_the_nation import rows_of, text_of


@pytest.fixture
def computed(world, look):
    from haidang.figures import api as figures
    from haidang.kernel.now import now

    world.assigned(now=now())
    return figures.foresee(now=now())


def test_before_it_was_ever_computed_it_says_when_and_how_it_comes_about(headquarters):
    page = text_of(headquarters.get("/giam-sat/du-bao/"))

    assert "Chưa có dự báo" in page
    assert re.search(r"lần tới lúc 01:30, \d\d/\d\d/\d{4}; muốn có ngay thì chạy lệnh", page)


def test_it_says_as_of_when_it_has_learnt_and_that_it_does_not_change_by_itself(headquarters, computed):
    page = text_of(headquarters.get("/giam-sat/du-bao/"))

    assert f"lần gần nhất {wording.moment(computed.computed_at)}, lần tới 01:30" in page
    assert "trang này không tự cập nhật" in page
    assert "hx-get" not in page.split('<div class="flow forecast">')[1]


@pytest.mark.parametrize(("hour", "minute", "day"), [(0, 10, 22), (1, 29, 22), (1, 30, 23), (23, 59, 23)])
def test_the_next_one_is_the_next_half_past_one_at_night(hour, minute, day):
    from haidang.figures import api as figures

    coming = figures.next_forecast(now=datetime(2026, 11, 22, hour, minute, tzinfo=wording.ZONE))

    assert coming == datetime(2026, 11, day, 1, 30, tzinfo=wording.ZONE)


def test_each_dossier_has_its_chance_and_its_reason(headquarters, computed):
    page = text_of(headquarters.get("/giam-sat/du-bao/?muc=0"))

    assert rows_of(page) == 1
    assert "hồ sơ trước đây của thủ tục này ở bước" in page
    assert "Dự báo không quyết định điều gì" in page
    assert "Dự báo này đúng đến đâu?" in page


def test_the_list_is_narrowed_by_how_likely_it_is(headquarters, computed):
    assert 'aria-current="page">Dễ trễ nhất trước' in text_of(headquarters.get("/giam-sat/du-bao/"))
    assert 'aria-current="page">Nhiều khả năng trễ' in text_of(headquarters.get("/giam-sat/du-bao/?muc=50"))
    assert rows_of(text_of(headquarters.get("/giam-sat/du-bao/?muc=0&nhom=xang-dau"))) == 0


def test_it_is_for_who_reads_figures(look, world):
    assert look(world.staff["KV01"].receiver.person).get("/giam-sat/du-bao/").status_code == 404
    assert look(world.staff["KV01"].leader.person).get("/giam-sat/du-bao/").status_code == 200
