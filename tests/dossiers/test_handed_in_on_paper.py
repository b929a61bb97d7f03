"""What comes on paper is entered by an officer and filed by whoever handed it in, at the moment it was handed in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import ByHand, Filer
from haidang.dossiers.lifecycle import Status
from haidang.kernel.errors import Conflict, Invalid, Missing, Refused
from support.procedures import at
from support.world import MONDAY, VALUE

HANDED_IN = MONDAY - timedelta(days=3, minutes=30)  # Friday 08:00


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def staff(world):
    """The officers of headquarters."""
    return world.staff["CHQ"]


@pytest.fixture
def paper(world, staff):
    """A complete filing that somebody brought to the counter on Friday at eight; the scans are the officer's."""
    filing = world.filing(channel="counter", by_hand=ByHand(handed_in_at=HANDED_IN))
    scans = {key: [world.upload(f"{key}.pdf", by=staff.receiver)] for key in filing.papers}
    return replace(filing, papers=scans)


def enter(filing, by, now=MONDAY):
    return dossiers.enter_dossier(filing=filing, by=by, now=now)


def wrong_fields(error):
    return {problem.field for problem in error.value.problems}


def test_the_clock_runs_from_the_moment_it_was_handed_in(staff, paper):
    dossier = enter(paper, staff.receiver).dossier

    sheet = dossiers.get_sheet(actor=staff.receiver, dossier_id=dossier)
    assert (sheet.submitted_at, sheet.channel, sheet.status) == (HANDED_IN, "counter", Status.SUBMITTED)
    assert sheet.clock.due.at == at("2026-05-29 17:00")


def test_the_filer_is_who_came_and_not_the_officer(world, staff, paper):
    dossier = enter(paper, staff.receiver).dossier

    sheet = dossiers.get_sheet(actor=staff.receiver, dossier_id=dossier)
    assert sheet.filer.name == world.filer.business.name
    assert sheet.person is None
    assert dossiers.get_sheet(actor=staff.receiver, dossier_id=dossier).may["accept"]


def test_the_register_says_who_entered_it_in_which_capacity_and_when(staff, paper):
    dossier = enter(paper, staff.receiver).dossier

    entry = dossiers.get_sheet(actor=staff.receiver, dossier_id=dossier).history[0]
    assert (entry.event, entry.person, entry.capacity, entry.unit) == (
        "submitted",
        staff.receiver.person,
        "officer",
        staff.unit.id,
    )
    assert (entry.at, entry.data["entered_at"], entry.data["channel"]) == (HANDED_IN, MONDAY.isoformat(), "counter")


def test_sent_twice_it_is_one_dossier(staff, paper):
    first, second = enter(paper, staff.receiver), enter(paper, staff.receiver, now=MONDAY + timedelta(seconds=2))

    assert (second.dossier, second.is_new) == (first.dossier, False)


def test_a_key_used_for_another_procedure_is_refused(world, staff, paper):
    enter(paper, staff.receiver)
    other = world.filing("cfs.thanh-lap", channel="post", by_hand=paper.by_hand)
    scans = {key: [world.upload(f"{key}.pdf", by=staff.receiver)] for key in other.papers}

    with pytest.raises(Conflict):
        enter(replace(other, papers=scans, key=paper.key), staff.receiver)


def test_the_business_sees_it_where_the_officer_has_connected_its_account(world, staff, paper):
    alone = enter(paper, staff.receiver).dossier
    business = world.filer.business.id
    connected = replace(paper, key=world.filing().key, by_hand=replace(paper.by_hand, followed_by=business))

    followed = enter(connected, staff.receiver).dossier

    rows, _count = dossiers.list_dossiers_of_filer(actor=world.filer.actor)
    assert [row.id for row in rows] == [followed]
    with pytest.raises(Missing):
        dossiers.get_sheet(actor=world.filer.actor, dossier_id=alone)


def test_only_an_account_of_that_tax_code_can_be_connected(world, staff, paper):
    other = replace(paper.by_hand, followed_by=world.applicants[1].business.id)

    with pytest.raises(Invalid) as wrong:
        enter(replace(paper, by_hand=other), staff.receiver)

    assert wrong_fields(wrong) == {"filer.followed"}


def test_it_cannot_have_been_handed_in_tomorrow(staff, paper):
    with pytest.raises(Invalid) as wrong:
        enter(replace(paper, by_hand=ByHand(handed_in_at=MONDAY + timedelta(minutes=1))), staff.receiver)

    assert wrong_fields(wrong) == {"filer.handed_in"}


