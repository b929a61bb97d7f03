"""Officers are reminded before and after a term or a step ends: each once, in mail and register."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from haidang.dossiers import api as dossiers
from haidang.follow_up import api as follow_up
from haidang.follow_up.contracts import Level
from haidang.follow_up.models import Reminder
from haidang.kernel.actor import PUBLIC
from haidang.notifications.contracts import Kind
from haidang.notifications.letters import compose
from haidang.notifications.models import Message
from haidang.register import api as register
from support.world import MONDAY, VALUE


@pytest.fixture
def assigned(world):
    """A dossier of region I on the desk of its first handling officer."""
    return world.assigned(VALUE, unit="KV01", now=MONDAY)


@pytest.fixture
def due(world, assigned):
    """When its running clock ends."""
    return dossiers.get_sheet(actor=world.supervisor, dossier_id=assigned).clock.due.at


@pytest.fixture
def desk(world):
    """Region I."""
    return world.staff["KV01"]


def levels(actor):
    """Return the reminders of the legal term."""
    return [each.level for each in follow_up.list_reminders(actor=actor)[0] if each.step is None]


def of_steps(actor):
    """Return the reminders of steps, the newest first."""
    return [(str(each.step), each.level) for each in follow_up.list_reminders(actor=actor)[0] if each.step]


def step_of(world, dossier):
    return dossiers.get_sheet(actor=world.supervisor, dossier_id=dossier).clock.step


def uids(actor, size=100):
    return [each.uid for each in follow_up.list_reminders(actor=actor, size=size)[0]]


def at_noon_after(moment, days):
    """Return the noon of the day so many days later."""
    return (moment + timedelta(days=days)).replace(hour=5, minute=0)


def test_nobody_is_reminded_long_before(assigned, due):
    assert follow_up.remind(now=due - timedelta(days=10)) == 0


def test_the_officer_is_reminded_by_the_working_day_before_and_once(assigned, due, desk):
    follow_up.remind(now=due - timedelta(hours=3))
    again = follow_up.remind(now=due - timedelta(hours=2))

    assert again == 0
    assert levels(desk.handlers[0]) == [Level.SOON]
    assert levels(desk.leader) == []


def test_the_end_reaches_the_officer_then_the_head_then_headquarters(world, assigned, due, desk):
    follow_up.remind(now=due + timedelta(minutes=5))
    on_the_day = levels(desk.handlers[0]), levels(desk.leader), levels(world.supervisor)
    follow_up.remind(now=at_noon_after(due, 4))
    follow_up.remind(now=at_noon_after(due, 10))

    assert on_the_day == ([Level.LATE], [], [])
    assert levels(desk.handlers[0]) == [Level.LATE]
    assert levels(desk.leader) == [Level.HEAD]
    assert levels(world.supervisor) == [Level.HEADQUARTERS]


def test_one_mail_tells_each_officer_of_all(world, assigned, due, desk):
    second = world.assigned(VALUE, unit="KV01", now=MONDAY)

    follow_up.remind(now=due + timedelta(minutes=5))

    mails = list(Message.objects.filter(kind=Kind.REMINDED))
    numbers = {dossiers.get_sheet(actor=world.supervisor, dossier_id=each).code for each in (assigned, second)}
    assert len(mails) == 1
    body = compose(mails[0]).body
    assert all(number in body for number in numbers)
    assert "đã quá hạn (" in body
    assert "http://testserver/can-bo/don-doc/" in body


def test_nobody_gets_mail_about_a_demonstration(world, due, assigned):
    from haidang.dossiers.models import Dossier

    Dossier.objects.filter(pk=assigned).update(origin="demo")

    given = follow_up.remind(now=due + timedelta(minutes=5))

    assert given == 1
    assert not Message.objects.filter(kind=Kind.REMINDED).exists()


def test_a_dossier_nobody_received_reminds_who_receives(world, desk):
    dossier = world.submitted(VALUE, unit="KV01", now=MONDAY)
    end = dossiers.get_sheet(actor=world.supervisor, dossier_id=dossier).clock.due.at

    follow_up.remind(now=end + timedelta(minutes=5))

    assert levels(desk.receiver) == [Level.LATE]


def test_a_decided_dossier_reminds_nobody(world):
    world.decided(VALUE, unit="KV01", now=MONDAY)

    assert follow_up.remind(now=MONDAY + timedelta(days=29)) == 0


def test_what_was_seen_is_gone_and_does_not_come_back(assigned, due, desk):
    follow_up.remind(now=due + timedelta(minutes=5))

    seen = follow_up.mark_seen(uids=uids(desk.handlers[0]), by=desk.handlers[0], now=due + timedelta(minutes=6))
    follow_up.remind(now=due + timedelta(minutes=10))

    assert seen == 1
    assert follow_up.count_reminders(actor=desk.handlers[0]) == 0


def test_only_what_was_shown_is_marked_as_seen(world, assigned, due, desk):
    world.assigned(VALUE, unit="KV01", now=MONDAY)
    follow_up.remind(now=due + timedelta(minutes=5))
    shown = uids(desk.handlers[0], size=1)

    seen = follow_up.mark_seen(uids=shown, by=desk.handlers[0], now=due + timedelta(minutes=6))

    assert seen == 1
    assert follow_up.count_reminders(actor=desk.handlers[0]) == 1
    assert set(uids(desk.handlers[0])).isdisjoint(shown)


def test_nobody_marks_what_is_another_officers(assigned, due, desk):
    follow_up.remind(now=due + timedelta(minutes=5))

    assert follow_up.mark_seen(uids=uids(desk.handlers[0]), by=desk.leader, now=due + timedelta(minutes=6)) == 0
    assert follow_up.count_reminders(actor=desk.handlers[0]) == 1


def test_as_many_are_counted_as_listed_after_the_officer_went_to_another_unit(world, assigned, due, desk):
    follow_up.remind(now=due + timedelta(minutes=5))
    elsewhere = world.staff["KV03"].unit.id
    moved = replace(desk.handlers[0], unit=elsewhere, sees=frozenset({elsewhere}))

    assert follow_up.list_reminders(actor=moved) == ([], 0)
    assert follow_up.count_reminders(actor=moved) == 0


def test_each_reminder_stands_in_the_register(assigned, due):
    follow_up.remind(now=due + timedelta(minutes=5))

    entries = register.list_entries(Reminder.objects.get().uid)
    assert [(each.event, each.data["level"], each.data["dossier"]) for each in entries] == [
        ("reminded", "late", assigned)
    ]


def test_a_stranger_and_a_filer_have_no_reminders(world, assigned, due):
    follow_up.remind(now=due + timedelta(minutes=5))

    for other in (PUBLIC, world.filer.actor, world.staff["KV03"].handlers[0]):
        assert follow_up.list_reminders(actor=other) == ([], 0)
        assert follow_up.count_reminders(actor=other) == 0


def test_dossiers_that_end_together_are_all_found_page_by_page(world, due, assigned):
    second = world.assigned(VALUE, unit="KV01", now=MONDAY)
    found, after_id = [], 0
    while page := dossiers.list_running_out(
        actor=world.supervisor, after=due, after_id=after_id, until=due + timedelta(days=1), size=1
    ):
        found.append(page[0].row.id)
        after_id = page[0].row.id

    assert found == [assigned, second]


# The step has a time of its own: 60 % of five working days, counted from when the officer got the dossier.


def test_who_has_just_got_a_dossier_is_not_reminded_of_its_step(world, desk):
    world.accepted(VALUE, unit="KV01", now=MONDAY)

    assert follow_up.remind(now=MONDAY + timedelta(hours=1, minutes=10)) == 0


def test_before_a_step_ends_whoever_is_to_take_it_is_reminded_once(world, desk):
    dossier = world.accepted(VALUE, unit="KV01", now=MONDAY)
    end = step_of(world, dossier).due.at

    follow_up.remind(now=end - timedelta(minutes=30))
    again = follow_up.remind(now=end - timedelta(minutes=20))

    assert again == 0
    assert of_steps(desk.assigner) == [("Phân công", Level.SOON)]
    assert of_steps(desk.receiver) == []


def test_the_end_of_a_step_reaches_the_officer_then_the_head_then_headquarters(world, desk):
    dossier = world.accepted(VALUE, unit="KV01", now=MONDAY)
    end = step_of(world, dossier).due.at

    follow_up.remind(now=end + timedelta(minutes=5))
    at_once = of_steps(desk.assigner), of_steps(desk.leader), of_steps(world.supervisor)
    follow_up.remind(now=at_noon_after(end, 2))
    follow_up.remind(now=at_noon_after(end, 4))

    assert at_once == ([("Phân công", Level.LATE)], [("Phân công", Level.LATE)], [])
    assert of_steps(desk.leader)[0] == ("Phân công", Level.HEAD)
    assert of_steps(world.supervisor) == [("Phân công", Level.HEADQUARTERS)]


def test_a_proposal_that_waits_reminds_the_leader_not_the_officer(world, desk):
    dossier = world.proposed(VALUE, unit="KV01", now=MONDAY)
    follow_up.remind(now=step_of(world, dossier).due.at + timedelta(minutes=5))

    assert of_steps(desk.leader) == [("Phê duyệt", Level.LATE)]
    assert of_steps(desk.handlers[0]) == []


def test_a_step_taken_in_time_reminds_nobody_and_the_next_is_told_anew(world, desk):
    dossier = world.accepted(VALUE, unit="KV01", now=MONDAY)
    end = step_of(world, dossier).due.at
    dossiers.assign_dossier(
        dossier_id=dossier, officer_id=desk.handlers[0].person, by=desk.assigner, now=end - timedelta(hours=1)
    )

    assert follow_up.remind(now=end + timedelta(minutes=5)) == 0
    follow_up.remind(now=step_of(world, dossier).due.at + timedelta(minutes=5))

    assert of_steps(desk.handlers[0]) == [("Xử lý và đề xuất kết quả", Level.LATE)]


def test_after_the_legal_term_the_step_is_not_told_besides(world, assigned, due, desk):
    follow_up.remind(now=due + timedelta(minutes=5))

    assert levels(desk.handlers[0]) == [Level.LATE]
    assert of_steps(desk.handlers[0]) == []


def test_mail_and_register_name_the_step(world, assigned, desk):
    follow_up.remind(now=step_of(world, assigned).due.at + timedelta(minutes=5))

    body = compose(Message.objects.get(kind=Kind.REMINDED)).body
    (entry,) = register.list_entries(Reminder.objects.get().uid)
    assert "bước “Xử lý và đề xuất kết quả” đã quá hạn (thời gian nội bộ)" in body
    assert (entry.event, entry.data["step"], entry.data["level"]) == ("reminded", "propose", "late")
