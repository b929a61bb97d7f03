"""Board, map and trends ask for news while they are open: answered at once when there are some, else with nothing."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from supervision.test_headquarters_sees_the_nation import figures_of, text_of

LIVE = {"HX-Request": "true"}
VIEWS = ("/giam-sat/", "/giam-sat/ban-do/?do=received", "/giam-sat/xu-huong/")


def pulse_of(page: str) -> str:
    """Return the address at which a board asks for what is newer."""
    return unescape(re.search(r'hx-get="([^"]+)"', page)[1])


@pytest.fixture
def pulse(headquarters) -> str:
    return pulse_of(text_of(headquarters.get("/giam-sat/")))


def test_without_news_the_answer_is_empty_and_says_that_the_figures_still_hold(headquarters, pulse):
    answer = headquarters.get(pulse, headers=LIVE)

    assert (answer.status_code, answer.content) == (204, b"")
    assert re.match(r"\d\d:\d\d:\d\d, ", json.loads(answer["HX-Trigger"])["haidang:still"]["told"])


def test_what_is_filed_is_there_with_the_next_look(headquarters, pulse, world):
    from haidang.kernel.now import now

    world.submitted(now=now())

    answer = headquarters.get(pulse, headers=LIVE)
    assert figures_of(text_of(answer))["total-received"][1] == 7
    assert headquarters.get(pulse_of(text_of(answer)), headers=LIVE).status_code == 204


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_gets_its_live_part_alone_and_only_with_news(headquarters, world, view):
    from haidang.kernel.now import now

    pulse = pulse_of(text_of(headquarters.get(view)))
    quiet = headquarters.get(pulse, headers=LIVE)
    world.submitted(now=now())

    news = headquarters.get(pulse, headers=LIVE)

    assert quiet.status_code == 204
    assert "<html" not in text_of(news)
    assert "data-as-of" in text_of(news)
    assert headquarters.get(pulse_of(text_of(news)), headers=LIVE).status_code == 204


def test_folding_alone_is_no_news(headquarters, pulse):
    from haidang.figures import api as figures
    from haidang.kernel.now import now

    assert figures.fold(now=now()) > 0

    assert headquarters.get(pulse, headers=LIVE).status_code == 204


def test_the_mark_grows_by_a_change_a_rebuild_and_a_quarter_of_an_hour(own_database):
    from datetime import timedelta

    from figures.conftest import NOON, moved
    from haidang.figures import api as figures
    from haidang.figures.handlers import on_dossier_moved

    marks = [figures.version(now=NOON)]
    on_dossier_moved(moved(1))
    marks.append(figures.version(now=NOON))
    figures.rebuild()
    marks.append(figures.version(now=NOON))
    marks.append(figures.version(now=NOON + timedelta(minutes=16)))

    assert len(set(marks)) == 4


def test_somebody_else_in_the_same_browser_gets_the_own_figures(headquarters, pulse, look, world):
    leader = look(world.staff["KV01"].leader.person)

    assert figures_of(text_of(leader.get(pulse, headers=LIVE)))["total-received"][1] == 1


def test_a_question_without_news_costs_three_statements(headquarters, pulse, statements):
    headquarters.get(pulse, headers=LIVE)

    spent = statements(lambda: headquarters.get(pulse, headers=LIVE))

    assert len([each for each in spent if not each.startswith(("SAVEPOINT", "RELEASE"))]) <= 3, spent


@pytest.mark.parametrize("view", VIEWS)
def test_without_scripts_there_is_a_link(headquarters, view):
    assert f'<noscript><a href="{view}">Tải số liệu mới nhất</a>' in text_of(headquarters.get(view))
