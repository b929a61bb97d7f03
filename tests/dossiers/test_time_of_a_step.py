"""Each step has the time the internal process gives it: counted at the desk, explained, and never the law's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from haidang.clock import api as clock
from haidang.clock.contracts import Length, TermUnit
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import EntryKind as K
from haidang.dossiers.ledger import Rules, read_clock
from haidang.dossiers.models import StepClock
from haidang.dossiers.steps import read_step
from haidang.kernel.actor import PUBLIC
from support.procedures import DECISION, INSPECTION, NO_LIMIT, ROUTE, a_ledger, a_procedure, a_rule_pack, at
from support.world import MONDAY, VALUE, WAREHOUSE, a_request

SHARES = {"assign": 5, "inspect": 60, "propose": 20, "approve": 15}
SHARED = replace(ROUTE, steps=tuple(replace(step, share=SHARES[step.key]) for step in ROUTE.steps))
STATED = replace(
    ROUTE,
    steps=tuple(replace(step, within=Length(4, TermUnit.WORKING_HOURS), source="QT 12/2020") for step in ROUTE.steps),
)
ACCEPTED = ((K.SUBMITTED, "2017-08-31 08:10"), (K.ACCEPTED, "2017-08-31 09:00"))
ASKED_LATE = (K.SUPPLEMENT_ASKED, "2017-09-12 10:00", {"round": 1, "restarts": False})
ANSWERED_LATE = (K.SUPPLEMENT_COMPLETE, "2017-09-14 10:00", {"round": 1})
INSPECTED = (K.STAGE_ENDED, "2017-09-11 08:00", {"stage": "inspection"})


def step_time(key, since, *entries, stages=(INSPECTION, DECISION), route=SHARED):
    """Return the time of a step where a dossier with this ledger came at a moment."""
    procedure = a_procedure(*stages, route=route)
    under = Rules(procedure=procedure, pack=a_rule_pack(), calendar=clock.standard_calendar())
    ledger = a_ledger(*ACCEPTED, *entries)
    state = read_clock(ledger, under)
    return read_step(route.step(key), since=at(since), entries=ledger, rules=under, state=state)


def test_a_share_is_counted_from_the_moment_the_dossier_came_to_the_desk():
    # 15 working days are 120 hours: 5 % are 6 hours, 60 % nine days
    assert step_time("assign", "2017-08-31 09:00").due.at == at("2017-08-31 16:00")
    assert step_time("inspect", "2017-09-01 10:00").due.at == at("2017-09-15 10:00")


def test_it_explains_itself_and_says_that_the_law_does_not_speak():
    reasons = step_time("inspect", "2017-09-01 10:00").due.reasons

    assert reasons[0].vi == (
        "Thời gian nội bộ của bước “Kiểm tra”: 60 % thời hạn giải quyết (120 giờ làm việc); "
        "không phải thời hạn theo luật."
    )
    assert "72 giờ làm việc" in reasons[1].vi
    assert any("02/9/2017" in each.vi for each in reasons)


def test_an_inspection_that_ended_early_takes_nothing_from_the_next_step():
    found = step_time("propose", "2017-09-11 08:00", INSPECTED)

    assert found.due.at == at("2017-09-13 17:00")
    assert not found.ends_with_term


def test_no_step_ends_after_the_term():
    late = step_time("propose", "2017-09-14 08:00", INSPECTED)

    assert late.ends_with_term
    assert late.due.at == at("2017-09-18 17:00")
    assert late.own_due is None


def test_a_longer_term_by_law_gives_longer_shares():
    extended = (K.EXTENDED, "2017-09-06 08:00", {"stage": "decision", "value": 5, "unit": "working_days",
                                                 "article": "Điều 12", "signer": "A"})  # fmt: skip

    # 20 % of 160 hours
    assert step_time("propose", "2017-09-11 08:00", extended, INSPECTED).due.at == at("2017-09-14 17:00")


def test_while_the_filer_is_waited_for_no_step_runs_even_where_the_term_does():
    inspected = (K.STAGE_ENDED, "2017-09-12 08:00", {"stage": "inspection"})
    waiting = step_time("propose", "2017-09-12 08:00", inspected, ASKED_LATE)
    answered = step_time("propose", "2017-09-12 08:00", inspected, ASKED_LATE, ANSWERED_LATE)

    assert (waiting.due, waiting.length) == (None, Length(24 * 60, TermUnit.WORKING_MINUTES))
    assert answered.due.at == at("2017-09-18 17:00")
    assert any("Tạm dừng" in each.vi for each in answered.due.reasons)


def test_when_the_term_begins_anew_so_does_the_step():
    asked = (K.SUPPLEMENT_ASKED, "2017-09-01 10:00", {"round": 1, "restarts": True})
    complete = (K.SUPPLEMENT_COMPLETE, "2017-09-11 08:00", {"round": 1})

    found = step_time("inspect", "2017-08-31 14:00", asked, complete)

    assert found.since == at("2017-09-11 08:00")
    assert found.due.at == at("2017-09-21 17:00")


def test_hours_of_an_internal_process_hold_where_the_law_gives_no_term():
    promised = (K.PROMISED, "2017-08-31 09:00", {"promised_at": "2017-10-02T17:00:00+07:00", "reason": "x"})
    found = step_time("propose", "2017-09-11 10:00", promised, stages=(NO_LIMIT,), route=STATED)

    assert found.due.at == at("2017-09-11 15:00")
    assert found.due.reasons[0].vi.startswith("Thời gian nội bộ của bước “Đề xuất” theo QT 12/2020")


@pytest.mark.parametrize(
    "stages",
    [
        pytest.param((NO_LIMIT,), id="no term of the law"),
        pytest.param((replace(INSPECTION, length=Length(2, TermUnit.WORKING_HOURS)),), id="less than an hour"),
    ],
)
def test_a_step_without_a_time_of_its_own_has_no_clock(stages):
    found = step_time("assign", "2017-08-31 09:00", stages=stages)

    assert (found.length, found.due) == (None, None)


# What an office sees of it.


def shown(world, dossier, *, by=None):
    return dossiers.get_sheet(actor=by or world.supervisor, dossier_id=dossier).clock.step


def over(world, now, *, is_late=True, actor=None, soon=timedelta(days=1)):
    """Return the dossiers whose step is over at a moment, or soon will be."""
    actor = actor or world.supervisor
    units = dict.fromkeys(actor.sees, now + soon)
    rows, total = dossiers.list_steps_over(actor=actor, units=units, is_late=is_late, now=now)
    assert total == len(rows)
    return [row.id for row in rows]


def test_the_step_goes_on_with_the_dossier(world):
    accepted, assigned = world.accepted(), world.assigned()
    decided = world.decided()

    assert [(shown(world, each).step.key, shown(world, each).since) for each in (accepted, assigned, decided)] == [
        ("assign", MONDAY + timedelta(hours=1)),
        ("inspect", MONDAY + timedelta(hours=2)),
        ("return", MONDAY + timedelta(days=2)),
    ]


def test_another_officer_does_not_begin_the_step_anew_but_sending_back_does(world):
    assigned, proposed, staff = world.assigned(), world.proposed(), world.staff["CHQ"]
    later = MONDAY + timedelta(days=2)

    dossiers.assign_dossier(
        dossier_id=assigned, officer_id=staff.handlers[1].person, by=staff.assigner, now=MONDAY + timedelta(days=1)
    )
    dossiers.send_back(dossier_id=proposed, reason="Chưa đủ căn cứ.", by=staff.leader, now=later)

    assert shown(world, assigned).since == MONDAY + timedelta(hours=2)
    assert (shown(world, proposed).step.key, shown(world, proposed).since) == ("propose", later)


def test_the_filer_follows_the_dossier_not_its_desks(world):
    assert shown(world, world.assigned(), by=world.filer.actor) is None


def test_a_step_that_is_over_is_listed_and_one_that_soon_is(world):
    dossier = world.accepted()
    end = shown(world, dossier).due.at

    assert over(world, end - timedelta(hours=1)) == []
    assert over(world, end - timedelta(hours=1), is_late=False) == [dossier]
    assert over(world, end + timedelta(minutes=1)) == [dossier]
    assert over(world, end + timedelta(minutes=1), is_late=False) == []


def test_what_is_late_by_law_is_listed_there_and_not_for_its_step(world):
    dossier = world.accepted()
    legal = dossiers.get_sheet(actor=world.supervisor, dossier_id=dossier).clock.due.at

    assert over(world, legal) == [dossier]
    assert over(world, legal + timedelta(minutes=1)) == []


def test_only_units_in_sight_are_listed(world):
    dossier = world.accepted(VALUE, unit="KV01")
    later = shown(world, dossier).due.at + timedelta(minutes=1)

    assert over(world, later, actor=world.staff["KV01"].leader) == [dossier]
    for stranger in (world.staff["KV03"].leader, world.filer.actor, PUBLIC):
        assert over(world, later, actor=stranger) == []


def test_while_the_filer_is_asked_nothing_is_over(world):
    dossier, staff = world.assigned(), world.staff["CHQ"]
    end = shown(world, dossier).due.at

    dossiers.ask_for_supplement(
        dossier_id=dossier,
        items=a_request("paper:request"),
        reason="Thiếu chữ ký.",
        by=staff.handlers[0],
        now=end - timedelta(hours=1),
    )

    assert shown(world, dossier).due is None
    assert over(world, end + timedelta(days=1)) == []


def test_what_is_closed_is_at_no_step(world):
    withdrawn, returned, staff = world.assigned(), world.decided(), world.staff["CHQ"]
    later = MONDAY + timedelta(days=3)

    dossiers.stop_dossier(dossier_id=withdrawn, reason="Không bổ sung.", by=staff.leader, now=later)
    dossiers.return_result(dossier_id=returned, by=staff.receiver, now=later)

    assert not StepClock.objects.exists()


def test_a_result_that_is_fetched_at_the_counter_is_late_for_nobody(world):
    from haidang.dossiers.models import Dossier
    from haidang.dossiers.steps import step_of

    held = Dossier.objects.get(pk=world.decided())
    procedure = world.procedure(WAREHOUSE)

    assert step_of(procedure, step=None, status=held.status, channel="counter") is None
    assert step_of(procedure, step=None, status=held.status, channel="online").act == "return"


def test_the_time_study_measures_the_same_steps(world):
    from haidang.dossiers.studies.measured import list_ways
    from haidang.indices.studying import minutes_by_step

    began, since, staff = {}, MONDAY + timedelta(days=9), world.staff["CHQ"]
    dossier = world.accepted()
    began["assign"] = shown(world, dossier).since
    dossiers.assign_dossier(
        dossier_id=dossier, officer_id=staff.handlers[0].person, by=staff.assigner, now=MONDAY + timedelta(days=1)
    )
    began["work"] = shown(world, dossier).since
    dossiers.finish_step(dossier_id=dossier, note="Đạt.", by=staff.handlers[0], now=MONDAY + timedelta(days=7))
    began["propose"] = shown(world, dossier).since
    calendar = clock.standard_calendar()
    from haidang.dossiers.contracts import Outcome, Proposal

    proposal = Proposal(outcome=Outcome.GRANTED, text="Chấp thuận")
    dossiers.propose_result(dossier_id=dossier, proposal=proposal, by=staff.handlers[0], now=MONDAY + timedelta(days=8))
    began["approve"] = shown(world, dossier).since
    dossiers.approve_result(dossier_id=dossier, by=staff.leader, now=since)
    ends = [*list(began.values())[1:], since]

    (way,) = list_ways(
        actor=world.supervisor,
        units=[staff.unit.id],
        procedure=WAREHOUSE,
        since=MONDAY,
        until=MONDAY + timedelta(days=30),
        size=9,
    )
    studied = minutes_by_step(way, calendar)

    assert {key: studied[key] for key in began} == {
        key: clock.working_minutes(calendar=calendar, start=start, end=end)
        for (key, start), end in zip(began.items(), ends, strict=True)
    }
