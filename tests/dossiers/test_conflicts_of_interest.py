"""An officer who belongs to the business that filed has no hand in its dossier."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import translation

from haidang.accounts import api as accounts
from haidang.directory import api as directory
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import ByHand
from haidang.kernel.actor import Capacity
from haidang.kernel.errors import Invalid
from support.world import MONDAY

TUESDAY = MONDAY + timedelta(days=1)
DUTIES = frozenset({"receive", "assign", "handle", "lead", "issue"})
ACTS = (
    "accept", "refuse_at_reception", "ask_for_supplement", "ask_again", "answer_withdrawal", "assign", "note",
    "record_event", "work", "propose", "approve", "return_result", "stop", "extend", "apologise",
    "propose_correction", "answer_correction",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def staff(world):
    """The officers of headquarters."""
    return world.staff["CHQ"]


@pytest.fixture
def member(world, staff):
    """A handling officer whom the owner of the business that files has confirmed as a member."""
    business, officer = world.filer.business, staff.handlers[0]
    as_filer = replace(officer, capacity=Capacity.FILER)
    asked = accounts.join_business(tax_code=business.tax_code, by=as_filer, now=MONDAY)
    accounts.confirm_member(member_id=asked.id, by=world.filer.actor, now=MONDAY)
    found = directory.find_officer_actor(person_id=officer.person, on=MONDAY)
    assert found is not None
    return found


@pytest.mark.parametrize("act", ACTS)
def test_every_act_is_refused_to_a_member_of_the_business_with_the_reason(world, staff, act):
    own = replace(staff.leader, duties=DUTIES, belongs_to=frozenset({world.filer.business.tax_code}))

    verdict = dossiers.get_sheet(actor=own, dossier_id=world.assigned()).may[act]

    assert str(verdict.refusal) == "You belong to the business that files this dossier: another officer handles it."


def test_a_membership_is_known_with_the_posting(world, member):
    assert member.belongs_to == {world.filer.business.tax_code}


def test_who_only_asked_to_join_is_no_member_yet(world, staff):
    as_filer = replace(staff.handlers[0], capacity=Capacity.FILER)
    accounts.join_business(tax_code=world.filer.business.tax_code, by=as_filer, now=MONDAY)

    found = directory.find_officer_actor(person_id=as_filer.person, on=MONDAY)

    assert found.belongs_to == frozenset()


def test_what_comes_on_paper_from_the_own_business_is_entered_by_somebody_else(world, staff):
    filing = world.filing(channel="counter", by_hand=ByHand(handed_in_at=MONDAY))
    scans = {key: [world.upload(f"{key}.pdf", by=staff.receiver)] for key in filing.papers}
    dossier = dossiers.enter_dossier(filing=replace(filing, papers=scans), by=staff.receiver, now=MONDAY).dossier
    own = replace(staff.receiver, belongs_to=frozenset({world.filer.business.tax_code}))

    by_colleague = dossiers.get_sheet(actor=staff.receiver, dossier_id=dossier).may["ask_to_withdraw"]
    by_member = dossiers.get_sheet(actor=own, dossier_id=dossier).may["ask_to_withdraw"]

    assert by_colleague
    assert "another officer handles it" in str(by_member.refusal)


def test_a_dependent_unit_is_the_same_business(world, staff):
    own = replace(staff.receiver, belongs_to=frozenset({f"{world.filer.business.tax_code}-001"}))

    assert not dossiers.get_sheet(actor=own, dossier_id=world.submitted()).may["accept"]


def test_a_member_of_another_business_is_not_touched(world, staff):
    other = replace(staff.receiver, belongs_to=frozenset({world.applicants[1].business.tax_code}))

    assert dossiers.get_sheet(actor=other, dossier_id=world.submitted()).may["accept"]


def test_the_dossier_is_not_given_to_a_member(world, staff, member):
    dossier = world.accepted()

    with pytest.raises(Invalid, match="belongs to the business") as wrong:
        dossiers.assign_dossier(dossier_id=dossier, officer_id=member.person, by=staff.assigner, now=TUESDAY)

    assert [problem.field for problem in wrong.value.problems] == ["officer"]
    colleague = staff.handlers[1].person
    dossiers.assign_dossier(dossier_id=dossier, officer_id=colleague, by=staff.assigner, now=TUESDAY)


def test_the_officer_who_filed_it_in_private_life_is_told_so(world, staff):
    own = replace(staff.receiver, person=world.filer.actor.person)

    verdict = dossiers.get_sheet(actor=own, dossier_id=world.submitted()).may["accept"]

    assert str(verdict.refusal) == "You cannot handle your own dossier."
