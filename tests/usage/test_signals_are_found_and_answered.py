"""What was perhaps not by the process is found by rules with the reason stated; headquarters confirms or dismisses."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import translation
from typer.testing import CliRunner

from haidang.cli.signals import signals_app
from haidang.clock.contracts import TermUnit
from haidang.directory import api as directory
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import ClosedDossier, Conduct, MovedTerm
from haidang.kernel.actor import PUBLIC
from haidang.kernel.errors import Invalid, Missing, Refused
from haidang.kernel.text import Text
from haidang.register import api as register
from haidang.usage import api as usage
from haidang.usage.contracts import SignalRule, SignalState
from haidang.usage.models import Candidate
from haidang.usage.signals import signals_in
from support.world import MONDAY, TODAY, VALUE, WAREHOUSE, a_request

LATER = MONDAY + timedelta(days=60)
ZONE = MONDAY.tzinfo
PLAIN = Conduct(
    id=1,
    number="N000000001",
    unit=1,
    procedure=WAREHOUSE,
    submitted_at=MONDAY,
    accepted_at=MONDAY,
    decided_at=MONDAY + timedelta(days=9),
    minutes=(100, 1000),
)
CLOSED = ClosedDossier(
    id=7, number="N000000007", unit=2, procedure=WAREHOUSE, status="withdrawn", closed_at=MONDAY - timedelta(days=1)
)
MOVED = MovedTerm(number=1, at=MONDAY, before=MONDAY, after=MONDAY + timedelta(days=2))


def rules_of(**facts):
    return [each.rule for each in signals_in(replace(PLAIN, **facts), usage.measures(), ZONE)]


def signals_of(world, state=SignalState.OPEN, actor=None, **more):
    return usage.list_signals(actor=actor or world.supervisor, state=state, **more)[0]


def look():
    return usage.look_for_signals(now=LATER)


def late_reception(world):
    """Accept two days after the filing: the reception had eight working hours."""
    dossier = world.submitted()
    dossiers.accept_dossier(dossier_id=dossier, by=world.staff["CHQ"].receiver, now=MONDAY + timedelta(days=2))
    return dossier


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"supplements": (MONDAY, MONDAY)}, SignalRule.SUPPLEMENTS),
        ({"extensions": (MONDAY, MONDAY)}, SignalRule.EXTENSIONS),
        ({"skipped": (Text("kiểm tra kho", "inspection"),)}, SignalRule.NO_INSPECTION),
        ({"minutes": (49, 1000)}, SignalRule.SPEED),
        ({"late_answer": (MONDAY, MONDAY - timedelta(hours=1))}, SignalRule.LATE_RECEPTION),
        ({"moved": (MOVED,)}, SignalRule.CORRECTION),
        ({"closed_before": CLOSED}, SignalRule.REFILED),
    ],
)
def test_each_rule_finds_what_it_is_for(facts, rule):
    assert rules_of(**facts) == [rule]


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"supplements": (MONDAY,)},
        {"extensions": (MONDAY,)},
        {"minutes": (50, 1000)},
        {"minutes": None},
        {"moved": (replace(MOVED, after=MONDAY - timedelta(days=1)),)},
        {"skipped": (Text("kiểm tra", "inspection"),), "decided_at": None},
    ],
)
def test_what_is_by_the_process_gives_no_signal(facts):
    assert rules_of(**facts) == []


def test_the_reason_is_told_in_both_languages():
    (found,) = signals_in(replace(PLAIN, closed_before=CLOSED), usage.measures(), ZONE)

    assert (found.dossier, found.number, found.unit) == (7, "N000000007", 2)
    assert "N000000001" in found.reason.vi
    assert "rút hồ sơ" in found.reason.vi
    assert "withdrawn" in found.reason.en


def test_a_reception_after_its_time_is_found_by_the_job(world):
    dossier = late_reception(world)

    assert look() == 1

    (signal,) = signals_of(world)
    assert (signal.rule, signal.dossier, signal.happened_at) == (
        SignalRule.LATE_RECEPTION,
        dossier,
        MONDAY + timedelta(days=2),
    )
    assert "08:30 03/06/2026" in signal.reason.vi
    assert Candidate.objects.count() == 0
    assert register.latest_entry(signal.uid).event == "signal_found"


def test_a_past_that_was_loaded_is_looked_at_when_somebody_asks(world):
    dossier = late_reception(world)
    Candidate.objects.all().delete()  # loaded pasts leave none

    by_job = look()
    on_other_days = [usage.look_back(day=TODAY + timedelta(days=days), now=LATER) for days in (-1, 1)]
    back, again = usage.look_back(day=TODAY, now=LATER), usage.look_back(day=TODAY, now=LATER)

    assert (by_job, on_other_days) == (0, [(0, 0), (0, 0)])
    assert (back, again) == ((1, 1), (1, 0))
    assert [each.dossier for each in signals_of(world)] == [dossier]


def test_the_command_looks_back_at_a_period(world):
    late_reception(world)
    Candidate.objects.all().delete()

    done = CliRunner().invoke(signals_app, ["find", "--from", "2026-05-01", "--to", "2026-06-30"])
    wrong = CliRunner().invoke(signals_app, ["find", "--from", "2026-06-30", "--to", "2026-05-01"])

    assert done.output.splitlines()[-1] == "signals: looked at 1 dossiers, 1 new signals"
    assert isinstance(wrong.exception, Refused)


def test_looking_again_finds_nothing_new(world):
    dossier = late_reception(world)
    look()
    handler = world.staff["CHQ"].handlers[0].person
    now = MONDAY + timedelta(days=3)
    dossiers.assign_dossier(dossier_id=dossier, officer_id=handler, by=world.staff["CHQ"].assigner, now=now)

    assert look() == 0


def test_a_dossier_handled_by_the_process_gives_no_signal(world):
    world.decided()

    look()

    assert signals_of(world) == []


def test_a_filing_alone_is_not_looked_at(world):
    world.submitted()

    assert Candidate.objects.count() == 0


def test_a_dossier_stopped_and_filed_again_is_found(world):
    staff = world.staff["CHQ"]
    first = world.assigned()
    dossiers.stop_dossier(dossier_id=first, reason="Theo đề nghị.", by=staff.leader, now=MONDAY + timedelta(days=1))

    second = world.accepted(now=MONDAY + timedelta(days=3))
    look()

    (signal,) = signals_of(world)
    number = dossiers.get_sheet(actor=staff.leader, dossier_id=second).code
    assert (signal.rule, signal.dossier) == (SignalRule.REFILED, first)
    assert number in signal.reason.vi


def test_one_filed_again_after_a_long_time_or_for_something_else_is_not(world):
    first = world.assigned()
    moment = MONDAY + timedelta(days=1)
    dossiers.stop_dossier(dossier_id=first, reason="x", by=world.staff["CHQ"].leader, now=moment)

    world.accepted(VALUE, unit="KV01", now=MONDAY + timedelta(days=3))
    world.accepted(now=MONDAY + timedelta(days=35))
    look()

    assert signals_of(world) == []


def test_two_supplements_after_acceptance_are_found(world):
    dossier, handler = world.assigned(), world.staff["CHQ"].handlers[0]
    file = world.upload(now=MONDAY)
    for day in (1, 4):
        now = MONDAY + timedelta(days=day)
        dossiers.ask_for_supplement(
            dossier_id=dossier, items=a_request("paper:layout"), reason="Mờ.", by=handler, now=now
        )
        dossiers.supplement_dossier(
            dossier_id=dossier,
            answers={},
            papers={"layout": [file]},
            by=world.filer.actor,
            now=now + timedelta(hours=1),
        )
    look()

    assert [each.rule for each in signals_of(world)] == [SignalRule.SUPPLEMENTS]


def test_a_countersigned_correction_that_moves_the_term_is_found(world):
    staff = world.staff["CHQ"]
    dossier = world.assigned()
    sheet = dossiers.get_sheet(actor=staff.leader, dossier_id=dossier)
    accepted = next(each for each in sheet.correctable if each.kind == "accepted")
    right_at = MONDAY + timedelta(hours=1, minutes=30)
    given = {"dossier_id": dossier, "now": MONDAY + timedelta(days=2)}
    dossiers.propose_correction(entry=accepted.seq, right_at=right_at, reason="Ghi nhầm.", by=staff.receiver, **given)
    dossiers.countersign_correction(by=staff.leader, **given)
    look()

    # Half an hour on the same day moves no term that is counted in days.
    assert sheet.clock.stages[0].unit is TermUnit.WORKING_DAYS
    assert signals_of(world) == []


def test_headquarters_confirms_or_dismisses_with_a_reason(world):
    late_reception(world)
    look()
    (signal,) = signals_of(world)

    usage.answer_signal(signal_id=signal.id, is_confirmed=False, reason="Mất điện.", by=world.supervisor, now=LATER)

    answered = usage.get_signal(actor=world.supervisor, signal_id=signal.id)
    assert (answered.state, answered.answer, answered.answered_by) == (
        SignalState.DISMISSED,
        "Mất điện.",
        world.supervisor.name,
    )
    assert register.latest_entry(signal.uid).event == "signal_dismissed"
    assert usage.count_signals(actor=world.supervisor) == {(SignalState.DISMISSED, SignalRule.LATE_RECEPTION): 1}
    with pytest.raises(Refused, match="answered already"):
        usage.answer_signal(signal_id=signal.id, is_confirmed=True, reason="x", by=world.supervisor, now=LATER)


def test_an_answer_needs_a_reason(world):
    late_reception(world)
    look()

    with pytest.raises(Invalid):
        usage.answer_signal(
            signal_id=signals_of(world)[0].id, is_confirmed=True, reason=" ", by=world.supervisor, now=LATER
        )


def test_the_unit_sees_its_signals_and_answers_none(world):
    late_reception(world)
    look()
    leader, stranger = world.staff["CHQ"].leader, world.staff["KV03"].leader
    (signal,) = signals_of(world, actor=leader)

    with pytest.raises(Refused, match="headquarters"):
        usage.answer_signal(signal_id=signal.id, is_confirmed=False, reason="x", by=leader, now=LATER)
    for each in (stranger, PUBLIC, world.filer.actor, world.staff["CHQ"].receiver):
        assert signals_of(world, actor=each) == []
        with pytest.raises(Missing):
            usage.get_signal(actor=each, signal_id=signal.id)
    with pytest.raises(Missing):
        usage.answer_signal(signal_id=signal.id, is_confirmed=False, reason="x", by=stranger, now=LATER)


def test_signals_are_filtered_by_rule_and_unit(world):
    late_reception(world)
    look()
    here = directory.get_unit_by_code("CHQ", on=LATER.date()).id

    with translation.override("vi"):
        found = [
            signals_of(world, rule=SignalRule.LATE_RECEPTION),
            signals_of(world, rule=SignalRule.SPEED),
            signals_of(world, units=[here]),
            signals_of(world, units=[here + 1]),
        ]

    assert list(map(len, found)) == [1, 0, 1, 0]
