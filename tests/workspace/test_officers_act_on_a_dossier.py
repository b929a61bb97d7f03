"""An officer takes each act on a dossier from its one screen, and is told what comes next."""

from __future__ import annotations

from datetime import timedelta

import pytest

from support.desks import address, sheet_of, text
from support.procedures import at

PROMISED = "phuong-tien.so-giam-sat"  # no statutory term is known
BORDER = "xe-uu-dai.tam-nhap"  # a stage begins when the goods are presented


@pytest.fixture
def staff(world):
    """The officers of headquarters."""
    return world.staff["CHQ"]


def next_working_day():
    """A Monday to Friday some weeks from now that is no holiday of the pack."""
    from haidang.clock import api as clock
    from haidang.kernel.now import now

    return clock.opens_at_or_after(calendar=clock.standard_calendar(), moment=now() + timedelta(days=9)).date()


def test_the_one_next_action_stands_open_on_the_dossier(world, staff, sign_in):
    dossier = world.submitted()

    page = text(sign_in(staff.receiver).get(address(dossier)))

    assert "Your next action" in page
    assert f'action="{address(dossier, "tiep-nhan")}' in page


def test_who_cannot_go_on_reads_whose_turn_it_is_and_why(world, staff, sign_in):
    dossier = world.submitted()

    page = text(sign_in(staff.leader).get(address(dossier)))

    assert "Not your turn" in page
    assert "Only a receiving officer of this unit may do this." in page


def test_accepting_gives_the_code_and_says_what_comes_next(world, staff, take):
    dossier = world.submitted()

    page = text(take(staff.receiver, dossier, "tiep-nhan"))

    sheet = sheet_of(dossier, staff.receiver)
    assert sheet.status == "accepted"
    assert f"Accepted under the code {sheet.code}. The receipt goes to the filer; next: assign it." in page


def test_without_a_statutory_term_the_officer_promises_a_day_until_closing(world, take):
    region = world.staff["KV01"]
    dossier = world.submitted(PROMISED, unit="KV01")
    day = next_working_day()

    take(region.receiver, dossier, "tiep-nhan", promised_on=f"{day:%d/%m/%Y}", promise_reason="Theo khối lượng việc.")

    assert sheet_of(dossier, region.receiver).clock.promised == at(f"{day} 17:00")


def test_a_promise_on_a_day_off_is_refused_at_its_field_and_nothing_typed_is_lost(world, take):
    region = world.staff["KV01"]
    dossier = world.submitted(PROMISED, unit="KV01")
    sunday = next_working_day() + timedelta(days=6 - next_working_day().weekday())

    answer = take(
        region.receiver, dossier, "tiep-nhan", promised_on=f"{sunday:%d/%m/%Y}", promise_reason="Theo khối lượng việc."
    )

    assert answer.status_code == 422
    assert "The office is closed on that day. Choose a working day." in text(answer)
    assert "Theo khối lượng việc." in text(answer)


def test_asking_for_supplements_names_each_field_and_paper(world, staff, take):
    dossier = world.submitted()

    take(
        staff.receiver,
        dossier,
        "yeu-cau-bo-sung",
        items=["paper:layout", "field:phone"],
        **{"note:paper:layout": "Bản vẽ mờ, đề nghị quét lại."},
        reason="Chưa đủ căn cứ.",
        fault="applicant",
    )

    asked = sheet_of(dossier, staff.receiver).open_supplement
    assert {(item.kind, item.key, item.note) for item in asked.items} == {
        ("field", "phone", ""),
        ("paper", "layout", "Bản vẽ mờ, đề nghị quét lại."),
    }


def test_asking_for_nothing_says_so_and_keeps_the_notes(world, staff, take):
    dossier = world.submitted()

    answer = take(
        staff.receiver,
        dossier,
        "yeu-cau-bo-sung",
        **{"note:paper:layout": "Bản vẽ mờ."},
        reason="Chưa đủ căn cứ.",
        fault="applicant",
    )

    assert answer.status_code == 422
    assert "Mark at least one field or paper that has to be completed." in text(answer)
    assert 'value="Bản vẽ mờ."' in text(answer)


def test_refusing_to_receive_needs_its_reason(world, staff, take):
    dossier = world.submitted()

    refused = take(staff.receiver, dossier, "tu-choi", reason=" ")
    done = take(staff.receiver, dossier, "tu-choi", reason="Không thuộc thẩm quyền (Điều 11).")

    assert refused.status_code == 422
    assert sheet_of(dossier, staff.receiver).status == "refused_at_reception"
    assert "Không thuộc thẩm quyền (Điều 11)." in text(done)


def test_assigning_offers_the_handling_officers_of_the_unit(world, staff, sign_in, take):
    dossier, handler = world.accepted(), staff.handlers[1]

    offered = text(sign_in(staff.assigner).get(address(dossier)))
    take(staff.assigner, dossier, "phan-cong", officer=handler.person)

    assert handler.name in offered
    assert staff.receiver.name not in offered.split("<select", 1)[1].split("</select>")[0]
    assert sheet_of(dossier, staff.assigner).officer == handler.person


def test_finishing_a_step_takes_a_note_and_goes_on(world, staff, take):
    dossier = world.assigned()

    take(staff.handlers[0], dossier, "xu-ly", what="finish", note="Đã kiểm tra thực địa.")

    assert sheet_of(dossier, staff.leader).step.key == "propose"


