"""A unit sees what it agreed to on the telephone and answers; nobody else answers for it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from haidang.dossiers import api as dossiers
from haidang.follow_up import api as follow_up
from haidang.kernel.now import now
from support.world import MONDAY, VALUE


@pytest.fixture
def agreed(world):
    """A call to region I about a dossier, with an agreement until today."""
    moment = now()
    return follow_up.record_call(
        unit_id=world.staff["KV01"].unit.id,
        dossier_ids=[world.accepted(VALUE, unit="KV01", now=MONDAY)],
        reached="Mrs Le",
        at=moment,
        agreed="The result goes out today.",
        until=moment.date(),
        by=world.supervisor,
        now=moment,
    )


def page(client, address="/can-bo/don-doc/"):
    return client.get(address).content.decode()


def test_the_unit_sees_what_it_agreed_to(world, sign_in, agreed):
    shown = page(sign_in(world.staff["KV01"].assigner))

    assert "The result goes out today." in shown
    assert f"/can-bo/don-doc/cuoc-goi/{agreed}/" in shown


def test_its_answer_reaches_who_called(world, sign_in, agreed):
    leader = sign_in(world.staff["KV01"].leader)

    sent = leader.post(f"/can-bo/don-doc/cuoc-goi/{agreed}/", {"answer": "Returned at ten."}, follow=True)

    assert "Your answer is sent" in sent.content.decode()
    assert "Returned at ten." in page(sign_in(world.supervisor), f"/giam-sat/cuoc-goi/{agreed}/")


def test_an_empty_answer_is_asked_for(world, sign_in, agreed):
    response = sign_in(world.staff["KV01"].leader).post(f"/can-bo/don-doc/cuoc-goi/{agreed}/", {"answer": " "})

    assert response.status_code == 422
    assert "is-wrong" in response.content.decode()


def test_a_handling_officer_reads_but_is_told_who_answers(world, sign_in, agreed):
    handler, address = sign_in(world.staff["KV01"].handlers[0]), f"/can-bo/don-doc/cuoc-goi/{agreed}/"

    assert "A leader of the unit, or who assigns its work, answers for it." in page(handler, address)
    assert handler.post(address, {"answer": "Done."}).status_code == 403


def test_another_unit_neither_sees_nor_answers(world, sign_in, agreed):
    other = sign_in(world.staff["KV03"].leader)

    assert "The result goes out today." not in page(other)
    assert other.get(f"/can-bo/don-doc/cuoc-goi/{agreed}/").status_code == 404
    assert other.post(f"/can-bo/don-doc/cuoc-goi/{agreed}/", {"answer": "Done."}).status_code == 404


def test_for_a_filer_there_is_no_such_page(world, sign_in):
    assert sign_in(world.filer.actor).get("/can-bo/don-doc/").status_code == 404


def test_an_officer_sees_the_own_reminders_until_they_are_marked(world, sign_in):
    dossier, handler = world.assigned(VALUE, unit="KV01", now=MONDAY), world.staff["KV01"].handlers[0]
    end = dossiers.get_sheet(actor=handler, dossier_id=dossier).clock.due
    follow_up.remind(now=end.at + timedelta(minutes=5))
    browser = sign_in(handler)

    queue, before = page(browser, "/can-bo/"), page(browser)
    shown = re.findall(r'name="reminder" value="([^"]+)"', before)
    browser.post("/can-bo/don-doc/da-xem/", {"reminder": ["nonsense", *shown]})

    assert f"/can-bo/ho-so/{dossier}/" in before
    assert "is overdue" in before
    assert "1 new reminder" in queue
    assert "No reminder." in page(browser)
