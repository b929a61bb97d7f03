"""A dossier goes from the filer's hand through every desk and comes back signed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from haidang.documents import api as documents
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import Outcome
from haidang.dossiers.lifecycle import Status
from haidang.kernel.errors import Conflict, Missing
from haidang.register import api as register
from support.procedures import at
from support.world import MONDAY, World


def sheet(world: World, dossier: int):
    return dossiers.get_sheet(actor=world.staff["CHQ"].leader, dossier_id=dossier)


def test_filing_gives_a_number_and_starts_the_reception_clock(world):
    filed = dossiers.submit_dossier(filing=world.filing(), by=world.filer.actor, now=MONDAY)

    seen = sheet(world, filed.dossier)
    assert filed.is_new
    assert filed.number == f"N{filed.dossier:09d}"
    assert seen.status is Status.SUBMITTED
    assert seen.code is None
    assert seen.clock.due.at == at("2026-06-02 08:30")
    assert {paper.key for paper in seen.papers} == {"request", "business-registration", "layout", "fire-safety"}


def test_acceptance_gives_the_code_and_starts_the_legal_term(world):
    dossier = world.accepted()

    seen = sheet(world, dossier)
    assert seen.status is Status.ACCEPTED
    assert seen.code == f"{seen.unit.agency_code}-260601-0001"
    assert seen.clock.running == "inspection"
    assert seen.clock.due.at == at("2026-06-15 17:00")
    assert seen.clock.legal.at == at("2026-06-22 17:00")


def test_codes_of_one_day_follow_each_other(world):
    first, second = world.accepted(), world.accepted()

    assert sheet(world, first).code[-4:] == "0001"
    assert sheet(world, second).code[-4:] == "0002"


def test_the_signed_result_is_bound_to_the_dossier_and_comes_back(world):
    dossier = world.proposed()
    before = sheet(world, dossier)

    number = dossiers.approve_result(dossier_id=dossier, by=world.staff["CHQ"].leader, now=MONDAY + timedelta(days=2))
    dossiers.return_result(dossier_id=dossier, by=world.staff["CHQ"].receiver, now=MONDAY + timedelta(days=3))

    seen = dossiers.get_sheet(actor=world.filer.actor, dossier_id=dossier)
    _stored, stream = documents.open_file(seen.result_file)
    with stream:
        report = documents.verify(stream.read())
    assert number == "1/QĐ-CHQ"
    assert seen.status is Status.RETURNED
    assert seen.outcome is Outcome.GRANTED
    assert seen.timeliness == "early"
    assert report.is_valid
    assert len(report.bound_to) == 64
    assert before.seen < seen.seen


def test_the_filer_does_not_see_the_result_before_it_is_returned(world):
    dossier = world.decided()

    seen = dossiers.get_sheet(actor=world.filer.actor, dossier_id=dossier)

    assert seen.status is Status.DECIDED
    assert seen.result_file is None


def test_anyone_can_check_the_result_by_its_secret_and_learns_nothing_else(world):
    dossier = world.decided()
    secret = sheet(world, dossier).result_secret

    found = dossiers.find_authentic(secret=secret)

    assert found.number == "1/QĐ-CHQ"
    assert found.outcome is Outcome.GRANTED
    assert dossiers.find_authentic(secret="WRONGSECRT") is None


def test_the_public_look_up_says_whether_it_is_finished_and_nothing_more(world):
    dossier = world.accepted()
    seen = sheet(world, dossier)

    found = dossiers.find_finished(code=seen.code, secret=seen.secret)

    assert found.is_finished is False
    assert set(found.__slots__) == {"code", "is_finished"}
    assert dossiers.find_finished(code=seen.code, secret="AAAAAAAAAA") is None


def test_the_receipt_is_signed_and_made_once(world):
    dossier = world.accepted()

    first = dossiers.issue_receipt(dossier_id=dossier, now=MONDAY + timedelta(hours=1))
    again = dossiers.issue_receipt(dossier_id=dossier, now=MONDAY + timedelta(hours=5))

    stored, stream = documents.open_file(first)
    with stream:
        assert documents.verify(stream.read()).is_valid
    assert first == again
    assert stored.name.startswith("giay-tiep-nhan-")


def test_the_register_tells_the_whole_way_and_its_chain_holds(world):
    dossier = world.decided()

    told = [entry.event for entry in sheet(world, dossier).history]

    assert told == ["submitted", "papers_added", "accepted", "assigned", "step_finished", "result_proposed", "decided"]
    assert [fault for fault in register.verify(dossiers.iter_heads) if fault.kind != "orphan"] == []


def test_the_filer_is_not_shown_the_officers_notes(world):
    dossier = world.assigned()
    dossiers.add_note(
        dossier_id=dossier, note="Cần hỏi lại.", by=world.staff["CHQ"].handlers[0], now=MONDAY + timedelta(hours=3)
    )

    history = dossiers.get_sheet(actor=world.filer.actor, dossier_id=dossier).history

    assert "noted" not in {entry.event for entry in history}


@pytest.mark.parametrize("who", ["another filer", "another unit"])
def test_for_a_stranger_there_is_no_such_dossier(world, who):
    dossier = world.submitted()
    stranger = world.applicants[1].actor if who == "another filer" else world.staff["KV01"].leader

    with pytest.raises(Missing):
        dossiers.get_sheet(actor=stranger, dossier_id=dossier)


def test_a_result_made_against_an_older_state_is_dropped_and_the_leader_told(world):
    dossier = world.proposed()
    seen = sheet(world, dossier).seen
    dossiers.add_note(
        dossier_id=dossier, note="Chờ đã.", by=world.staff["CHQ"].handlers[0], now=MONDAY + timedelta(days=2)
    )

    with pytest.raises(Conflict):
        dossiers.approve_result(
            dossier_id=dossier, by=world.staff["CHQ"].leader, now=MONDAY + timedelta(days=2, hours=1), seen=seen
        )

    assert sheet(world, dossier).status is Status.IN_PROCESS
