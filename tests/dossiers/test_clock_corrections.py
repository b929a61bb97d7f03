"""A moment recorded wrongly is corrected by a second entry that another officer countersigns; both stay in sight."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import translation

from haidang.clock.contracts import Outcome as Timeliness
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import EntryKind
from haidang.dossiers.events import DossierMoved
from haidang.kernel.errors import Conflict, Invalid, Refused
from support.procedures import at
from support.world import MONDAY, a_request

TUESDAY, JULY = MONDAY + timedelta(days=1), at("2026-07-15 09:00")
ACCEPTED = 2
"""The number of the entry of acceptance in the ledger."""


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def staff(world):
    """The officers of headquarters."""
    return world.staff["CHQ"]


@pytest.fixture
def told(world):
    """What the figures are told meanwhile."""
    from haidang.kernel import events

    seen: list[DossierMoved] = []
    events.subscribe(DossierMoved, seen.append)
    yield seen
    events._handlers[DossierMoved].remove(seen.append)


def sheet(world, dossier):
    return dossiers.get_sheet(actor=world.staff["CHQ"].leader, dossier_id=dossier)


def propose(world, dossier, *, entry=ACCEPTED, right="2026-06-01 09:00", by=None, now=TUESDAY, reason="Ghi nhầm giờ."):
    dossiers.propose_correction(
        dossier_id=dossier,
        entry=entry,
        right_at=at(right),
        reason=reason,
        by=by or world.staff["CHQ"].handlers[0],
        now=now,
    )


def countersign(world, dossier, *, by=None, now=TUESDAY):
    dossiers.countersign_correction(dossier_id=dossier, by=by or world.staff["CHQ"].leader, now=now)


def test_until_it_is_countersigned_the_clock_stays_as_it_is(world):
    dossier = world.accepted()
    before = sheet(world, dossier).clock

    propose(world, dossier, right="2026-06-01 08:45")

    after = sheet(world, dossier)
    assert after.clock == before
    assert after.open_correction.reason == "Ghi nhầm giờ."


def test_countersigned_the_clock_is_read_from_the_right_moment(world):
    dossier = world.handed_in(at=at("2026-06-02 08:30"))  # handed in and accepted on Tuesday
    dossiers.accept_dossier(dossier_id=dossier, by=world.staff["CHQ"].receiver, now=at("2026-06-02 09:30"))
    first = sheet(world, dossier).clock
    dossiers.propose_correction(
        dossier_id=dossier,
        entry=1,
        right_at=at("2026-06-01 08:30"),
        reason="Nhận từ hôm trước.",
        by=world.staff["CHQ"].handlers[0],
        now=at("2026-06-03 09:00"),
    )
    countersign(world, dossier, now=at("2026-06-03 10:00"))
    propose(world, dossier, right="2026-06-01 09:00", now=at("2026-06-03 11:00"))

    countersign(world, dossier, now=at("2026-06-03 14:00"))

    seen = sheet(world, dossier)
    assert seen.clock.legal.day == first.legal.day - timedelta(days=1)
    assert [each.number for each in seen.corrections] == [1, 2]


def test_it_stands_beside_what_was_recorded_first(world, staff):
    dossier = world.accepted()
    first = sheet(world, dossier).clock

    propose(world, dossier, right="2026-06-01 08:40")
    countersign(world, dossier)

    seen = sheet(world, dossier)
    correction = seen.corrections[0]
    assert (correction.was_at, correction.right_at) == (MONDAY + timedelta(hours=1), at("2026-06-01 08:40"))
    assert (correction.proposed_by, correction.answered_by) == (staff.handlers[0].name, staff.leader.name)
    assert seen.clock.legal_original == first.legal
    assert seen.accepted_at == MONDAY + timedelta(hours=1)
    assert "08:40 01/06/2026" in seen.clock.moves[-1].vi


def test_the_register_tells_both_the_proposal_and_the_countersignature(world, staff):
    dossier = world.accepted()

    propose(world, dossier, right="2026-06-01 08:40")
    countersign(world, dossier)

    proposed, signed = sheet(world, dossier).history[-2:]
    assert (proposed.event, proposed.name) == ("correction_proposed", staff.handlers[0].name)
    assert (signed.event, signed.name) == ("correction_countersigned", staff.leader.name)
    assert signed.data["proposed_by"] == staff.handlers[0].name
    assert (signed.data["was"], signed.data["right"]) == (proposed.data["was"], "2026-06-01T01:40:00+00:00")


def test_nobody_countersigns_the_own_proposal(world, staff):
    dossier = world.accepted()
    propose(world, dossier, right="2026-06-01 08:40", by=staff.leader)

    with pytest.raises(Refused, match="yourself"):
        countersign(world, dossier)
    with pytest.raises(Refused, match="yourself"):
        dossiers.refuse_correction(dossier_id=dossier, reason="Không.", by=staff.leader, now=TUESDAY)


def test_only_a_leader_of_the_unit_countersigns(world, staff):
    dossier = world.accepted()
    propose(world, dossier, right="2026-06-01 08:40")

    with pytest.raises(Refused, match="leader"):
        countersign(world, dossier, by=staff.receiver)
    with pytest.raises(Refused, match="leader"):
        countersign(world, dossier, by=world.staff["KV01"].leader)


def test_only_who_serves_in_the_unit_proposes(world):
    dossier = world.accepted()

    with pytest.raises(Refused):
        propose(world, dossier, right="2026-06-01 08:40", by=world.staff["KV01"].handlers[0])
    with pytest.raises(Refused):
        propose(world, dossier, right="2026-06-01 08:40", by=world.filer.actor)


def test_who_belongs_to_the_business_neither_proposes_nor_countersigns(world, staff):
    dossier, own = world.accepted(), frozenset({world.filer.business.tax_code})

    with pytest.raises(Refused, match="business"):
        propose(world, dossier, right="2026-06-01 08:40", by=replace(staff.handlers[0], belongs_to=own))
    propose(world, dossier, right="2026-06-01 08:40")
    with pytest.raises(Refused, match="business"):
        countersign(world, dossier, by=replace(staff.leader, belongs_to=own))


def test_a_refused_correction_changes_nothing_and_stays_in_sight(world, staff):
    dossier = world.accepted()
    before = sheet(world, dossier).clock
    propose(world, dossier, right="2026-06-01 08:40")

    dossiers.refuse_correction(dossier_id=dossier, reason="Sổ trực ghi đúng 09:30.", by=staff.leader, now=TUESDAY)

    seen = sheet(world, dossier)
    assert seen.clock == before
    assert (seen.corrections[0].is_countersigned, seen.corrections[0].answer) == (False, "Sổ trực ghi đúng 09:30.")
    assert seen.may["propose_correction"]


def test_refusing_needs_its_reason(world, staff):
    dossier = world.accepted()
    propose(world, dossier, right="2026-06-01 08:40")

    with pytest.raises(Invalid):
        dossiers.refuse_correction(dossier_id=dossier, reason=" ", by=staff.leader, now=TUESDAY)


def test_one_correction_waits_at_a_time(world):
    dossier = world.accepted()
    propose(world, dossier, right="2026-06-01 08:40")

    with pytest.raises(Refused, match="One at a time"):
        propose(world, dossier, right="2026-06-01 08:50")


def test_without_a_proposal_there_is_nothing_to_countersign(world):
    with pytest.raises(Refused, match="No correction"):
        countersign(world, world.accepted())


@pytest.mark.parametrize(
    ("right", "why"),
    [
        ("2026-06-01 08:29", "between"),  # before it was filed
        ("2026-06-03 09:00", "between"),  # after today
        ("2026-06-01 09:30", "already"),
    ],
)
def test_what_came_before_and_after_stays_so(world, right, why):
    dossier = world.accepted()

    with pytest.raises(Invalid, match=why):
        propose(world, dossier, right=right)


@pytest.fixture
def on_paper(world, staff):
    """A dossier handed in on Friday at ten and entered on Monday at half past eight, then accepted."""
    dossier = world.handed_in(at=at("2026-05-29 10:00"), now=MONDAY)
    dossiers.accept_dossier(dossier_id=dossier, by=staff.receiver, now=MONDAY + timedelta(hours=1))
    return dossier


def test_paper_may_have_come_earlier_or_later_but_not_after_it_stood_in_the_system(world, on_paper):
    with pytest.raises(Invalid, match="08:30 01/06/2026"):
        propose(world, on_paper, entry=1, right="2026-06-01 08:31")
    propose(world, on_paper, entry=1, right="2026-06-01 08:30")


def test_paper_cannot_have_come_before_it_could_still_be_entered(world, on_paper):
    with pytest.raises(Invalid, match="at most 5 working days before it was entered"):
        propose(world, on_paper, entry=1, right="2026-05-22 08:00")
    propose(world, on_paper, entry=1, right="2026-05-26 08:00")


@pytest.fixture
def newer_version(world):
    """The version of the dossier is in force since Thursday 28 May alone."""
    from haidang.catalogue import compiling, queries
    from haidang.catalogue.models import ProcedureVersion

    version = world.procedure().version
    body = ProcedureVersion.objects.get(pk=version).body | {"valid": {"from": "2026-05-28"}}
    queries._compiled[version] = compiling.procedure(body, version=version)
    yield
    queries.forget()


def test_paper_cannot_have_come_before_its_version_was_in_force(world, on_paper, newer_version):
    with pytest.raises(Invalid, match="00:00 28/05/2026"):
        propose(world, on_paper, entry=1, right="2026-05-27 16:00")


@pytest.mark.parametrize(("entry", "right"), [(1, "2026-06-01 08:00"), (3, "2026-06-01 11:00")])
def test_what_the_filer_sent_online_is_what_the_systems_own_clock_saw(world, staff, entry, right):
    dossier = world.submitted()
    dossiers.ask_for_supplement(
        dossier_id=dossier, items=a_request("paper:layout"), reason="Mờ.", by=staff.receiver, now=at("2026-06-01 10:00")
    )
    papers = {"layout": [world.upload("so-do.pdf", number=9)]}
    dossiers.supplement_dossier(
        dossier_id=dossier, answers={}, papers=papers, by=world.filer.actor, now=at("2026-06-01 14:00")
    )
    before = sheet(world, dossier).may["propose_correction"]
    dossiers.accept_dossier(dossier_id=dossier, by=staff.receiver, now=at("2026-06-01 15:00"))

    with pytest.raises(Invalid, match="system's own clock"):
        propose(world, dossier, entry=entry, right=right)
    assert [each.kind for each in sheet(world, dossier).correctable] == [EntryKind.ACCEPTED]
    assert "none to correct" in str(before.refusal)


def test_a_correction_that_can_no_longer_be_is_not_countersigned(world):
    from haidang.dossiers.models import Correction

    dossier = world.accepted()
    propose(world, dossier, right="2026-06-01 08:40")
    Correction.objects.filter(dossier_id=dossier).update(entry=1, kind="submitted")  # as was possible before

    with pytest.raises(Invalid, match="system's own clock"):
        countersign(world, dossier)


def test_only_a_moment_of_this_clock_can_be_corrected(world):
    with pytest.raises(Invalid, match="Choose a moment"):
        propose(world, world.accepted(), entry=9)


def test_a_correction_needs_its_reason(world):
    with pytest.raises(Invalid):
        propose(world, world.accepted(), right="2026-06-01 08:40", reason="")


def test_a_correction_into_a_closed_month_moves_the_open_dossier_and_no_past_figure(world, staff, told):
    dossier = world.handed_in(at=at("2026-07-01 08:30"))
    dossiers.accept_dossier(dossier_id=dossier, by=staff.receiver, now=at("2026-07-01 09:30"))
    told.clear()

    dossiers.propose_correction(
        dossier_id=dossier,
        entry=1,
        right_at=at("2026-06-29 10:00"),
        reason="Văn thư nhận từ tháng 6.",
        by=staff.receiver,
        now=JULY,
    )
    countersign(world, dossier, now=JULY)
    propose(world, dossier, right="2026-06-29 11:00", now=JULY)
    countersign(world, dossier, now=JULY)

    assert [(each.flows, each.day, each.before.group, each.after.group) for each in told] == [
        ((), JULY.date(), "process", "process")
    ]
    assert told[0].after.due_at < told[0].before.due_at
    assert sheet(world, dossier).accepted_at == at("2026-07-01 09:30")


def test_what_was_decided_late_stays_late_with_the_correction_beside_it(world, staff):
    dossier = world.proposed()
    dossiers.approve_result(dossier_id=dossier, by=staff.leader, now=JULY)
    late = sheet(world, dossier)
    propose(world, dossier, right="2026-06-01 09:25", now=JULY + timedelta(hours=1))

    countersign(world, dossier, now=JULY + timedelta(hours=2))

    seen = sheet(world, dossier)
    assert (seen.timeliness, seen.clock) == (late.timeliness, late.clock)
    assert seen.timeliness == Timeliness.LATE
    assert seen.corrections[0].timeliness == Timeliness.LATE


def test_closed_without_a_decision_there_is_no_date_to_correct(world, staff):
    dossier = world.submitted()
    dossiers.refuse_at_reception(dossier_id=dossier, reason="Sai nơi nộp.", by=staff.receiver, now=TUESDAY)

    with pytest.raises(Refused, match="without a decision"):
        propose(world, dossier, entry=2, right="2026-06-01 08:00")


def test_the_second_of_two_is_told_who_was_faster(world, staff):
    dossier = world.accepted()
    seen = sheet(world, dossier).seen
    propose(world, dossier, right="2026-06-01 08:40")

    with pytest.raises(Conflict, match=staff.handlers[0].name):
        dossiers.propose_correction(
            dossier_id=dossier,
            entry=ACCEPTED,
            right_at=at("2026-06-01 08:50"),
            reason="Ghi nhầm.",
            by=staff.receiver,
            now=TUESDAY,
            seen=seen,
        )


def test_the_filer_sees_the_corrected_clock_and_not_who_proposed_it(world):
    dossier = world.accepted()
    propose(world, dossier, right="2026-06-01 08:40")
    countersign(world, dossier)

    seen = dossiers.get_sheet(actor=world.filer.actor, dossier_id=dossier)

    assert seen.corrections == ()
    assert "correction_proposed" not in {entry.event for entry in seen.history}
    assert EntryKind.ACCEPTED not in {each.kind for each in seen.correctable}
