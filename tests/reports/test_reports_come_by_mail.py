"""Who asked for a unit's reports gets each once, on the first working day after the period, closed or marked open."""

from __future__ import annotations

from datetime import date

import pytest

from haidang.kernel.actor import SYSTEM
from haidang.kernel.errors import Missing
from haidang.notifications.letters import compose
from haidang.notifications.models import Message
from haidang.reports import api as reports
from haidang.reports.contracts import PeriodKind
from reports.conftest import JUNE
from support.procedures import at
from support.world import VALUE

WISHED = at("2026-06-15 09:00")
WEDNESDAY, SATURDAY, MONDAY = at("2026-07-01 08:00"), at("2026-08-01 08:00"), at("2026-08-03 08:00")


def letters():
    return [compose(each) for each in Message.objects.filter(kind="report").order_by("pk")]


@pytest.fixture
def subscribed(world, leader, kv01):
    """The leader asked for the monthly report in the middle of June."""
    reports.subscribe(unit_id=kv01, kind=PeriodKind.MONTH, by=leader, now=WISHED)


def test_it_comes_once_and_says_that_it_is_not_closed(world, subscribed, leader):
    world.submitted(VALUE, unit="KV01")

    sent = [reports.send_reports(now=WEDNESDAY), reports.send_reports(now=WEDNESDAY)]

    (letter,) = letters()
    assert sent == [1, 0]
    assert "Tháng 6/2026" in letter.body
    assert "Chưa khóa" in letter.body
    assert "Tiếp nhận trong kỳ: 1" in letter.body
    assert "tu=2026-06-01" in letter.body
    assert letter.subject == "Báo cáo định kỳ"


def test_a_closed_report_comes_as_it_was_closed(world, subscribed, leader, kv01):
    reports.close_report(unit_id=kv01, period=JUNE, reason="Báo cáo.", by=leader, now=WEDNESDAY)
    world.submitted(VALUE, unit="KV01")

    reports.send_reports(now=at("2026-07-01 09:00"))

    (letter,) = letters()
    assert "Báo cáo đã khóa" in letter.body
    assert "Tiếp nhận trong kỳ: 0" in letter.body


def test_it_waits_for_the_first_working_day(subscribed):
    reports.send_reports(now=WEDNESDAY)

    assert [reports.send_reports(now=SATURDAY), reports.send_reports(now=MONDAY)] == [0, 1]


def test_a_morning_without_a_worker_is_made_up_for(subscribed):
    assert reports.send_reports(now=at("2026-07-09 08:00")) == 1


def test_what_was_over_before_it_was_asked_for_is_not_sent(world, leader, kv01):
    reports.subscribe(unit_id=kv01, kind=PeriodKind.MONTH, by=leader, now=WEDNESDAY)

    assert reports.send_reports(now=WEDNESDAY) == 0


def test_it_ends_when_the_officer_ends_it(subscribed, leader, kv01):
    assert [(unit.id, kind) for unit, kind in reports.list_subscriptions(actor=leader)] == [(kv01, PeriodKind.MONTH)]

    reports.unsubscribe(unit_id=kv01, kind=PeriodKind.MONTH, by=leader)

    assert reports.list_subscriptions(actor=leader) == []
    assert reports.send_reports(now=WEDNESDAY) == 0


def test_it_ends_with_the_posting(subscribed, leader):
    from haidang.directory import api as directory

    directory.end_posting(person_id=leader.person, last_day=date(2026, 6, 20), by=SYSTEM, now=WISHED)

    assert reports.send_reports(now=WEDNESDAY) == 0


def test_nobody_asks_for_a_unit_out_of_sight(world, leader):
    with pytest.raises(Missing):
        reports.subscribe(unit_id=world.staff["KV03"].unit.id, kind=PeriodKind.MONTH, by=leader, now=WISHED)
