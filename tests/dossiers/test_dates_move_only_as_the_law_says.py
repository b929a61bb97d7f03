"""A withdrawal is confirmed by the unit, an apology moves the promise once and never the law, a refusal is a result."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from haidang.clock.contracts import Length, TermUnit
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import Outcome, Proposal
from haidang.dossiers.lifecycle import Status
from haidang.kernel.errors import Invalid, Refused
from support.procedures import at
from support.world import MONDAY

TUESDAY, NEXT_YEAR = MONDAY + timedelta(days=1), at("2027-03-01 09:00")


def sheet(world, dossier):
    return dossiers.get_sheet(actor=world.staff["CHQ"].leader, dossier_id=dossier)


def ask_to_withdraw(world, dossier, by=None, now=TUESDAY):
    dossiers.ask_to_withdraw(dossier_id=dossier, reason="Nộp nhầm.", by=by or world.filer.actor, now=now)


def apologise(world, dossier, *, promised="2026-07-01 17:00", now=TUESDAY):
    dossiers.apologise(
        dossier_id=dossier, promised_at=at(promised), reason="Chờ ý kiến.", by=world.staff["CHQ"].leader, now=now
    )


def test_a_withdrawal_holds_only_when_the_unit_has_confirmed_it(world):
    dossier = world.assigned()
    due = sheet(world, dossier).clock.due

    ask_to_withdraw(world, dossier)

    asked = sheet(world, dossier)
    assert (asked.status, asked.closed_at, asked.clock.due) == (Status.WITHDRAWAL_ASKED, None, due)
    dossiers.confirm_withdrawal(dossier_id=dossier, by=world.staff["CHQ"].receiver, now=TUESDAY)
    assert sheet(world, dossier).status is Status.WITHDRAWN


def test_a_declined_withdrawal_leaves_the_dossier_where_it_was(world):
    dossier = world.assigned()
    before = sheet(world, dossier)
    ask_to_withdraw(world, dossier)

    dossiers.decline_withdrawal(
        dossier_id=dossier, reason="Đã có quyết định.", by=world.staff["CHQ"].receiver, now=TUESDAY
    )

    after = sheet(world, dossier)
    assert (after.status, after.step, after.clock.due) == (before.status, before.step, before.clock.due)


def test_once_decided_nothing_can_be_withdrawn(world):
    dossier = world.decided()

    with pytest.raises(Refused):
        ask_to_withdraw(world, dossier, now=MONDAY + timedelta(days=3))


def test_who_no_longer_acts_for_the_business_cannot_withdraw_its_dossier(world):
    dossier = world.submitted()
    former = replace(world.filer.actor, on_behalf_of=None, on_behalf_of_name="")

    with pytest.raises(Refused):
        ask_to_withdraw(world, dossier, by=former)

    assert sheet(world, dossier).status is Status.SUBMITTED


def test_an_apology_moves_the_promise_and_never_the_legal_term(world):
    dossier = world.assigned()
    before = sheet(world, dossier).clock

    apologise(world, dossier)

    after = sheet(world, dossier).clock
    assert after.promised == at("2026-07-01 17:00")
    assert (after.legal, after.due) == (before.legal, before.due)


def test_there_is_no_second_apology(world):
    dossier = world.assigned()
    apologise(world, dossier)

    with pytest.raises(Refused, match="lần"):
        apologise(world, dossier, promised="2026-08-01 17:00")


def test_a_decision_after_the_law_and_before_the_promise_is_late(world):
    dossier = world.proposed()
    apologise(world, dossier, promised="2027-04-01 17:00", now=MONDAY + timedelta(days=2))

    dossiers.approve_result(dossier_id=dossier, by=world.staff["CHQ"].leader, now=NEXT_YEAR)

    assert sheet(world, dossier).timeliness == "late"


def test_a_refusal_within_the_term_is_a_result_in_time(world):
    dossier, handler = world.assigned(), world.staff["CHQ"].handlers[0]
    dossiers.finish_step(dossier_id=dossier, note="Kho chưa đủ điều kiện.", by=handler, now=TUESDAY)
    refusal = Proposal(outcome=Outcome.REFUSED, text="Không chấp thuận.", reason="Nghị định 68/2016/NĐ-CP Điều 10")
    dossiers.propose_result(dossier_id=dossier, proposal=refusal, by=handler, now=TUESDAY)

    dossiers.approve_result(dossier_id=dossier, by=world.staff["CHQ"].leader, now=MONDAY + timedelta(days=2))

    seen = sheet(world, dossier)
    assert (seen.status, seen.outcome, seen.timeliness) == (Status.DECIDED, Outcome.REFUSED, "early")


def test_where_the_law_gives_no_term_a_decision_is_neither_in_time_nor_late(world):
    dossier = world.decided("hoan-thue-gtgt.chon-ngan-hang")

    assert sheet(world, dossier).timeliness is None


def test_an_extension_names_a_stage_of_this_term(world):
    dossier = world.assigned()
    length = Length(2, TermUnit.WORKING_DAYS)

    with pytest.raises(Invalid) as refusal:
        dossiers.extend_term(
            dossier_id=dossier, stage="x", length=length, article="Điều 23", by=world.staff["CHQ"].leader, now=TUESDAY
        )

    assert [problem.field for problem in refusal.value.problems] == ["stage"]
