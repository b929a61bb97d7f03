"""An officer knows of the own unit; who leads or supervises, also of those below; headquarters, of all."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from directory.conftest import LAST_OLD_DAY, NOON, TODAY
from haidang.accounts.models import User
from haidang.directory import api as directory
from haidang.directory.contracts import Duty
from haidang.directory.models import Unit
from haidang.kernel.actor import SYSTEM, Capacity


def sees(person_id: int, on: datetime = NOON) -> set[str]:
    """Return the codes of the units whose dossiers a person may know of."""
    actor = directory.find_officer_actor(person_id=person_id, on=on)
    assert actor is not None
    return {directory.get_unit(unit).code for unit in actor.sees}


def test_an_officer_acts_in_the_unit_of_the_posting_with_its_duties(post, unit):
    who = post("an", "KV03", Duty.RECEIVE, Duty.HANDLE)

    actor = directory.find_officer_actor(person_id=who, on=NOON)

    assert actor is not None
    assert (actor.person, actor.name, actor.capacity) == (who, "An", Capacity.OFFICER)
    assert actor.has(Duty.RECEIVE, unit=unit("KV03").id)
    assert not actor.has(Duty.LEAD, unit=unit("KV03").id)
    assert not actor.has(Duty.RECEIVE, unit=unit("03CC").id)


@pytest.mark.parametrize("duty", [Duty.RECEIVE, Duty.ASSIGN, Duty.HANDLE, Duty.ISSUE, Duty.EDIT])
def test_most_duties_see_the_own_unit_and_those_whose_work_it_took_over(post, duty):
    assert sees(post("an", "KV03", duty)) == {"KV03", "0300"}


@pytest.mark.parametrize("duty", [Duty.LEAD, Duty.SUPERVISE])
def test_who_leads_or_supervises_sees_below(post, duty):
    assert sees(post("an", "KV03", duty)) == {
        "KV03", "0300", "03CC", "03CE", "03TG", "03CD", "03EE", "03NK", "03PA",
    }  # fmt: skip


def test_a_branch_sees_itself_alone_before_and_after_it_changed_its_parent(post, unit):
    who = post("an", "03CC", Duty.HANDLE)

    actor = directory.find_officer_actor(person_id=who, on=NOON)

    assert actor is not None
    assert actor.sees == {unit("03CC").id, unit("03CC", LAST_OLD_DAY).id}


def test_supervision_at_headquarters_sees_every_unit_there_ever_was(post):
    who = post("an", "CHQ-09", Duty.SUPERVISE)

    actor = directory.find_officer_actor(person_id=who, on=NOON)

    assert actor is not None
    assert len(actor.sees) == Unit.objects.count()


def test_a_leader_of_a_department_of_the_headquarters_sees_that_department(post):
    assert sees(post("an", "CHQ-09", Duty.LEAD)) == {"CHQ-09", "TCHQ-13"}


def test_in_2018_the_units_of_2018_are_seen(post, unit):
    moment = datetime(2018, 3, 5, 5, 0, tzinfo=UTC)
    who = post("an", "0300", Duty.LEAD, since=date(2018, 3, 1))

    actor = directory.find_officer_actor(person_id=who, on=moment)

    assert actor is not None
    assert actor.sees == directory.list_below(unit("0300", LAST_OLD_DAY).id, on=moment.date())


def test_a_posting_counts_from_midnight_of_the_office_not_of_greenwich(post):
    who = post("an", "KV03", Duty.HANDLE, since=date(2026, 3, 2))

    late_evening = datetime(2026, 3, 1, 16, 59, tzinfo=UTC)
    half_past_midnight = datetime(2026, 3, 1, 17, 30, tzinfo=UTC)

    assert directory.find_officer_actor(person_id=who, on=late_evening) is None
    assert directory.find_officer_actor(person_id=who, on=half_past_midnight) is not None


def test_a_posting_that_ended_gives_nothing(post):
    who = post("an", "KV03", Duty.HANDLE)
    directory.end_posting(person_id=who, last_day=date(2026, 3, 1), by=SYSTEM, now=NOON)

    assert directory.find_officer_actor(person_id=who, on=NOON) is None


def test_a_posting_to_a_unit_that_was_wound_up_gives_nothing(post):
    who = post("an", "0300", Duty.LEAD, since=date(2018, 3, 1))

    assert directory.find_officer_actor(person_id=who, on=datetime(2025, 2, 28, 16, 59, tzinfo=UTC)) is not None
    assert directory.find_officer_actor(person_id=who, on=datetime(2025, 2, 28, 17, 0, tzinfo=UTC)) is None


def test_who_is_posted_nowhere_is_no_officer(pack, person):
    assert directory.find_officer_actor(person_id=person("an"), on=NOON) is None


def test_the_officers_of_a_unit_are_listed_by_name_and_duty(post, unit):
    post("binh", "KV03", Duty.HANDLE, Duty.LEAD, division="Phòng Thử", signs_as="KT.")
    post("an", "KV03", Duty.HANDLE)
    gone = post("chi", "KV03", Duty.HANDLE)
    User.objects.filter(pk=gone).update(is_active=False)
    post("dung", "KV02", Duty.HANDLE)

    listed = directory.list_officers(unit_id=unit("KV03").id, on=TODAY)
    leaders = directory.list_officers(unit_id=unit("KV03").id, duty=Duty.LEAD, on=TODAY)

    assert [posting.name for posting in listed] == ["An", "Binh"]
    assert [(each.name, each.division, each.signs_as, each.title.vi) for each in leaders] == [
        ("Binh", "Phòng Thử", "KT.", "Công chức")
    ]
    assert directory.list_officers(unit_id=unit("KV03").id, on=date(2026, 1, 4)) == []
