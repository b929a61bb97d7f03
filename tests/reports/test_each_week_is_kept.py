"""On Monday each unit's week is kept with its calls; it never changes, and headquarters sees who has not looked."""

from __future__ import annotations

from datetime import date

import pytest

from haidang.accounts import api as accounts
from haidang.config.tasks import calls_of_week
from haidang.directory import api as directory
from haidang.directory.contracts import Duty
from haidang.follow_up import api as follow_up
from haidang.kernel.actor import SYSTEM
from haidang.kernel.errors import Missing, Refused
from haidang.kernel.text import Text
from haidang.register import api as register
from haidang.reports import api as reports
from haidang.reports.models import WeekPage
from support.procedures import at
from support.world import VALUE

MONDAY, WEEK = at("2026-06-22 08:05"), date(2026, 6, 15)


def keep(now=MONDAY):
    return reports.keep_weeks(calls_of=calls_of_week, now=now)


def page_of(actor, unit, now=MONDAY):
    return next(card for card in reports.list_weeks(actor=actor, first=WEEK, now=now) if card.unit.id == unit)


@pytest.fixture
def busy(world, supervisor, kv01):
    """Three dossiers of a region, one of them late, one handed in before the week; and a call about it."""
    late = world.accepted(VALUE, unit="KV01", now=at("2026-05-04 08:30"))
    world.submitted(VALUE, unit="KV01", now=at("2026-06-16 08:30"))
    world.decided(VALUE, unit="KV01", now=at("2026-06-17 08:30"))
    follow_up.record_call(
        unit_id=kv01,
        dossier_ids=[late],
        reached="Trưởng phòng",
        at=at("2026-06-17 09:00"),
        agreed="Trả trong tuần.",
        until=date(2026, 6, 19),
        by=supervisor,
        now=at("2026-06-17 09:00"),
    )


def test_it_tells_progress_use_lateness_and_calls(busy, leader, kv01):
    keep()

    sums = page_of(leader, kv01).sums

    assert (sums.received, sums.decided, sums.online, sums.online_share) == (2, 1, 2, 100)
    assert (sums.open, sums.calls, sums.agreements, sums.broken) == (3, 1, 1, 1)
    assert sums.late >= 1


def test_a_page_adds_up_what_is_below_it(busy, world, supervisor, kv01):
    world.submitted(now=at("2026-06-16 08:30"))
    keep()

    nation = page_of(supervisor, world.staff["CHQ"].unit.id).sums

    assert nation.received == page_of(supervisor, kv01).sums.received + 1
    assert nation.calls == 1


def test_it_is_made_once_and_never_changes(busy, world, leader, kv01):
    made = keep()
    before = page_of(leader, kv01).sums
    world.submitted(VALUE, unit="KV01", now=at("2026-06-18 08:30"))

    again = keep(now=at("2026-06-23 08:05"))

    row = WeekPage.objects.get(first=WEEK, unit=kv01)
    assert (made > 0, again) == (True, 0)
    assert page_of(leader, kv01).sums == before
    assert register.latest_entry(row.uid).event == "week_kept"
    assert row.uid in [uid for uid, _head in reports.iter_heads()]


def test_it_names_the_longest_late_as_they_were(busy, leader, kv01):
    keep()

    sheet = reports.get_week(actor=leader, page_id=page_of(leader, kv01).id, now=MONDAY)

    assert sheet.late[0].due_on < date(2026, 6, 15)
    assert sheet.earlier == ()


def test_headquarters_sees_who_has_not_looked(busy, leader, supervisor, kv01):
    keep()
    page = page_of(supervisor, kv01)

    reports.look_at_week(page_id=page.id, by=supervisor, now=MONDAY)
    reports.look_at_week(page_id=page.id, by=supervisor, now=MONDAY)

    assert (page.seen_by, page.unseen_by) == ((), (supervisor.name,))
    assert (page_of(leader, kv01).seen_by, page_of(leader, kv01).unseen_by) == ((supervisor.name,), ())
    with pytest.raises(Refused):
        reports.look_at_week(page_id=page.id, by=leader, now=MONDAY)


def test_two_supervisors_of_one_name_look_each_for_themselves(busy, world, supervisor, kv01):
    keep()
    namesake = _namesake(supervisor, world.staff["CHQ"].unit.id)
    page = page_of(supervisor, kv01)

    reports.look_at_week(page_id=page.id, by=supervisor, now=MONDAY)

    assert (namesake.name, page.unseen_by) == (supervisor.name, (supervisor.name, supervisor.name))
    seen, unseen = page_of(supervisor, kv01), page_of(namesake, kv01)
    assert (seen.is_seen, seen.is_awaited) == (True, False)
    assert (unseen.is_seen, unseen.is_awaited) == (False, True)
    assert (unseen.seen_by, unseen.unseen_by) == ((supervisor.name,), (supervisor.name,))


def _namesake(supervisor, unit):
    """Post another person of the same name to supervise."""
    person = accounts.create_officer_account(
        email="cung-ten@haiquan.example", full_name=supervisor.name, encoded_password="!"
    ).id
    directory.post_officer(
        person_id=person,
        unit_id=unit,
        duties=(Duty.SUPERVISE,),
        title=Text("Công chức giám sát", "Monitoring officer"),
        since=date(2026, 1, 1),
        by=SYSTEM,
        now=MONDAY,
    )
    actor = directory.find_officer_actor(person_id=person, on=MONDAY)
    assert actor is not None
    return actor


def test_strangers_find_no_week(busy, world, leader, kv01):
    keep()
    page = page_of(leader, kv01).id
    other = world.staff["KV03"].leader

    assert kv01 not in [card.unit.id for card in reports.list_weeks(actor=other, first=WEEK, now=MONDAY)]
    assert reports.list_weeks(actor=world.filer.actor, first=WEEK, now=MONDAY) == []
    for stranger in (other, world.filer.actor, world.staff["KV01"].receiver):
        with pytest.raises(Missing):
            reports.get_week(actor=stranger, page_id=page, now=MONDAY)
