"""An officer gets a place and duties from who may give them, one place at a time, and it stands in the register."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from directory.conftest import NOON, TODAY
from haidang.directory import api as directory
from haidang.directory.contracts import Duty
from haidang.directory.models import Posting, UnitsVersion
from haidang.kernel.actor import PUBLIC, SYSTEM
from haidang.kernel.errors import Conflict, Missing, Refused
from haidang.kernel.text import Text
from haidang.register import api as register
from haidang.register.contracts import Origin

TITLE = Text("Công chức")


@pytest.fixture
def leader(post):
    """The leader of region III, acting."""
    return directory.find_officer_actor(person_id=post("truong", "KV03", Duty.LEAD), on=NOON)


def give(person_id, unit_id, *duties, by=SYSTEM, since=TODAY, **more):
    return directory.post_officer(
        person_id=person_id, unit_id=unit_id, duties=duties, title=TITLE, since=since, by=by, now=NOON, **more
    )


def test_a_leader_posts_to_the_own_unit_and_below(leader, person, unit):
    posting = give(person("an"), unit("03CC").id, Duty.HANDLE, by=leader)

    assert (posting.unit, posting.duties) == (unit("03CC").id, frozenset({Duty.HANDLE}))


@pytest.mark.parametrize(
    ("code", "duties", "sentence"),
    [
        ("KV02", [Duty.HANDLE], "đơn vị của mình và các đơn vị trực thuộc"),
        ("KV03", [Duty.SUPERVISE], "chính bạn không có nhiệm vụ đó"),
        ("KV03", [Duty.EDIT], "chính bạn không có nhiệm vụ đó"),
    ],
)
def test_a_leader_gives_neither_elsewhere_nor_what_reaches_beyond(leader, person, unit, code, duties, sentence):
    with pytest.raises(Refused, match=sentence):
        give(person("an"), unit(code).id, *duties, by=leader)


def test_nobody_decides_about_themselves(leader, unit):
    with pytest.raises(Refused, match="phân công của chính mình"):
        give(leader.person, unit("KV03").id, Duty.ISSUE, by=leader)


def test_who_does_not_lead_posts_nobody(post, person, unit):
    clerk = directory.find_officer_actor(person_id=post("an", "KV03", Duty.HANDLE), on=NOON)

    for stranger in (clerk, PUBLIC):
        with pytest.raises(Refused, match="Chỉ lãnh đạo"):
            give(person(f"b{id(stranger)}"), unit("KV03").id, Duty.HANDLE, by=stranger)


def test_a_new_posting_ends_the_running_one_the_day_before(post, unit):
    who = post("an", "KV03", Duty.HANDLE, since=date(2026, 1, 5))

    give(who, unit("KV02").id, Duty.RECEIVE, since=TODAY)

    ended = Posting.objects.get(person_id=who, unit_id=unit("KV03").id)
    assert ended.valid_to == date(2026, 3, 1)
    actor = directory.find_officer_actor(person_id=who, on=NOON)
    assert actor is not None
    assert actor.unit == unit("KV02").id


def test_a_leader_cannot_draw_somebody_away_from_another_unit(leader, post, unit):
    elsewhere = post("an", "KV02", Duty.HANDLE)

    with pytest.raises(Refused, match="các đơn vị trực thuộc"):
        give(elsewhere, unit("KV03").id, Duty.HANDLE, by=leader)


def test_a_posting_of_the_same_or_a_later_day_is_in_the_way(post, unit):
    who = post("an", "KV03", Duty.HANDLE, since=TODAY)

    with pytest.raises(Conflict):
        give(who, unit("KV02").id, Duty.HANDLE, since=TODAY)


def test_a_posting_that_ended_before_is_not_in_the_way(post, unit):
    who = post("an", "KV03", Duty.HANDLE)
    directory.end_posting(person_id=who, last_day=date(2026, 2, 1), by=SYSTEM, now=NOON)

    give(who, unit("KV02").id, Duty.HANDLE, since=TODAY)

    assert Posting.objects.get(unit_id=unit("KV03").id).valid_to == date(2026, 2, 1)


def test_a_unit_of_another_time_takes_nobody(person, unit):
    with pytest.raises(Refused, match="Cục Hải quan Hải Phòng"):
        give(person("an"), unit("0300", date(2018, 3, 1)).id, Duty.HANDLE)


def test_person_and_unit_must_exist(person, unit):
    with pytest.raises(Missing):
        give(0, unit("KV03").id, Duty.HANDLE)
    with pytest.raises(Missing):
        give(person("an"), 0, Duty.HANDLE)


def test_a_posting_ends_on_a_day_it_has_begun(leader, post):
    who = post("an", "KV03", Duty.HANDLE)

    with pytest.raises(Refused, match="sau ngày đó"):
        directory.end_posting(person_id=who, last_day=date(2026, 1, 4), by=leader, now=NOON)
    directory.end_posting(person_id=who, last_day=TODAY, by=leader, now=NOON)
    with pytest.raises(Missing):
        directory.end_posting(person_id=who, last_day=TODAY, by=leader, now=NOON)


def test_what_happened_to_a_posting_stands_in_the_register(person, unit):
    who = person("an")
    give(who, unit("KV03").id, Duty.HANDLE, since=date(2026, 1, 5), origin=Origin.DEMO)
    directory.end_posting(person_id=who, last_day=TODAY, by=SYSTEM, now=NOON)

    entries = register.list_entries(UUID(str(Posting.objects.get().stream)))

    assert [(entry.event, entry.origin, entry.data["person"]) for entry in entries] == [
        ("officer_posted", Origin.DEMO, who),
        ("posting_ended", Origin.LIVE, who),
    ]


@pytest.mark.parametrize(
    "row",
    [
        {"valid_from": date(2026, 2, 1)},
        {"valid_from": date(2025, 12, 1), "valid_to": date(2026, 1, 5)},
        {"valid_from": date(2025, 12, 2), "valid_to": date(2025, 12, 1)},
        {"valid_from": date(2025, 12, 1), "valid_to": date(2025, 12, 2), "duties": ["rule"]},
        {"valid_from": date(2025, 12, 1), "valid_to": date(2025, 12, 2), "signs_as": "TM."},
    ],
)
def test_the_database_refuses_postings_that_cannot_be(post, unit, row):
    who = post("an", "KV03", Duty.HANDLE, since=date(2026, 1, 5))

    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(**{"person_id": who, "unit_id": unit("KV02").id, "duties": [], "title_vi": "x"} | row)


def test_rows_name_themselves_in_the_log(post, unit):
    who = post("an", "KV03", Duty.HANDLE)
    posting = Posting.objects.get(person_id=who)

    assert str(posting) == f"{who} in {posting.unit_id}"
    assert str(posting.unit) == "KV03 Chi cục Hải quan khu vực III"
    assert str(UnitsVersion.objects.get()) == str(UnitsVersion.objects.get().version)
