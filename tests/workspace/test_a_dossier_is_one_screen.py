"""Everything an officer needs to decide stands on the dossier's one screen."""

from __future__ import annotations

import re

import pytest

from support.desks import address, sheet_of, text
from support.procedures import at
from support.world import MONDAY, VALUE, a_request

LAYOUT = "paper:layout"


@pytest.fixture
def staff(world):
    """The officers of headquarters."""
    return world.staff["CHQ"]


@pytest.fixture
def supplemented(world, staff):
    """A dossier whose filer has answered a request for one field and one paper."""
    from haidang.dossiers import api as dossiers

    dossier = world.submitted()
    dossiers.ask_for_supplement(
        dossier_id=dossier,
        items=a_request(LAYOUT, "field:phone"),
        reason="Chưa đủ căn cứ.",
        by=staff.receiver,
        now=at("2026-06-01 10:00"),
    )
    dossiers.supplement_dossier(
        dossier_id=dossier,
        answers={"phone": "0243 111 2222"},
        papers={"layout": [world.upload("so-do-moi.pdf", number=9, now=MONDAY)]},
        by=world.filer.actor,
        now=at("2026-06-02 08:00"),
    )
    return dossier


def test_the_form_papers_clock_and_history_are_there(world, staff, sign_in):
    dossier = world.accepted()

    page = text(sign_in(staff.assigner).get(address(dossier)))

    assert world.filer.business.tax_code in page
    assert "layout.pdf" in page
    assert "How this date is counted" in page
    assert "Accepted under the code" in page


def test_the_step_has_its_own_time_beside_the_term(world, staff, sign_in):
    page = text(sign_in(staff.assigner).get(address(world.accepted())))

    assert "Internal time of the step" in page
    assert "Step: Assignment" in page
    assert "5 % of the term (120 working hours); no term of the law" in page


def test_a_step_that_can_only_end_with_the_term_says_so(world, sign_in):
    from haidang.dossiers import api as dossiers
    from haidang.dossiers.contracts import Outcome, Proposal

    desk, dossier = world.staff["KV01"], world.assigned(VALUE, unit="KV01")
    end = sheet_of(dossier, desk.leader).clock.due.at
    proposal = Proposal(outcome=Outcome.GRANTED, text="Chấp thuận")
    dossiers.propose_result(
        dossier_id=dossier, proposal=proposal, by=desk.handlers[0], now=end.replace(hour=end.hour - 1)
    )

    page = text(sign_in(desk.leader).get(address(dossier)))

    assert "The step “Approval” has no more internal time than the legal term leaves it." in page


def test_slips_stand_among_the_documents_and_in_the_history(world, staff, sign_in, supplemented):
    from support.slips import make_slips

    (slip,) = make_slips(supplemented)

    page = text(sign_in(staff.receiver).get(address(supplemented)))

    assert f"/tep/{slip.file}/" in page
    assert "form 02, 1 June 2026" in page
    assert "“Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ” made and signed" in page


def test_a_question_the_filer_was_not_asked_is_left_out(world, staff, sign_in):
    from haidang.dossiers import api as dossiers

    filing = world.filing()
    plain = world.filing(answers={**filing.answers, "kind": "warehouse"})
    dossier = dossiers.submit_dossier(filing=plain, by=world.filer.actor, now=MONDAY).dossier

    page = text(sign_in(staff.receiver).get(address(dossier)))

    assert "Warehouse area" in page
    assert "Volume of the warehouse" not in page


def test_a_paper_that_is_needed_and_not_there_is_marked(world, staff, sign_in):
    from haidang.dossiers import api as dossiers

    dossier = world.submitted()
    dossiers.ask_for_supplement(
        dossier_id=dossier, items=a_request(LAYOUT), reason="Mờ.", by=staff.receiver, now=at("2026-06-01 10:00")
    )

    page = text(sign_in(staff.receiver).get(address(dossier)))

    assert "asked for</span> Không đọc được, đề nghị nộp lại." in page
    assert "Waiting for the filer to answer the request for supplements." in page


def test_what_a_supplement_changed_stands_beside_what_was_there(supplemented, staff, sign_in):
    page = text(sign_in(staff.receiver).get(address(supplemented)))

    assert re.search(r"02431112222.{0,300}supplemented</span> <del>", page)
    assert "so-do-moi.pdf" in page
    assert "supplement 1" in page
    assert "Supplement 1 handed in" in page


def test_the_third_request_asks_why_the_guidance_was_not_followed(supplemented, world, staff, sign_in, take):
    from haidang.dossiers import api as dossiers

    dossiers.ask_for_supplement(
        dossier_id=supplemented, items=a_request(LAYOUT), reason="Mờ.", by=staff.receiver, now=at("2026-06-02 09:00")
    )
    dossiers.supplement_dossier(
        dossier_id=supplemented,
        answers={},
        papers={"layout": [world.upload("lan-3.pdf", number=11, now=MONDAY)]},
        by=world.filer.actor,
        now=at("2026-06-03 08:00"),
    )
    typed = {"items": [LAYOUT], "reason": "Vẫn mờ.", "fault": "applicant"}

    form = text(sign_in(staff.receiver).get(address(supplemented, "yeu-cau-bo-sung")))
    silent = take(staff.receiver, supplemented, "yeu-cau-bo-sung", **typed)
    take(staff.receiver, supplemented, "yeu-cau-bo-sung", **typed, override_reason="Bản quét vẫn mờ như trước.")

    assert "Why the earlier guidance was not followed" in form
    assert silent.status_code == 422
    assert sheet_of(supplemented, staff.receiver).open_supplement.round == 3


def test_a_file_is_saved_under_its_name_and_shown_only_when_asked(world, staff, sign_in):
    dossier = world.submitted()
    browser, file = sign_in(staff.receiver), sheet_of(dossier, staff.receiver).papers[0].file

    saved = browser.get(f"{address(dossier)}tep/{file}/")
    shown = browser.get(f"{address(dossier)}tep/{file}/?xem=1")

    assert saved["Content-Disposition"].startswith("attachment")
    assert shown["Content-Disposition"].startswith("inline")
    saved.close()
    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert b"".join(shown.streaming_content).startswith(b"%PDF")


def test_an_officer_sees_no_marks_of_how_well_a_form_is_known_but_an_editor_does(world, staff, sign_in):
    from haidang.directory import api as directory
    from haidang.directory.contracts import Duty
    from haidang.kernel.actor import SYSTEM
    from haidang.kernel.text import Text

    dossier = world.submitted()
    before = text(sign_in(staff.receiver).get(address(dossier)))
    directory.post_officer(
        person_id=staff.receiver.person,
        unit_id=staff.unit.id,
        duties=[Duty.RECEIVE, Duty.EDIT],
        title=Text("Biên tập"),
        since=at("2026-06-10 08:00").date(),
        by=SYSTEM,
        now=at("2026-06-10 08:00"),
    )

    after = text(sign_in(staff.receiver).get(address(dossier)))

    assert "from memory" not in before
    assert "from memory" in after or "uncertain" in after


def test_a_closed_dossier_says_that_nothing_is_left_to_do(world, staff, take):
    dossier = world.decided()

    page = text(take(staff.receiver, dossier, "tra-ket-qua"))

    assert "This dossier is closed. Nothing is left to do." in page
