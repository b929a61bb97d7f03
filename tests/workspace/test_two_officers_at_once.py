"""Two officers act at once: one succeeds, the other is told who was faster and sees the new state."""

from __future__ import annotations

import pytest

from support.desks import address, sheet_of, text


@pytest.fixture
def staff(world):
    """The officers of headquarters."""
    return world.staff["CHQ"]


def test_the_second_is_told_who_was_faster_and_sees_the_new_state(world, staff, sign_in, take):
    dossier = world.submitted()
    seen = sheet_of(dossier, staff.receiver).seen
    take(staff.receiver, dossier, "tiep-nhan")

    answer = sign_in(staff.receiver).post(
        address(dossier, "tu-choi"), {"seen": seen, "reason": "Không thuộc thẩm quyền."}
    )

    page = text(answer)
    assert answer.status_code == 409
    assert f"{staff.receiver.name} was faster and changed this dossier in the meantime." in page
    assert "Somebody else was faster</h2>" in page
    assert "needs your attention" not in page
    assert sheet_of(dossier, staff.receiver).code in page


def test_what_was_typed_is_kept_and_can_be_sent_again(world, staff, sign_in, take):
    dossier, leader = world.proposed(), staff.leader
    seen = sheet_of(dossier, leader).seen
    take(staff.handlers[0], dossier, "ghi-chu", note="Doanh nghiệp vừa gọi.")
    browser = sign_in(leader)

    refused = browser.post(address(dossier, "tra-lai"), {"seen": seen, "reason": "Thiếu biên bản."})
    newest = sheet_of(dossier, leader).seen
    again = browser.post(address(dossier, "tra-lai"), {"seen": newest, "reason": "Thiếu biên bản."})

    assert refused.status_code == 409
    assert "Thiếu biên bản." in text(refused)
    assert f'name="seen" value="{newest}"' in text(refused)
    assert again.status_code == 302


def test_a_form_whose_choices_are_gone_also_tells_who_was_faster(world, staff, sign_in, take):
    dossier, handler = world.assigned(), staff.handlers[0]
    seen = sheet_of(dossier, handler).seen
    take(handler, dossier, "xu-ly", what="finish", note="Đã kiểm tra.")

    answer = sign_in(handler).post(
        address(dossier, "xu-ly"), {"seen": seen, "what": "finish", "note": "Đã kiểm tra lần nữa."}
    )

    assert answer.status_code == 409
    assert f"{handler.name} was faster" in text(answer)
    assert "Đã kiểm tra lần nữa." in text(answer)


def test_what_the_system_added_meanwhile_surprises_nobody(world, staff, sign_in):
    from haidang.dossiers import api as dossiers
    from support.procedures import at

    dossier = world.accepted()
    seen = sheet_of(dossier, staff.assigner).seen
    dossiers.issue_receipt(dossier_id=dossier, now=at("2026-06-01 09:40"))

    answer = sign_in(staff.assigner).post(
        address(dossier, "phan-cong"), {"seen": seen, "officer": staff.handlers[0].person}
    )

    assert answer.status_code == 302
