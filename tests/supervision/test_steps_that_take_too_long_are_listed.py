"""Headquarters sees which step takes too long while the term still runs, why, and that no figure counts it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from haidang.clock import api as clock
from haidang.dossiers import api as dossiers
from haidang.kernel.now import now

TICK = re.compile(r'name="ho-so" value="(\d+)"')
CALENDAR = clock.standard_calendar()


@pytest.fixture
def filed(headquarters):
    """The morning of an office day a few days ago: the time to assign is over, the term is not."""
    morning = (now().astimezone(CALENDAR.zone) - timedelta(days=5)).replace(hour=9, minute=0)
    while not CALENDAR.windows_on(morning.date()):
        morning -= timedelta(days=1)
    return morning


@pytest.fixture
def at_step(world, filed):
    """A dossier that nobody has assigned since it was accepted."""
    return world.accepted(now=filed)


def page_of(client, address):
    return client.get(address).content.decode()


def test_a_step_that_is_over_is_listed_with_how_long_against_what_and_why(headquarters, at_step):
    page = page_of(headquarters, "/giam-sat/don-doc/?muc=step-late")

    assert TICK.findall(page) == [str(at_step)]
    assert "quá " in page
    assert "Bước: Phân công" in page
    assert "Thời gian nội bộ của bước “Phân công”: 5 % thời hạn giải quyết (120 giờ làm việc)" in page
    assert "thời hạn luật định đến" in page
    assert "Số liệu quá hạn chỉ tính theo thời hạn luật định" in page


def test_the_figures_count_by_the_legal_term_alone(headquarters, at_step):
    late = page_of(headquarters, "/giam-sat/don-doc/?muc=late")

    assert str(at_step) not in TICK.findall(late)
    assert "Chỉ tính theo thời hạn luật định" in late
    assert "Chỉ tính theo thời hạn luật định" in page_of(headquarters, "/giam-sat/ho-so/?muc=late")


def test_a_step_soon_over_stands_in_a_list_of_its_own(headquarters, world, filed):
    dossier = world.proposed(now=now() - timedelta(days=1, hours=3))

    assert str(dossier) in TICK.findall(page_of(headquarters, "/giam-sat/don-doc/?muc=step-soon"))
    assert str(dossier) not in TICK.findall(page_of(headquarters, "/giam-sat/don-doc/?muc=step-late"))


def test_beside_what_is_late_by_law_stands_its_step(headquarters, world):
    page = page_of(headquarters, f"/giam-sat/don-doc/?don-vi={world.staff['KV01'].unit.id}")

    assert "Bước: Phân công, vượt thời gian nội bộ" in page


def test_from_a_step_a_call_is_recorded_but_no_letter_written(headquarters, at_step):
    page = page_of(headquarters, "/giam-sat/don-doc/?muc=step-late")

    assert "/giam-sat/cuoc-goi/ghi/" in page
    assert "/giam-sat/cong-van/soan/" not in page


def test_another_unit_does_not_see_it(look, world, at_step):
    page = page_of(look(world.staff["KV01"].leader.person), "/giam-sat/don-doc/?muc=step-late")

    assert TICK.findall(page) == []


def test_taken_up_it_is_gone(headquarters, world, at_step):
    staff = world.staff["CHQ"]
    dossiers.assign_dossier(dossier_id=at_step, officer_id=staff.handlers[0].person, by=staff.assigner, now=now())

    assert TICK.findall(page_of(headquarters, "/giam-sat/don-doc/?muc=step-late")) == []
