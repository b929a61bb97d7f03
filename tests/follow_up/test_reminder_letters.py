"""A unit is written to about its late dossiers: prepared, signed and numbered by a leader, answered by the unit."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from haidang.documents import api as documents
from haidang.dossiers import api as dossiers
from haidang.follow_up import api as follow_up
from haidang.follow_up import paper
from haidang.follow_up.contracts import LetterState
from haidang.follow_up.models import Letter
from haidang.kernel.errors import Invalid, Missing, Refused
from haidang.register import api as register
from support.procedures import at
from support.world import MONDAY, VALUE

LATER = at("2026-07-20 09:00")
ANSWER_BY = at("2026-07-24 09:00").date()


@pytest.fixture
def late(world):
    """A dossier of region I that is weeks late."""
    return world.accepted(VALUE, unit="KV01", now=MONDAY)


@pytest.fixture
def prepared(world, late):
    """Prepare a letter to region I."""

    def made(**changes):
        given = {
            "unit_id": world.staff["KV01"].unit.id,
            "dossier_ids": [late],
            "text": "Đã gọi hai lần.",
            "answer_by": ANSWER_BY,
            "by": world.supervisor,
            "now": LATER,
        }
        return follow_up.prepare_letter(**(given | changes))

    return made


@pytest.fixture
def sent(world, prepared):
    """A letter that the leader of headquarters has signed."""
    uid = prepared()
    follow_up.sign_letter(uid=uid, by=world.staff["CHQ"].leader, now=LATER)
    return uid


def read(world, uid, *, by=None):
    return follow_up.get_letter(actor=by or world.supervisor, uid=uid, on=LATER.date())


def test_the_paper_of_a_letter_that_was_not_sent_goes_and_that_of_one_sent_stays(world, sent):
    letter = Letter.objects.get(uid=sent)
    second = paper.make_letter(letter, [], number="99/CHQ-ĐĐ", secret="S", by=world.staff["CHQ"].leader, now=LATER).id

    went = [
        documents.clear_unused(find_named=dossiers.find_named_files, now=LATER + timedelta(days=days))
        for days in (8, 9, 400)
    ]

    assert went == [0, 1, 0]
    assert [each.id for each in documents.get_files([second, letter.file])] == [letter.file]
    assert documents.verify_file(letter.file)


def test_a_letter_prepared_twice_is_one_unless_the_first_was_dropped(world, prepared):
    uid = prepared()
    assert prepared() == uid

    follow_up.drop_letter(uid=uid, by=world.supervisor, now=LATER)

    assert prepared() != uid


def test_the_signed_letter_lists_what_is_late_under_its_number(world, late, sent):
    stored = follow_up.open_letter(actor=world.staff["KV01"].leader, uid=sent)
    with documents.open_file(stored.id)[1] as file:
        pdf = file.read()

    text = " ".join(
        " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).replace("\xa0", " ").split()
    )
    row = dossiers.list_named(actor=world.supervisor, dossier_ids=[late])[0]
    assert "Số: 1/CHQ-ĐĐ" in text
    assert row.code in text
    assert "Đã gọi hai lần." in text
    assert "ngày làm việc" in text
    assert documents.verify(pdf).intact


def test_its_qr_code_leads_to_the_public_check_that_tells_who_issued_it_and_no_more(world, late, sent):
    stored = follow_up.open_letter(actor=world.supervisor, uid=sent)
    with documents.open_file(stored.id)[1] as file:
        text = "".join("".join(page.extract_text() for page in PdfReader(file).pages).split())

    secret = Letter.objects.get(uid=sent).secret
    found = follow_up.find_authentic(secret=secret.lower())

    assert f"/xac-thuc/#{secret}Gắn" in text
    assert "can-bo" not in text
    assert (found.number, found.unit.code, found.signed_at) == ("1/CHQ-ĐĐ", "CHQ", LATER)
    assert found.sha256 == stored.sha256
    assert not {"to", "unit_to", "dossiers", "text"} & {field.name for field in fields(found)}


@pytest.mark.parametrize("secret", ["", "  ", "SAI"])
def test_no_letter_is_found_without_its_secret(prepared, secret):
    prepared()

    assert follow_up.find_authentic(secret=secret) is None


def test_the_unit_sees_it_once_it_is_sent_and_answers(world, prepared):
    uid, unit = prepared(), world.staff["KV01"]
    with pytest.raises(Missing):
        read(world, uid, by=unit.leader)

    follow_up.sign_letter(uid=uid, by=world.staff["CHQ"].leader, now=LATER)
    waiting, _count = follow_up.list_unanswered(actor=unit.leader, unit_ids=[unit.unit.id])
    follow_up.answer_letter(uid=uid, answer="Đã trả kết quả.", by=unit.leader, now=LATER)

    assert [each.uid for each in waiting] == [uid]
    assert (read(world, uid).state, read(world, uid).answer) == (LetterState.ANSWERED, "Đã trả kết quả.")
    assert follow_up.list_unanswered(actor=unit.leader, unit_ids=[unit.unit.id]) == ([], 0)
    assert [each.event for each in register.list_entries(uid)] == ["letter_prepared", "letter_sent", "letter_answered"]


def test_numbers_of_a_unit_follow_each_other(world, prepared):
    numbers = [follow_up.sign_letter(uid=prepared(), by=world.staff["CHQ"].leader, now=LATER) for _ in range(2)]

    assert numbers == ["1/CHQ-ĐĐ", "2/CHQ-ĐĐ"]


def test_only_a_leader_of_who_writes_signs_and_only_once(world, prepared):
    uid = prepared()

    with pytest.raises(Refused, match="Chỉ lãnh đạo của đơn vị ban hành"):
        follow_up.sign_letter(uid=uid, by=world.supervisor, now=LATER)
    follow_up.sign_letter(uid=uid, by=world.staff["CHQ"].leader, now=LATER)
    with pytest.raises(Refused, match="đã được ký"):
        follow_up.sign_letter(uid=uid, by=world.staff["CHQ"].leader, now=LATER)


def test_what_was_dropped_is_neither_signed_nor_sent(world, prepared):
    uid = prepared()

    follow_up.drop_letter(uid=uid, by=world.supervisor, now=LATER)

    with pytest.raises(Refused, match="đã bỏ"):
        follow_up.sign_letter(uid=uid, by=world.staff["CHQ"].leader, now=LATER)
    assert read(world, uid).state is LetterState.DROPPED


def test_a_sent_letter_cannot_be_dropped(world, sent):
    with pytest.raises(Refused, match="đang chờ ký"):
        follow_up.drop_letter(uid=sent, by=world.supervisor, now=LATER)


def test_an_unanswered_letter_is_overdue_after_its_day(world, sent):
    assert not read(world, sent).is_overdue(ANSWER_BY)
    assert read(world, sent).is_overdue(ANSWER_BY + timedelta(days=1))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"dossier_ids": []}, "dossier"),
        ({"now": MONDAY + timedelta(hours=2), "answer_by": MONDAY.date()}, "dossier"),
        ({"answer_by": LATER.date() - timedelta(days=1)}, "answer_by"),
    ],
)
def test_a_letter_lists_what_is_late_and_leaves_time_to_answer(prepared, changes, field):
    with pytest.raises(Invalid) as refused:
        prepared(**changes)

    assert [each.field for each in refused.value.problems] == [field]


def test_dossiers_of_another_unit_are_not_listed(world, prepared):
    elsewhere = world.accepted(VALUE, unit="KV03", now=MONDAY)

    with pytest.raises(Invalid, match="của một đơn vị"):
        prepared(dossier_ids=[elsewhere])


def test_only_the_unit_answers_with_words_and_once(world, sent):
    unit = world.staff["KV01"]

    with pytest.raises(Refused, match="Chỉ đơn vị được gọi"):
        follow_up.answer_letter(uid=sent, answer="Xong.", by=world.staff["CHQ"].leader, now=LATER)
    with pytest.raises(Invalid):
        follow_up.answer_letter(uid=sent, answer=" ", by=unit.leader, now=LATER)
    follow_up.answer_letter(uid=sent, answer="Xong.", by=unit.assigner, now=LATER)
    with pytest.raises(Refused, match="chưa được trả lời"):
        follow_up.answer_letter(uid=sent, answer="Xong.", by=unit.leader, now=LATER)


def test_for_another_unit_there_is_no_such_letter(world, sent):
    stranger = world.staff["KV03"].leader

    with pytest.raises(Missing):
        read(world, sent, by=stranger)
    with pytest.raises(Missing):
        follow_up.open_letter(actor=stranger, uid=sent)
    with pytest.raises(Missing):
        follow_up.answer_letter(uid=sent, answer="Xong.", by=stranger, now=LATER)
    assert follow_up.list_letters(actor=world.filer.actor) == ([], 0)


def test_the_list_tells_how_many_were_settled_since(world, late, sent):
    assert follow_up.list_letters(actor=world.supervisor)[0][0].settled == 0

    unit = world.staff["KV01"]
    dossiers.assign_dossier(dossier_id=late, officer_id=unit.handlers[0].person, by=unit.assigner, now=LATER)
    dossiers.stop_dossier(dossier_id=late, reason="Không bổ sung.", by=unit.leader, now=LATER)

    assert follow_up.list_letters(actor=world.supervisor)[0][0].settled == 1
