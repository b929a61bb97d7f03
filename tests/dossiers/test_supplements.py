"""What is missing is asked for once and in full; the filer answers field by field and paper by paper."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from haidang.dossiers import api as dossiers
from haidang.dossiers.lifecycle import Status
from haidang.kernel.errors import Conflict, Invalid, Refused
from support.procedures import at
from support.slips import read_paper
from support.world import MONDAY, a_request

ITEMS = ("paper:layout", "field:site_address")


def ask(world, dossier, *items, now=MONDAY + timedelta(hours=1), by=None, **more):
    dossiers.ask_for_supplement(
        dossier_id=dossier,
        items=a_request(*(items or ITEMS)),
        reason="Sơ đồ không đọc được.",
        by=by or world.staff["CHQ"].receiver,
        now=now,
        **more,
    )


def answer(world, dossier, now=MONDAY + timedelta(days=1), **more):
    given = {"answers": {"site_address": "Số 5 đường Mới"}, "papers": {"layout": [world.upload("so-do.pdf", number=9)]}}
    dossiers.supplement_dossier(dossier_id=dossier, by=world.filer.actor, now=now, **(given | more))


def sheet(world, dossier):
    return dossiers.get_sheet(actor=world.staff["CHQ"].receiver, dossier_id=dossier)


def test_asking_names_each_field_and_paper_and_stops_the_reception_clock(world):
    dossier = world.submitted()

    ask(world, dossier)

    seen = sheet(world, dossier)
    assert seen.status is Status.SUPPLEMENT_AT_RECEPTION
    assert [(item.kind, item.key) for item in seen.open_supplement.items] == [
        ("paper", "layout"),
        ("field", "site_address"),
    ]
    assert seen.open_supplement.reason == "Sơ đồ không đọc được."
    assert seen.clock.running == "waiting"
    assert seen.clock.due is None


def test_the_answer_changes_what_was_asked_and_keeps_what_stood_before(world):
    dossier = world.submitted()
    before = sheet(world, dossier).answers
    ask(world, dossier)

    answer(world, dossier)

    seen = sheet(world, dossier)
    told = seen.history[-1]
    assert seen.status is Status.SUBMITTED
    assert seen.answers["site_address"] == "Số 5 đường Mới"
    assert seen.answers["business_name"] == before["business_name"]
    assert told.data["before"] == {"site_address": before["site_address"]}
    assert [paper.round for paper in seen.papers if paper.key == "layout"] == [0, 1]
    assert seen.clock.due.at == at("2026-06-03 08:30")


def test_answering_without_the_paper_that_was_asked_for_says_which(world):
    dossier = world.submitted()
    ask(world, dossier)

    with pytest.raises(Invalid) as wrong:
        answer(world, dossier, papers={})

    assert [problem.field for problem in wrong.value.problems] == ["paper.layout"]
    assert sheet(world, dossier).status is Status.SUPPLEMENT_AT_RECEPTION


def test_answers_that_were_not_asked_for_change_nothing(world):
    dossier = world.submitted()
    before = sheet(world, dossier).answers
    ask(world, dossier)

    answer(world, dossier, answers={"site_address": "Số 5", "business_name": "Tên khác"})

    assert sheet(world, dossier).answers["business_name"] == before["business_name"]


def test_nothing_outside_the_published_list_may_be_asked_for(world):
    dossier = world.submitted()

    with pytest.raises(Invalid):
        ask(world, dossier, "paper:another-paper")


def test_a_request_names_something_and_says_why(world):
    dossier = world.submitted()

    with pytest.raises(Invalid):
        dossiers.ask_for_supplement(
            dossier_id=dossier, items=a_request("paper:layout"), reason=" ", by=world.staff["CHQ"].receiver, now=MONDAY
        )


def test_the_third_request_needs_a_reason_why_the_guidance_was_not_followed(world):
    dossier = world.submitted()
    for day in (0, 2):
        ask(world, dossier, now=MONDAY + timedelta(days=day, hours=1))
        answer(world, dossier, now=MONDAY + timedelta(days=day + 1))

    with pytest.raises(Refused):
        ask(world, dossier, now=MONDAY + timedelta(days=4))
    ask(world, dossier, now=MONDAY + timedelta(days=4), override_reason="Người nộp gửi lại đúng bản cũ.")

    assert sheet(world, dossier).open_supplement.round == 3


def test_after_acceptance_a_late_request_leaves_the_legal_term_as_it_is(world):
    dossier = world.assigned()
    legal = sheet(world, dossier).clock.legal

    ask(world, dossier, now=MONDAY + timedelta(days=9), by=world.staff["CHQ"].handlers[0])

    seen = sheet(world, dossier)
    assert seen.status is Status.SUPPLEMENT_IN_PROCESS
    assert seen.clock.legal == legal
    assert seen.clock.running == "inspection"


def test_after_acceptance_a_request_in_time_restarts_the_term_once_complete(world):
    dossier = world.assigned()
    ask(world, dossier, now=MONDAY + timedelta(days=2), by=world.staff["CHQ"].handlers[0])

    answer(world, dossier, now=at("2026-06-10 09:00"))

    seen = sheet(world, dossier)
    assert seen.status is Status.IN_PROCESS
    assert seen.clock.due.at == at("2026-06-24 17:00")


def test_the_receipt_counts_the_papers_that_replaced_others_and_not_those(world):
    dossier = world.submitted()
    ask(world, dossier)
    answer(world, dossier)
    dossiers.accept_dossier(dossier_id=dossier, by=world.staff["CHQ"].receiver, now=at("2026-06-02 10:00"))

    receipt = dossiers.issue_receipt(dossier_id=dossier, now=at("2026-06-02 10:00"))

    text = read_paper(receipt)
    counted = re.search(r"nơi làm việc của hải quan\) (\d) (\d) (\d)", text)
    assert counted is not None, text
    assert counted.groups() == ("0", "1", "1")


def test_two_officers_at_once_one_wins_and_the_other_is_told_who_was_faster(world):
    dossier = world.submitted()
    seen = sheet(world, dossier).seen
    ask(world, dossier, seen=seen)

    with pytest.raises(Conflict, match=world.staff["CHQ"].receiver.name):
        dossiers.accept_dossier(
            dossier_id=dossier, by=world.staff["CHQ"].receiver, now=MONDAY + timedelta(hours=2), seen=seen
        )


def test_what_the_system_adds_meanwhile_is_no_conflict(world):
    dossier = world.accepted()
    seen = sheet(world, dossier).seen
    dossiers.issue_receipt(dossier_id=dossier, now=MONDAY + timedelta(hours=1))
    handler = world.staff["CHQ"].handlers[0].person

    dossiers.assign_dossier(
        dossier_id=dossier,
        officer_id=handler,
        by=world.staff["CHQ"].assigner,
        now=MONDAY + timedelta(hours=2),
        seen=seen,
    )

    assert sheet(world, dossier).officer == handler
