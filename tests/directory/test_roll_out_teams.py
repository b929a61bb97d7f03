"""Each unit's roll-out team is named with a telephone and the document that names it, and stands in the register."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from directory.conftest import NOON, TODAY
from haidang.directory import api as directory
from haidang.directory.contracts import Duty, TeamDuty
from haidang.kernel.errors import Invalid, Missing, Refused
from haidang.register import api as register


@pytest.fixture
def leader(post):
    """The leader of region III, acting."""
    return directory.find_officer_actor(person_id=post("truong", "KV03", Duty.LEAD), on=NOON)


def name(unit_id, by, **changes):
    given = {
        "name": "Nguyễn Văn Mẫu",
        "duty": TeamDuty.MEMBER,
        "phone": "0900000001",
        "notice": "12/TB-KV03",
        "since": TODAY,
    }
    return directory.name_member(unit_id=unit_id, by=by, now=NOON, **(given | changes))


def test_the_unit_names_its_team_and_the_head_is_called_first(leader, unit):
    name(unit("KV03").id, leader, name="An")
    name(unit("KV03").id, leader, name="Tổ trưởng", duty=TeamDuty.HEAD)

    contact = directory.list_contacts(actor=leader, unit_ids=[unit("KV03").id], on=TODAY)[unit("KV03").id]

    assert [each.name for each in contact.team] == ["Tổ trưởng", "An"]
    assert contact.head == "Truong"


def test_a_branch_s_team_may_be_named_by_the_unit_above_and_no_other(leader, unit):
    assert name(unit("03CC").id, leader).unit == unit("03CC").id

    with pytest.raises(Refused, match="đơn vị trực thuộc"):
        name(unit("KV01").id, leader)


def test_a_handling_officer_names_nobody(post, unit):
    handler = directory.find_officer_actor(person_id=post("an", "KV03", Duty.HANDLE), on=NOON)

    with pytest.raises(Refused, match="Chỉ lãnh đạo"):
        name(unit("KV03").id, handler)


@pytest.mark.parametrize("field", ["name", "phone", "notice"])
def test_who_cannot_be_called_or_was_not_named_is_not_entered(leader, unit, field):
    with pytest.raises(Invalid) as refused:
        name(unit("KV03").id, leader, **{field: " "})

    assert [each.field for each in refused.value.problems] == [field]


def test_who_is_released_is_in_the_team_until_the_last_day(leader, unit):
    member = name(unit("KV03").id, leader, since=date(2026, 2, 2))

    directory.release_member(member_id=member.id, last_day=TODAY, by=leader, now=NOON)

    assert [each.id for each in directory.list_members(actor=leader, on=TODAY)] == [member.id]
    assert directory.list_members(actor=leader, on=TODAY + timedelta(days=1)) == []
    with pytest.raises(Missing):
        directory.release_member(member_id=member.id, last_day=TODAY, by=leader, now=NOON)


def test_nobody_is_released_before_joining(leader, unit):
    member = name(unit("KV03").id, leader)

    with pytest.raises(Refused, match="sau ngày đó"):
        directory.release_member(member_id=member.id, last_day=TODAY - timedelta(days=1), by=leader, now=NOON)


def test_a_unit_that_does_not_exist_that_day_has_no_team(leader, unit):
    with pytest.raises(Refused, match="không có"):
        name(unit("KV03").id, leader, since=date(2016, 1, 4))


def test_the_units_without_a_team_are_known(leader, unit):
    name(unit("KV03").id, leader)

    missing = {each.id for each in directory.list_without_team(actor=leader, on=TODAY)}

    assert unit("KV03").id not in missing
    assert unit("03CC").id in missing
    assert unit("KV01").id not in missing


def test_a_stranger_sees_no_telephone(leader, unit, post):
    name(unit("KV03").id, leader)
    stranger = directory.find_officer_actor(person_id=post("khac", "KV01", Duty.LEAD), on=NOON)

    assert directory.list_members(actor=stranger, on=TODAY) == []
    assert directory.list_contacts(actor=stranger, unit_ids=[unit("KV03").id], on=TODAY) == {}


def test_naming_and_releasing_stand_in_the_register(leader, unit):
    member = name(unit("KV03").id, leader)
    directory.release_member(member_id=member.id, last_day=TODAY, by=leader, now=NOON)

    streams = [stream for stream, head in directory.iter_heads() if head.seq == 2]

    entries = register.list_entries(streams[0])
    assert [each.event for each in entries] == ["team_member_named", "team_member_released"]
    assert entries[0].data["notice"] == "12/TB-KV03"
