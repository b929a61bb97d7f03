"""From the late list a reminder letter is prepared, signed by a leader, read and answered by the unit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from haidang.kernel.now import now
from haidang.look import wording
from supervision.test_headquarters_calls_a_unit import TICK, text_of


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Any) -> None:
    settings.FILES_DIR = tmp_path


@pytest.fixture
def prepared(headquarters, world):
    """The address of a letter to region I that waits for its signature."""
    unit = world.staff["KV01"].unit
    dossier = TICK.findall(text_of(headquarters.get(f"/giam-sat/don-doc/?don-vi={unit.id}")))[0]
    typed = {"text": "Đã gọi hai lần.", "answer_by": f"{wording.local(now()) + timedelta(days=4):%d/%m/%Y}"}
    return headquarters.post(f"/giam-sat/cong-van/soan/?ho-so={dossier}", typed).url


def test_a_letter_is_prepared_signed_answered_and_listed(headquarters, look, world, prepared):
    waiting = text_of(headquarters.get(prepared))
    signed = look(world.staff["CHQ"].leader.person).post(f"{prepared}ky/", follow=True)
    unit, desk = look(world.staff["KV01"].leader.person), prepared.replace("/giam-sat/", "/can-bo/don-doc/")
    shown = text_of(unit.get("/can-bo/don-doc/"))
    paper = unit.get(f"{desk}ban-ky/")
    unit.post(desk, {"answer": "Đã trả kết quả."})

    listed = text_of(headquarters.get("/giam-sat/cong-van/"))

    assert "Chỉ lãnh đạo của đơn vị ban hành mới ký công văn." in waiting
    assert "đã ký và gửi tới đơn vị" in text_of(signed)
    assert "/CHQ-ĐĐ" in shown
    assert paper["Content-Type"] == "application/pdf"
    assert b"".join(paper.streaming_content).startswith(b"%PDF")
    assert "Đã trả kết quả." in listed
    assert "0/1" in listed


def test_the_unit_does_not_see_what_nobody_signed(look, world, prepared):
    unit = look(world.staff["KV01"].leader.person)

    assert unit.get(prepared.replace("/giam-sat/", "/can-bo/don-doc/")).status_code == 404
    assert unit.get(f"{prepared}ban-ky/").status_code == 404


def test_the_register_of_letters_is_read_by_how_far_they_are(headquarters, look, world, prepared):
    def listed(state):
        return prepared in text_of(headquarters.get(f"/giam-sat/cong-van/?loc={state}"))

    before = listed("prepared"), listed("sent")
    look(world.staff["CHQ"].leader.person).post(f"{prepared}ky/")

    assert before == (True, False)
    assert (listed("prepared"), listed("sent"), listed("")) == (False, True, True)
    assert "Không có công văn nào ở tình trạng này" in text_of(headquarters.get("/giam-sat/cong-van/?loc=prepared"))


def test_who_prepared_it_may_drop_it(headquarters, prepared):
    dropped = headquarters.post(f"{prepared}bo/", follow=True)

    assert "đã bỏ" in text_of(dropped)


def test_a_day_that_is_over_is_told_at_its_field(headquarters, world):
    unit = world.staff["KV01"].unit
    dossier = TICK.findall(text_of(headquarters.get(f"/giam-sat/don-doc/?don-vi={unit.id}")))[0]

    page = text_of(headquarters.post(f"/giam-sat/cong-van/soan/?ho-so={dossier}", {"answer_by": "01/01/2026"}))

    assert "Ngày yêu cầu trả lời đã qua." in page


def test_for_another_unit_there_is_no_such_letter(headquarters, look, world, prepared):
    look(world.staff["CHQ"].leader.person).post(f"{prepared}ky/")
    other = look(world.staff["KV03"].leader.person)

    assert other.get(prepared).status_code == 404
    assert other.post(f"{prepared}ky/").status_code == 404
    assert other.get(prepared.replace("/giam-sat/", "/can-bo/don-doc/")).status_code == 404