def test_what_was_handed_in_weeks_ago_is_not_entered_any_more(staff, paper):
    with pytest.raises(Invalid) as wrong:
        enter(replace(paper, by_hand=ByHand(handed_in_at=MONDAY - timedelta(days=9))), staff.receiver)

    assert wrong_fields(wrong) == {"filer.handed_in"}


def test_a_tax_code_is_checked_by_its_check_digit(staff, paper):
    with pytest.raises(Invalid) as wrong:
        enter(replace(paper, filer=Filer(name="", tax_code="0100112438")), staff.receiver)

    assert wrong_fields(wrong) == {"filer.name", "filer.tax_code"}


def test_a_procedure_for_businesses_needs_a_tax_code(staff, paper):
    with pytest.raises(Invalid) as wrong:
        enter(replace(paper, filer=Filer(name="Công ty Thử Nghiệm")), staff.receiver)

    assert wrong_fields(wrong) == {"filer.tax_code"}


def test_a_person_files_without_a_tax_code_where_persons_may(world):
    staff = world.staff["KV01"]
    filing = world.filing(
        "nop-thue.xu-ly-nop-thua", unit="KV01", channel="counter", by_hand=ByHand(handed_in_at=HANDED_IN)
    )
    scans = {key: [world.upload(f"{key}.pdf", by=staff.receiver)] for key in filing.papers}

    dossier = enter(replace(filing, papers=scans, filer=Filer(name="Nguyễn Văn Mẫu")), staff.receiver).dossier

    assert dossiers.get_sheet(actor=staff.receiver, dossier_id=dossier).filer.name == "Nguyễn Văn Mẫu"


def test_required_papers_are_scanned(staff, paper):
    papers = {key: ids for key, ids in paper.papers.items() if key != "layout"}

    with pytest.raises(Invalid) as wrong:
        enter(replace(paper, papers=papers), staff.receiver)

    assert wrong_fields(wrong) == {"paper.layout"}


def test_only_a_receiving_officer_enters_and_only_for_the_own_unit(world, staff, paper):
    with pytest.raises(Refused):
        enter(paper, staff.handlers[0])
    with pytest.raises(Refused):
        enter(paper, world.staff["KV01"].receiver)
    with pytest.raises(Refused):
        enter(paper, world.filer.actor)


def test_an_officer_enters_nothing_for_the_own_business(staff, paper):
    own = replace(staff.receiver, belongs_to=frozenset({f"{paper.filer.tax_code}-001"}))

    with pytest.raises(Refused, match="business"):
        enter(paper, own)


def test_what_is_not_handled_here_is_not_entered_here(staff, paper):
    with pytest.raises(Refused):
        enter(replace(paper, procedure="tu-van.thu-tuc-hai-quan"), staff.receiver)


def test_a_unit_of_another_tier_does_not_take_it(world, paper):
    filing = replace(paper, unit=world.staff["KV01"].unit.id)

    with pytest.raises(Refused):
        enter(filing, world.staff["KV01"].receiver)


def test_the_whole_way_is_open_to_somebody_without_an_account(world):
    staff = world.staff["KV01"]
    filing = world.filing(VALUE, unit="KV01", channel="post", by_hand=ByHand(handed_in_at=HANDED_IN))
    scans = {key: [world.upload(f"{key}.pdf", by=staff.receiver)] for key in filing.papers}
    dossier = enter(replace(filing, papers=scans), staff.receiver).dossier

    dossiers.accept_dossier(dossier_id=dossier, by=staff.receiver, now=MONDAY)
    dossiers.issue_receipt(dossier_id=dossier, now=MONDAY)

    sheet = dossiers.get_sheet(actor=staff.receiver, dossier_id=dossier)
    assert sheet.receipt_file is not None
    assert sheet.status is Status.ACCEPTED


def test_in_the_queue_online_stands_before_what_came_by_hand_that_day(world, staff, paper):
    early, later = HANDED_IN - timedelta(minutes=30), HANDED_IN - timedelta(minutes=15)  # both before the office opens
    by_hand = enter(replace(paper, by_hand=ByHand(handed_in_at=early)), staff.receiver).dossier
    online = dossiers.submit_dossier(filing=world.filing(), by=world.filer.actor, now=later).dossier

    rows = dossiers.list_queue(actor=staff.receiver, now=HANDED_IN + timedelta(hours=1)).rows

    assert [row.id for row in rows] == [online, by_hand]


def test_the_database_holds_no_online_filing_without_its_filer(world):
    dossier = world.submitted()

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_dossier SET person = NULL WHERE id = %s", [dossier])
