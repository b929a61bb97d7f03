"""On the dossier's screen a wrong moment is corrected by two officers, beside what was recorded first."""

from __future__ import annotations

import pytest

from support.desks import address, sheet_of, text
from support.procedures import at
from support.world import a_request


@pytest.fixture
def staff(world):
    """The officers of headquarters."""
    return world.staff["CHQ"]


@pytest.fixture
def proposed(world, staff, take):
    """A dossier whose acceptance was really at 08:40, as a handling officer says."""
    dossier = world.accepted()
    typed = {"entry": "2", "right_at": "01/06/2026 08:40", "reason": "Sổ trực ghi 08:40."}
    take(staff.handlers[0], dossier, "sua-moc", **typed)
    return dossier


def test_the_clock_leads_to_the_correction(world, staff, sign_in):
    page = text(sign_in(staff.handlers[0]).get(address(world.accepted())))

    assert "A moment is wrong?" in page


def test_each_moment_of_a_dossier_on_paper_is_named_as_officers_know_it(world, staff, sign_in, take):
    from haidang.dossiers import api as dossiers

    dossier, receiver = world.handed_in(), staff.receiver
    dossiers.ask_for_supplement(
        dossier_id=dossier, items=a_request("paper:layout"), reason="Mờ.", by=receiver, now=at("2026-06-01 10:00")
    )
    papers = {"layout": [world.upload("so-do.pdf", number=9, by=receiver)]}
    dossiers.supplement_dossier(dossier_id=dossier, answers={}, papers=papers, by=receiver, now=at("2026-06-01 14:00"))
    dossiers.accept_dossier(dossier_id=dossier, by=staff.receiver, now=at("2026-06-01 15:00"))
    handler = staff.handlers[0]
    dossiers.assign_dossier(
        dossier_id=dossier, officer_id=handler.person, by=staff.assigner, now=at("2026-06-01 15:10")
    )
    dossiers.finish_step(dossier_id=dossier, note="Đạt.", by=handler, now=at("2026-06-02 09:00"))

    form = text(sign_in(handler).get(address(dossier, "sua-moc")))

    assert ">Filed: 01/06/2026 08:30</option>" in form
    assert ">Supplement complete (1): 01/06/2026 14:00</option>" in form
    assert ">Accepted: 01/06/2026 15:00</option>" in form
    assert ">Stage ended (" in form


def test_of_an_online_dossier_only_what_officers_entered_can_be_wrong(world, staff, sign_in):
    form = text(sign_in(staff.handlers[0]).get(address(world.accepted(), "sua-moc")))

    assert ">Accepted: 01/06/2026 09:30</option>" in form
    assert ">Filed: " not in form


def test_a_proposal_waits_beside_the_clock_and_on_the_leaders_queue(proposed, staff, sign_in):
    for_handler = text(sign_in(staff.handlers[0]).get(address(proposed)))
    for_leader = text(sign_in(staff.leader).get("/can-bo/"))

    assert "waiting for a leader's countersignature" in for_handler
    assert "Answer the correction</a>" not in for_handler
    assert f"{address(proposed, 'ky-sua-moc')}#quyet-dinh" in for_leader


def test_the_leader_reads_what_is_asked_and_countersigns(proposed, staff, sign_in, take):
    form = text(sign_in(staff.leader).get(address(proposed, "ky-sua-moc")))

    page = text(take(staff.leader, proposed, "ky-sua-moc", answer="countersign"))

    assert "Sổ trực ghi 08:40." in form
    assert "<del>1 June 2026, 09:30</del> <b>1 June 2026, 08:40</b>" in page
    assert f"countersigned by {staff.leader.name}" in page
    assert "Correction countersigned: accepted at 1 June 2026, 08:40 instead of 1 June 2026, 09:30" in page


def test_the_leader_refuses_with_the_reason(proposed, staff, take):
    silent = take(staff.leader, proposed, "ky-sua-moc", answer="refuse")
    page = text(take(staff.leader, proposed, "ky-sua-moc", answer="refuse", reason="Không có căn cứ."))

    assert silent.status_code == 422
    assert f"refused by {staff.leader.name}: Không có căn cứ." in page


def test_who_proposed_is_told_that_another_must_countersign(world, staff, take, sign_in):
    dossier = world.accepted()
    take(staff.leader, dossier, "sua-moc", entry="2", right_at="01/06/2026 08:40", reason="Ghi nhầm.")

    page = text(sign_in(staff.leader).get(address(dossier, "ky-sua-moc")))

    assert "You proposed this correction yourself: another leader countersigns it." in page


@pytest.mark.parametrize(
    ("right_at", "why"),
    [
        ("chiều thứ Hai", "Write it as day/month/year hour:minute"),
        ("01/06/2026 08:00", "It must have happened between"),
    ],
)
def test_a_moment_that_cannot_be_is_answered_at_its_field(world, staff, take, right_at, why):
    dossier = world.accepted()

    answer = take(staff.handlers[0], dossier, "sua-moc", entry="2", right_at=right_at, reason="Ghi nhầm.")

    assert answer.status_code == 422
    assert why in text(answer)
    assert f'value="{right_at}"' in text(answer)
    assert sheet_of(dossier, staff.leader).corrections == ()
