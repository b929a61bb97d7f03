"""What the administration asks, refuses, puts off or stops goes out as a signed slip, form 02 to 05, made once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from haidang.documents import api as documents
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import Outcome, Proposal
from haidang.kernel.errors import Missing, Refused
from support.procedures import at
from support.slips import make_slips, read_paper
from support.world import MONDAY, a_request

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def staff(world):
    """The officers of headquarters."""
    return world.staff["CHQ"]


def sheet(world, dossier):
    return dossiers.get_sheet(actor=world.filer.actor, dossier_id=dossier)


def ask(dossier, by, now=MONDAY + timedelta(hours=1)):
    items = a_request("paper:layout", "field:site_address")
    dossiers.ask_for_supplement(dossier_id=dossier, items=items, reason="Sơ đồ bị mờ.", by=by, now=now)


def the_slip(dossier):
    (slip,) = make_slips(dossier)
    return slip, read_paper(slip.file)


def test_a_request_at_reception_names_each_thing_under_the_submission_number(world, staff):
    dossier = world.submitted()

    ask(dossier, staff.receiver)

    slip, text = the_slip(dossier)
    seen = sheet(world, dossier)
    assert (slip.kind, slip.number, slip.title) == ("supplement", "02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ")
    assert "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ" in text
    assert f"Số nộp hồ sơ: {seen.number}" in text
    assert "Sơ đồ thiết kế khu vực kho, bãi" in text
    assert "Không đọc được, đề nghị nộp lại." in text
    assert "Lý do: Sơ đồ bị mờ." in text
    assert "Đề nghị bổ sung trước: 17 giờ 00 phút, ngày 13 tháng 7 năm 2026" in text
    assert f"Người ký: {staff.receiver.name}" in text


def test_a_request_in_process_goes_by_the_dossier_code_and_the_officer_who_asks(world, staff):
    dossier, handler = world.assigned(), world.staff["CHQ"].handlers[0]

    ask(dossier, handler, now=TUESDAY)

    _slip, text = the_slip(dossier)
    assert f"Mã hồ sơ: {sheet(world, dossier).code}" in text
    assert f"Người ký: {handler.name}" in text
    assert "ngày 02 tháng 6 năm 2026" in text


def test_a_refusal_at_reception_gives_reason_and_law(world, staff):
    dossier = world.submitted()

    dossiers.refuse_at_reception(
        dossier_id=dossier, reason="Kho nằm ngoài khu vực được phép.", by=staff.receiver, now=TUESDAY
    )

    slip, text = the_slip(dossier)
    assert (slip.kind, slip.number) == ("refusal", "03")
    assert "không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau: 1. Kho nằm ngoài khu vực" in text
    assert "Nghị định 68/2016/NĐ-CP ngày 01/7/2016, Điều 10-Điều 12" in text


def test_a_refusal_after_appraisal_is_form_03_under_the_number_of_a_result(world, staff):
    dossier, handler = world.assigned(), staff.handlers[0]
    dossiers.finish_step(dossier_id=dossier, note="Kho chưa đủ điều kiện.", by=handler, now=TUESDAY)
    refusal = Proposal(outcome=Outcome.REFUSED, text="Diện tích kho dưới mức tối thiểu.", reason="Điều 10 NĐ 68/2016")
    dossiers.propose_result(dossier_id=dossier, proposal=refusal, by=handler, now=TUESDAY)

    number = dossiers.approve_result(dossier_id=dossier, by=staff.leader, now=MONDAY + timedelta(days=2))

    text = read_paper(dossiers.get_sheet(actor=staff.leader, dossier_id=dossier).result_file)
    assert "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ" in text
    assert f"Số: {number}" in text
    assert "Qua thẩm định, hồ sơ không đủ điều kiện giải quyết" in text
    assert "1. Diện tích kho dưới mức tối thiểu." in text
    assert "Căn cứ pháp lý: Điều 10 NĐ 68/2016" in text
    assert make_slips(dossier) == ()


def test_an_apology_names_the_date_that_was_promised_and_the_new_one(world, staff):
    dossier = world.assigned()

    dossiers.apologise(
        dossier_id=dossier, promised_at=at("2026-07-01 17:00"), reason="Mưa bão.", by=staff.leader, now=TUESDAY
    )

    slip, text = the_slip(dossier)
    assert (slip.kind, slip.number, slip.title) == ("apology", "04", "Văn bản xin lỗi và đề nghị gia hạn")
    assert "Thời gian hẹn trả kết quả: 17 giờ 00 phút, ngày 22 tháng 6 năm 2026" in text
    assert "1. Mưa bão." in text
    assert "sẽ trả kết quả giải quyết hồ sơ vào: 17 giờ 00 phút, ngày 01 tháng 7 năm 2026" in text
    assert f"Người ký: {staff.leader.name}" in text


def test_a_confirmed_withdrawal_is_form_05_with_the_request_it_answers(world, staff):
    dossier = world.assigned()
    dossiers.ask_to_withdraw(dossier_id=dossier, reason="Đổi địa điểm kho.", by=world.filer.actor, now=TUESDAY)

    dossiers.confirm_withdrawal(dossier_id=dossier, by=staff.receiver, now=TUESDAY + timedelta(hours=2))

    slip, text = the_slip(dossier)
    assert (slip.kind, slip.number) == ("stop", "05")
    assert "Theo yêu cầu của Ông/Bà gửi lúc 08 giờ 30 phút, ngày 02 tháng 6 năm 2026" in text
    assert "kể từ 10 giờ 30 phút, ngày 02 tháng 6 năm 2026" in text
    assert "Lý do: Đổi địa điểm kho." in text
    assert "Căn cứ pháp lý: Nghị định 118/2025 Điều 21; Thông tư 03/2025/TT-VPCP Điều 7" in text


def test_a_declined_withdrawal_has_no_slip(world, staff):
    dossier = world.assigned()
    dossiers.ask_to_withdraw(dossier_id=dossier, reason="", by=world.filer.actor, now=TUESDAY)

    dossiers.decline_withdrawal(dossier_id=dossier, reason="Đã có quyết định.", by=staff.receiver, now=TUESDAY)

    assert make_slips(dossier) == ()


def test_a_stop_by_the_unit_gives_its_own_reason(world, staff):
    dossier = world.assigned()

    dossiers.stop_dossier(dossier_id=dossier, reason="Quá hạn bổ sung.", by=staff.leader, now=TUESDAY)

    _slip, text = the_slip(dossier)
    assert "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ" in text
    assert "Lý do: Quá hạn bổ sung." in text
    assert "Theo yêu cầu" not in text


def test_under_rules_that_know_no_form_05_a_stop_has_none(world, staff):
    from haidang.dossiers.models import Dossier

    dossier = world.assigned()
    Dossier.objects.filter(pk=dossier).update(rule_pack="one-stop-2018")

    dossiers.stop_dossier(dossier_id=dossier, reason="Quá hạn bổ sung.", by=staff.leader, now=TUESDAY)

    stopped = sheet(world, dossier).history[-1]
    assert make_slips(dossier) == ()
    with pytest.raises(Refused):
        dossiers.issue_slip(dossier_id=dossier, entry=stopped.seq, now=TUESDAY)


def test_a_second_run_finds_the_slip_made_and_the_register_names_it_once(world, staff):
    dossier = world.submitted()
    ask(dossier, staff.receiver)

    first = make_slips(dossier)
    again = make_slips(dossier)

    told = [each for each in sheet(world, dossier).history if each.event == "slip_issued"]
    (stored,) = documents.get_files([first[0].file])
    assert first == again
    assert [each.data["sha256"] for each in told] == [stored.sha256]


def test_a_slip_says_what_was_told_then_however_the_dossier_went_on(world, staff):
    dossier = world.submitted()
    ask(dossier, staff.receiver)
    dossiers.supplement_dossier(
        dossier_id=dossier,
        answers={"site_address": "Số 5 đường Mới"},
        papers={"layout": [world.upload("so-do.pdf", number=9)]},
        by=world.filer.actor,
        now=TUESDAY,
    )

    slip, text = the_slip(dossier)

    assert "Lý do: Sơ đồ bị mờ." in text
    assert "ngày 01 tháng 6 năm 2026" in text
    assert slip.issued_at == MONDAY + timedelta(hours=1)


def test_the_slip_is_no_conflict_for_an_officer_who_looked_before_it_was_made(world, staff):
    dossier, handler = world.assigned(), staff.handlers[0]
    ask(dossier, handler, now=TUESDAY)
    seen = sheet(world, dossier).seen
    make_slips(dossier)

    dossiers.stop_dossier(dossier_id=dossier, reason="Quá hạn.", by=staff.leader, now=TUESDAY, seen=seen)

    assert sheet(world, dossier).status == "stopped"


def test_a_stranger_cannot_open_a_slip(world, staff):
    dossier = world.submitted()
    ask(dossier, staff.receiver)
    (slip,) = make_slips(dossier)

    with pytest.raises(Missing):
        dossiers.open_document(actor=world.applicants[1].actor, dossier_id=dossier, file_id=slip.file)

    assert dossiers.open_document(actor=world.filer.actor, dossier_id=dossier, file_id=slip.file).id == slip.file