def test_finishing_a_step_without_a_note_is_refused_at_the_field(world, staff, take):
    dossier = world.assigned()

    answer = take(staff.handlers[0], dossier, "xu-ly", what="finish", note="")

    assert answer.status_code == 422
    assert "id_note_error" in text(answer)


def test_a_note_stands_in_the_history(world, staff, take):
    dossier = world.assigned()

    page = text(take(staff.handlers[0], dossier, "ghi-chu", note="Đã gọi điện cho doanh nghiệp."))

    assert "Đã gọi điện cho doanh nghiệp." in page


def test_a_leader_signs_what_was_proposed_and_the_result_is_returned(world, staff, take):
    dossier = world.proposed()

    signed = text(take(staff.leader, dossier, "ky"))
    returned = text(take(staff.receiver, dossier, "tra-ket-qua"))

    sheet = sheet_of(dossier, staff.receiver)
    assert f"Signed and issued as {sheet.result_number}." in signed
    assert sheet.status == "returned"
    assert f"Signed result {sheet.result_number}" in returned


def test_proposing_a_refusal_needs_the_legal_reason(world, staff, take):
    dossier, handler = world.assigned(), staff.handlers[0]
    take(handler, dossier, "xu-ly", what="finish", note="Đã kiểm tra.")

    refused = take(handler, dossier, "de-xuat", outcome="refused", text="Chưa đủ điều kiện.", reason="")
    take(handler, dossier, "de-xuat", outcome="refused", text="Chưa đủ điều kiện.", reason="Điều 10 khoản 2.")

    assert refused.status_code == 422
    assert "Chưa đủ điều kiện." in text(refused)
    assert sheet_of(dossier, staff.leader).proposal.reason == "Điều 10 khoản 2."


def test_a_leader_sends_a_proposal_back_with_what_has_to_change(world, staff, take):
    dossier = world.proposed()

    page = text(take(staff.leader, dossier, "tra-lai", reason="Bổ sung biên bản kiểm tra."))

    assert sheet_of(dossier, staff.leader).step.key == "propose"
    assert "Bổ sung biên bản kiểm tra." in page


def test_apologising_moves_the_promised_date_and_not_the_legal_one(world, staff, take):
    dossier = world.assigned()
    before, day = sheet_of(dossier, staff.leader).clock.legal, next_working_day()

    take(staff.leader, dossier, "xin-loi", promised_on=f"{day:%d/%m/%Y}", reason="Khối lượng hồ sơ lớn.")

    clock = sheet_of(dossier, staff.leader).clock
    assert clock.promised == at(f"{day} 17:00")
    assert clock.legal.at == before.at


def test_a_second_apology_is_refused_with_the_law_and_keeps_what_was_typed(world, staff, take):
    dossier, day = world.assigned(), next_working_day()
    typed = {"promised_on": f"{day:%d/%m/%Y}", "reason": "Khối lượng hồ sơ lớn."}
    take(staff.leader, dossier, "xin-loi", **typed)

    answer = take(staff.leader, dossier, "xin-loi", **typed | {"reason": "Vẫn chưa xong."})

    assert answer.status_code == 403
    assert "The date has been moved once already; the law allows no second time." in text(answer)
    assert "Vẫn chưa xong." in text(answer)


def test_extending_names_the_article_and_moves_the_legal_term(world, staff, take):
    dossier = world.assigned()
    before = sheet_of(dossier, staff.leader).clock.legal

    page = text(
        take(
            staff.leader,
            dossier,
            "gia-han",
            stage="inspection",
            value="2",
            unit="working_days",
            article="Điều 23 khoản 2 điểm b",
        )
    )

    assert sheet_of(dossier, staff.leader).clock.legal.at > before.at
    assert "Điều 23 khoản 2 điểm b" in page


def test_stopping_says_that_it_ends_the_dossier(world, staff, sign_in, take):
    dossier = world.assigned()

    warned = text(sign_in(staff.leader).get(address(dossier, "dung")))
    take(staff.leader, dossier, "dung", reason="Doanh nghiệp không bổ sung.")

    assert "The dossier is closed and cannot be opened again." in warned
    assert sheet_of(dossier, staff.leader).status == "stopped"


@pytest.mark.parametrize(("answer", "status"), [("confirm", "withdrawn"), ("decline", "submitted")])
def test_a_withdrawal_is_confirmed_or_declined(world, staff, take, answer, status):
    from haidang.dossiers import api as dossiers

    dossier = world.submitted()
    dossiers.ask_to_withdraw(
        dossier_id=dossier, reason="Đổi kế hoạch.", by=world.filer.actor, now=at("2026-06-01 09:00")
    )

    take(staff.receiver, dossier, "rut-ho-so", answer=answer, reason="Đã có biên bản kiểm tra.")

    assert sheet_of(dossier, staff.receiver).status == status


def test_an_event_that_starts_a_stage_is_recorded_once(world, take):
    from haidang.cli.world import people
    from haidang.directory import api as directory

    since = at("2026-05-02 08:00")
    branch = people.post_staff(directory.get_unit_by_code("03CC", on=since.date()), since=since.date(), now=since)
    world.staff["03CC"] = branch
    dossier, handler = world.assigned(BORDER, unit="03CC"), branch.handlers[0]

    first = text(take(handler, dossier, "xu-ly", what="goods_presented"))
    again = text(take(handler, dossier, "xu-ly", what="goods_presented"))

    started = {stage.key: stage.started_at for stage in sheet_of(dossier, handler).clock.stages}
    assert "Recorded. The stage of the term that it starts is running." in first
    assert all(started.values())
    assert "is not one of the available choices" in again
