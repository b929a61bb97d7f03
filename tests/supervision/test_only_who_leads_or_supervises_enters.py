"""Who leads or supervises sees the units in sight; for everybody else these screens do not exist."""

from __future__ import annotations

import pytest
from django.test import Client

from supervision.test_headquarters_sees_the_nation import figures_of, text_of

PAGES = ("/giam-sat/", "/giam-sat/ho-so/?muc=late", "/giam-sat/?dang=csv")


@pytest.mark.parametrize("page", PAGES)
def test_a_leader_sees_the_own_unit_and_what_is_below(look, world, page):
    leader = look(world.staff["KV01"].leader.person)

    response = leader.get(page)

    assert response.status_code == 200
    assert world.staff["KV01"].unit.name.vi in text_of(response)


def test_a_leader_counts_nothing_of_other_units(look, world):
    leader = look(world.staff["KV01"].leader.person)

    found = figures_of(text_of(leader.get("/giam-sat/")))

    assert found["total-received"][1] == 1


@pytest.mark.parametrize("page", PAGES)
def test_other_officers_and_filers_find_nothing(look, world, page):
    officer, filer = look(world.staff["KV01"].receiver.person), look(world.filer.actor.person)

    assert officer.get(page).status_code == 404
    assert filer.get(page).status_code == 404


def test_a_unit_out_of_sight_is_not_there(look, world):
    leader = look(world.staff["KV01"].leader.person)
    other = world.staff["CHQ"].unit.id

    assert leader.get(f"/giam-sat/don-vi/{other}/").status_code == 404
    assert leader.get(f"/giam-sat/ho-so/?muc=late&don-vi={other}").status_code == 404
    assert leader.get(f"/giam-sat/ho-so/?muc=late&don-vi={other}&rieng=1").status_code == 404
    assert leader.get("/giam-sat/don-vi/999999/").status_code == 404
    assert leader.get("/giam-sat/ho-so/?muc=nonsense").status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_asked_to_sign_in(look, page):
    assert Client().get(page).status_code == 302
