"""While an officer writes, the act may become impossible: the page says why, and every word is there to be copied."""

from __future__ import annotations

import pytest

from haidang.dossiers import api as dossiers
from haidang.follow_up import api as follow_up
from haidang.follow_up.contracts import Kept
from haidang.kernel.now import now
from support.desks import address, sheet_of, text
from support.procedures import at
from support.world import MONDAY, VALUE, a_request

WORDS = "Thành phần hồ sơ không đúng Điều 11."


@pytest.fixture
def staff(world):
    """The officers of headquarters."""
    return world.staff["CHQ"]


def test_a_refusal_of_a_dossier_that_went_to_another_unit(world, sign_in):
    from haidang.dossiers.models import Dossier

    dossier, receiver = world.submitted(VALUE, unit="KV01"), world.staff["KV01"].receiver
    seen = sheet_of(dossier, receiver).seen
    Dossier.objects.filter(pk=dossier).update(unit=world.staff["KV03"].unit.id)

    answer = sign_in(receiver).post(address(dossier, "tu-choi"), {"seen": seen, "reason": WORDS})

    assert answer.status_code == 404
    assert "There is no such dossier." in text(answer)
    assert WORDS in text(answer)


def test_where_nothing_was_written_there_is_simply_no_such_dossier(world, sign_in):
    browser, page = sign_in(world.staff["KV01"].receiver), address(world.submitted(), "tu-choi")

    assert browser.get(page).status_code == 404
    assert "kept here to copy" not in text(browser.post(page, {"seen": "1"}))


def test_a_refusal_by_who_may_no_longer_decide_it(world, staff, sign_in):
    dossier = world.submitted()
    seen = sheet_of(dossier, staff.receiver).seen

    answer = sign_in(staff.handlers[0]).post(address(dossier, "tu-choi"), {"seen": seen, "reason": WORDS})

    assert answer.status_code == 403
    assert "Only a receiving officer" in text(answer)
    assert WORDS in text(answer)


def test_the_notes_of_a_request_that_is_no_longer_possible(world, staff, sign_in):
    dossier = world.submitted()
    seen = sheet_of(dossier, staff.receiver).seen
    dossiers.refuse_at_reception(dossier_id=dossier, reason="Sai nơi nộp.", by=staff.receiver, now=MONDAY)
    typed = {"seen": seen, "items": ["paper:layout"], "note:paper:layout": "Sơ đồ mờ.", "reason": WORDS}

    answer = sign_in(staff.receiver).post(address(dossier, "yeu-cau-bo-sung"), typed)

    assert "Sơ đồ mờ." in text(answer)
    assert WORDS in text(answer)


def test_a_reason_that_is_not_asked_for_any_more(world, staff, sign_in):
    dossier = world.submitted()
    seen = sheet_of(dossier, staff.receiver).seen
    typed = {"seen": seen, "items": [], "reason": "", "override_reason": WORDS}

    answer = sign_in(staff.receiver).post(address(dossier, "yeu-cau-bo-sung"), typed)

    assert answer.status_code == 422
    assert WORDS in text(answer)


def test_a_supplement_on_paper_that_nobody_waits_for_any_more(world, staff, sign_in):
    dossier, receiver = world.handed_in(), staff.receiver
    dossiers.ask_for_supplement(
        dossier_id=dossier,
        items=a_request("field:site_address"),
        reason="Thiếu số nhà.",
        by=receiver,
        now=at("2026-06-01 10:00"),
    )
    dossiers.refuse_at_reception(dossier_id=dossier, reason="Sai.", by=receiver, now=at("2026-06-01 11:00"))

    answer = sign_in(receiver).post(f"{address(dossier)}nop-bo-sung/", {"site_address": WORDS, "go": "send"})

    assert answer.status_code == 403
    assert "There is no open request for a supplement." in text(answer)
    assert WORDS in text(answer)


def test_an_answer_to_an_agreement_that_was_closed_meanwhile(world, sign_in):
    moment, unit = now(), world.staff["KV01"]
    call = follow_up.record_call(
        unit_id=unit.unit.id,
        dossier_ids=[world.accepted(VALUE, unit="KV01", now=MONDAY)],
        reached="Mrs Le",
        at=moment,
        agreed="The result goes out today.",
        until=moment.date(),
        by=world.supervisor,
        now=moment,
    )
    follow_up.close_agreement(uid=call, kept=Kept.KEPT, found="", by=world.supervisor, now=moment)

    answer = sign_in(unit.leader).post(f"/can-bo/don-doc/cuoc-goi/{call}/", {"answer": WORDS})

    assert answer.status_code == 403
    assert WORDS in text(answer)
