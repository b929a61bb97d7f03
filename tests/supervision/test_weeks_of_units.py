"""Headquarters goes through the weeks of the units and marks what was looked at."""

from __future__ import annotations

import re

import pytest

from haidang.kernel.now import now
from supervision.test_headquarters_sees_the_nation import text_of

WEEKS = "/giam-sat/bao-cao/tuan/"


@pytest.fixture
def kept(world, db):
    """Every unit's latest week."""
    from haidang.config.tasks import calls_of_week
    from haidang.reports import api as reports

    reports.keep_weeks(calls_of=calls_of_week, now=now())


def addresses(page):
    return re.findall(rf'href="({WEEKS}\d+/)"', page)


def test_before_the_first_monday_the_page_says_when_it_comes(headquarters):
    assert "vào sáng thứ Hai" in text_of(headquarters.get(WEEKS))


def test_what_was_looked_at_leaves_the_list_of_what_was_not(headquarters, kept):
    before = addresses(text_of(headquarters.get(WEEKS + "?loc=chua-xem")))

    page = text_of(headquarters.post(before[0] + "da-xem/", follow=True))

    assert "Đã ghi nhận bạn đã xem trang tuần này." in page
    assert "Tôi đã xem" not in page
    assert f'href="{before[1]}">Trang tiếp theo bạn chưa xem' in page
    assert addresses(text_of(headquarters.get(WEEKS + "?loc=chua-xem"))) == before[1:]
    assert addresses(text_of(headquarters.get(WEEKS))) == before


def test_units_in_which_something_happened_are_told_apart(headquarters, kept):
    busy, every = (addresses(text_of(headquarters.get(f"{WEEKS}?loc={kind}"))) for kind in ("co-ho-so", ""))

    assert 0 < len(busy) < len(every)
    assert set(busy) < set(every)


def test_a_week_nobody_can_mean_shows_the_latest(headquarters, kept):
    latest = addresses(text_of(headquarters.get(WEEKS)))

    assert addresses(text_of(headquarters.get(WEEKS + "?tuan=never"))) == latest
    assert addresses(text_of(headquarters.get(WEEKS + "?tuan=2001-01-01"))) == []


def test_a_leader_sees_the_own_unit_and_below_and_marks_nothing(look, world, kept):
    leader, stranger = look(world.staff["KV01"].leader.person), look(world.staff["KV01"].receiver.person)
    page = addresses(text_of(leader.get(WEEKS)))[0]

    assert world.staff["KV01"].unit.name.vi in text_of(leader.get(page))
    assert "Tôi đã xem" not in text_of(leader.get(page))
    assert leader.post(page + "da-xem/").status_code == 403
    assert (stranger.get(WEEKS).status_code, stranger.get(page).status_code) == (404, 404)
    assert look(world.staff["KV03"].leader.person).get(page).status_code == 404
