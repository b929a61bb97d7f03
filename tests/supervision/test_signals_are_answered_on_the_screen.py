"""Signals stand in a list by state and rule; headquarters confirms or dismisses each on its page."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from supervision.test_headquarters_sees_the_nation import text_of

LIST = "/giam-sat/dau-hieu/"


@pytest.fixture
def address(world, look):
    """The page of a signal: a dossier of a region was accepted days after it was filed."""
    from haidang.dossiers import api as dossiers
    from haidang.kernel.now import now
    from haidang.usage import api as usage
    from haidang.usage.contracts import SignalState
    from support.world import VALUE

    filed = now() - timedelta(days=20)
    dossier = world.submitted(VALUE, unit="KV01", now=filed)
    promised = {"promised_at": now() + timedelta(days=10), "promise_reason": "Không có thời hạn luật định."}
    if world.procedure(VALUE, filed.date()).has_statutory_term:
        promised = {}
    receiver = world.staff["KV01"].receiver
    dossiers.accept_dossier(dossier_id=dossier, by=receiver, now=filed + timedelta(days=8), **promised)
    usage.look_for_signals(now=now())
    found, _count = usage.list_signals(actor=world.supervisor, state=SignalState.OPEN)
    return f"{LIST}{next(each.id for each in found if each.dossier == dossier)}/"


def test_the_list_names_rule_dossier_and_reason(headquarters, world, address):
    page = text_of(headquarters.get(LIST))

    assert "Tiếp nhận quá hạn" in page
    assert "hạn tiếp nhận là" in page
    assert address in page
    assert world.staff["KV01"].unit.name.vi in page


def test_each_count_of_a_tab_is_as_long_as_its_list(headquarters, address):
    tab = re.compile(r'<a href="(\?[^"]+)"[^>]*>[^<]+<span class="count">(\d+)</span></a>')
    found = tab.findall(text_of(headquarters.get(LIST)))

    shown = [
        text_of(headquarters.get(LIST + url.replace("&amp;", "&"))).count('<tr class="is-signal">') for url, _ in found
    ]

    assert sum(shown) > 0
    assert shown == [int(told) for _, told in found]


@pytest.mark.parametrize(("go", "told"), [("confirm", "Đã xác nhận"), ("dismiss", "Đã bỏ qua")])
def test_headquarters_answers_once_with_a_reason(headquarters, address, go, told):
    assert headquarters.post(address, {"go": go, "reason": ""}).status_code == 422
    assert headquarters.post(address, {"reason": "Không rõ."}).status_code == 422
    assert headquarters.post(address, {"go": go, "reason": "Đơn vị mất điện hai ngày."}).status_code == 302

    page = text_of(headquarters.get(address))
    assert told in page
    assert "Đơn vị mất điện hai ngày." in page
    assert "<textarea" not in page
    again = headquarters.post(address, {"go": go, "reason": "Lần nữa."})
    assert again.status_code == 403
    assert "Lần nữa." in text_of(again)


def test_the_unit_reads_its_signal_and_is_told_who_answers(look, world, address):
    leader = look(world.staff["KV01"].leader.person)

    page = text_of(leader.get(address))

    assert "Chỉ người giám sát tại Cục Hải quan" in page
    assert leader.post(address, {"go": "dismiss", "reason": "Không đúng."}).status_code == 403


def test_for_everybody_else_it_is_not_there(look, world, address):
    people = [world.staff["KV01"].receiver.person, world.staff["KV03"].leader.person, world.filer.actor.person]

    assert [look(person).get(address).status_code for person in people] == [404, 404, 404]
    assert look(people[0]).get(LIST).status_code == 404
    assert "hạn tiếp nhận là" not in text_of(look(people[1]).get(LIST))
