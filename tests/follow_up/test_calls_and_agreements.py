"""Headquarters telephones a unit about late dossiers; what is agreed comes back until somebody says what came of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from haidang.follow_up import api as follow_up
from haidang.follow_up.contracts import Calls, Kept
from haidang.kernel.actor import PUBLIC
from haidang.kernel.errors import Invalid, Missing, Refused
from haidang.register import api as register
from support.procedures import at
from support.world import MONDAY, VALUE

CALLED = at("2026-06-08 09:00")
FRIDAY = at("2026-06-12 08:00").date()


@pytest.fixture
def late(world):
    """A dossier of region I that nobody has decided a week later."""
    return world.accepted(VALUE, unit="KV01", now=MONDAY)


@pytest.fixture
def call(world, late):
    """Record a call to region I."""

    def made(**changes):
        given = {
            "unit_id": world.staff["KV01"].unit.id,
            "dossier_ids": [late],
            "reached": "Bà Lê Mẫu, Tổ trưởng",
            "at": CALLED,
            "agreed": "Trả kết quả trước thứ sáu.",
            "until": FRIDAY,
            "by": world.supervisor,
            "now": CALLED + timedelta(minutes=5),
        }
        return follow_up.record_call(**(given | changes))

    return made


def calls(actor, of=Calls.ALL, *, on=FRIDAY, **more):
    return [each.uid for each in follow_up.list_calls(actor=actor, of=of, on=on, **more)[0]]


def events_of(uid):
    return [entry.event for entry in register.list_entries(uid)]


def test_a_call_says_who_was_reached_about_what_and_what_was_agreed(world, late, call):
    uid = call()

    card = follow_up.get_call(actor=world.supervisor, uid=uid, on=FRIDAY)
    assert (card.reached, card.agreed, card.until, card.dossiers) == (
        "Bà Lê Mẫu, Tổ trưởng",
        "Trả kết quả trước thứ sáu.",
        FRIDAY,
        (late,),
    )
    assert follow_up.latest_calls(actor=world.supervisor, dossier_ids=[late])[late].at == CALLED
    assert events_of(uid) == ["call_recorded"]


def test_a_call_recorded_twice_is_one_call(world, call):
    uid = call()

    assert call() == uid
    assert call(at=CALLED + timedelta(minutes=1)) != uid
    assert len(calls(world.supervisor)) == 2
    assert events_of(uid) == ["call_recorded"]


def test_an_open_agreement_comes_back_on_its_day_and_after(world, call):
    uid = call()

    def due(day):
        return calls(world.supervisor, Calls.DUE, on=day)

    assert due(FRIDAY - timedelta(days=1)) == []
    assert due(FRIDAY) == [uid]
    assert due(FRIDAY + timedelta(days=30)) == [uid]


def test_each_list_is_paged_and_its_length_told(world, call):
    uids = [call(at=CALLED - timedelta(minutes=each)) for each in range(3)]
    call(until=FRIDAY + timedelta(days=1))

    pages = [calls(world.supervisor, Calls.DUE, page=page, size=2) for page in (1, 2, 3)]

    assert pages == [uids[:2], uids[2:], []]
    assert follow_up.list_calls(actor=world.supervisor, of=Calls.DUE, on=FRIDAY, size=2)[1] == 3
    assert follow_up.count_lists(actor=world.supervisor, on=FRIDAY) == {
        Calls.DUE: 3,
        Calls.COMING: 1,
        Calls.OPEN: 4,
        Calls.TROUBLE: 0,
        Calls.ALL: 4,
    }
    assert set(follow_up.count_lists(actor=PUBLIC, on=FRIDAY).values()) == {0}


def test_a_call_without_an_agreement_does_not_come_back(world, call):
    call(until=None, agreed="Không ai nghe máy.")

    assert calls(world.supervisor, Calls.OPEN) == []
    assert len(calls(world.supervisor)) == 1


def test_the_unit_sees_and_answers_and_headquarters_closes(world, call):
    uid, leader, later = call(), world.staff["KV01"].leader, CALLED + timedelta(days=2)

    assert calls(leader, Calls.OPEN) == [uid]
    follow_up.answer_agreement(uid=uid, answer="Đã trả kết quả sáng nay.", by=leader, now=later)
    is_trouble = follow_up.close_agreement(uid=uid, kept=Kept.KEPT, found="", by=world.supervisor, now=later)

    card = follow_up.get_call(actor=leader, uid=uid, on=FRIDAY)
    assert (card.answer, card.answered_by, card.kept) == ("Đã trả kết quả sáng nay.", leader.name, Kept.KEPT)
    assert not is_trouble
    assert calls(leader, Calls.OPEN) == []
    assert events_of(uid) == ["call_recorded", "agreement_answered", "agreement_kept"]


def test_what_is_closed_is_neither_answered_nor_closed_again(world, call):
    uid = call()
    follow_up.close_agreement(uid=uid, kept=Kept.KEPT, found="", by=world.supervisor, now=CALLED)

    with pytest.raises(Refused, match="đã được kết luận"):
        follow_up.close_agreement(uid=uid, kept=Kept.BROKEN, found="Vẫn chưa.", by=world.supervisor, now=CALLED)
    with pytest.raises(Refused, match="đã được kết luận"):
        follow_up.answer_agreement(uid=uid, answer="Xong.", by=world.staff["KV01"].leader, now=CALLED)


def broken(call, world, when):
    uid = call(at=when, until=when.date(), now=when)
    is_trouble = follow_up.close_agreement(uid=uid, kept=Kept.BROKEN, found="Chưa trả.", by=world.supervisor, now=when)
    return uid, is_trouble


def test_the_second_broken_agreement_in_ninety_days_is_marked_for_the_leader(world, call):
    _first, early = broken(call, world, CALLED)
    second, is_trouble = broken(call, world, CALLED + timedelta(days=89))

    assert (early, is_trouble) == (False, True)
    assert calls(world.staff["CHQ"].leader, Calls.TROUBLE) == [second]
    assert events_of(second)[-2:] == ["agreement_broken", "trouble_escalated"]


def test_a_broken_agreement_long_ago_is_not_repeated_trouble(world, call):
    broken(call, world, CALLED)

    assert broken(call, world, CALLED + timedelta(days=91))[1] is False


def test_the_leader_of_who_called_decides_about_repeated_trouble(world, call):
    broken(call, world, CALLED)
    uid, _ = broken(call, world, CALLED + timedelta(days=1))
    later = CALLED + timedelta(days=2)

    with pytest.raises(Refused, match="lãnh đạo của đơn vị đã gọi"):
        follow_up.decide_trouble(uid=uid, decided="Làm việc.", by=world.supervisor, now=later)
    follow_up.decide_trouble(uid=uid, decided="Mời lãnh đạo Chi cục làm việc.", by=world.staff["CHQ"].leader, now=later)

    assert calls(world.staff["CHQ"].leader, Calls.TROUBLE) == []
    assert events_of(uid)[-1] == "trouble_decided"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reached": " "}, "reached"),
        ({"agreed": ""}, "agreed"),
        ({"at": CALLED + timedelta(days=1)}, "at"),
        ({"until": CALLED.date() - timedelta(days=1)}, "until"),
        ({"dossier_ids": [999_999]}, "dossier"),
    ],
)
def test_what_cannot_be_meant_is_told_at_its_field(call, changes, field):
    with pytest.raises(Invalid) as refused:
        call(**changes)

    assert [each.field for each in refused.value.problems] == [field]


@pytest.mark.parametrize("empty", [" ", ""])
def test_a_broken_agreement_and_an_answer_need_words(world, call, empty):
    uid = call()

    with pytest.raises(Invalid):
        follow_up.close_agreement(uid=uid, kept=Kept.BROKEN, found=empty, by=world.supervisor, now=CALLED)
    with pytest.raises(Invalid):
        follow_up.answer_agreement(uid=uid, answer=empty, by=world.staff["KV01"].leader, now=CALLED)


def test_nobody_calls_or_closes_without_supervising_the_unit(world, call):
    uid = call()
    own, other, handler = world.staff["KV01"].leader, world.staff["KV03"].leader, world.staff["KV01"].handlers[0]

    with pytest.raises(Refused, match="đơn vị của chính bạn"):
        call(by=own)
    with pytest.raises(Refused, match="không thuộc phạm vi"):
        call(by=other)
    with pytest.raises(Refused, match="Chỉ lãnh đạo hoặc người giám sát"):
        call(by=handler)
    with pytest.raises(Refused, match="Chỉ đơn vị đã gọi"):
        follow_up.close_agreement(uid=uid, kept=Kept.KEPT, found="", by=own, now=CALLED)


def test_only_the_unit_that_was_called_answers(world, call):
    uid = call()

    with pytest.raises(Refused, match="Chỉ đơn vị được gọi"):
        follow_up.answer_agreement(uid=uid, answer="Xong.", by=world.staff["CHQ"].leader, now=CALLED)
    with pytest.raises(Refused, match="người phân công"):
        follow_up.answer_agreement(uid=uid, answer="Xong.", by=world.staff["KV01"].handlers[0], now=CALLED)


def test_for_a_stranger_there_is_no_such_call(world, call, late):
    uid = call()

    for stranger in (world.staff["KV03"].leader, world.filer.actor, PUBLIC):
        with pytest.raises(Missing):
            follow_up.get_call(actor=stranger, uid=uid, on=FRIDAY)
        assert follow_up.list_calls(actor=stranger, on=FRIDAY) == ([], 0)
        assert follow_up.latest_calls(actor=stranger, dossier_ids=[late]) == {}


def test_a_call_s_entries_are_part_of_the_proof(world, call):
    uid = call()

    assert uid not in {fault.stream for fault in register.verify(follow_up.iter_heads)}
