"""A promised date binds the unit towards the filer; it never stands in for the law."""

from __future__ import annotations

from datetime import timedelta

import pytest

from haidang.dossiers import api as dossiers
from haidang.figures import api as figures
from haidang.kernel.errors import Refused
from support.procedures import at
from support.world import MONDAY, a_request

NO_TERM = "hoan-thue-gtgt.chon-ngan-hang"


def late_now(world, now):
    board = figures.board(actor=world.supervisor, now=now, period=(now.date(), now.date()))
    return board.total.late


def apologise(world, dossier, promised_at, now=MONDAY + timedelta(days=2)):
    dossiers.apologise(
        dossier_id=dossier, promised_at=promised_at, reason="Cần thêm thời gian.", by=world.staff["CHQ"].leader, now=now
    )


def test_a_promise_that_has_passed_is_not_counted_as_late(world):
    world.assigned(NO_TERM)

    assert late_now(world, MONDAY + timedelta(days=60)) == 0


def test_a_legal_term_that_has_passed_is(world):
    world.assigned()

    assert late_now(world, MONDAY + timedelta(days=60)) == 1


def test_an_apology_gives_a_later_date_once(world):
    dossier = world.assigned()
    apologise(world, dossier, at("2026-06-29 17:00"))

    with pytest.raises(Refused):
        apologise(world, dossier, at("2026-07-06 17:00"))


def test_an_apology_cannot_promise_an_earlier_day_than_before(world):
    dossier = world.assigned()

    with pytest.raises(Refused):
        apologise(world, dossier, at("2026-06-10 17:00"))


def test_a_promise_does_not_lie_before_the_law_once_the_term_began_anew(world):
    dossier, handler = world.assigned(), world.staff["CHQ"].handlers[0]
    apologise(world, dossier, at("2026-06-23 17:00"), now=MONDAY + timedelta(days=1))
    dossiers.ask_for_supplement(
        dossier_id=dossier, items=a_request("paper:layout"), reason="Mờ.", by=handler, now=MONDAY + timedelta(days=2)
    )

    dossiers.supplement_dossier(
        dossier_id=dossier,
        answers={},
        papers={"layout": [world.upload("so-do.pdf", number=9)]},
        by=world.filer.actor,
        now=at("2026-06-10 09:00"),
    )

    clock = dossiers.get_sheet(actor=handler, dossier_id=dossier).clock
    assert clock.legal.at == at("2026-07-01 17:00")
    assert clock.promised == clock.legal.at


def test_a_promise_beyond_the_new_term_stands(world):
    dossier, handler = world.assigned(), world.staff["CHQ"].handlers[0]
    apologise(world, dossier, at("2026-08-03 17:00"), now=MONDAY + timedelta(days=1))
    dossiers.ask_for_supplement(
        dossier_id=dossier, items=a_request("paper:layout"), reason="Mờ.", by=handler, now=MONDAY + timedelta(days=2)
    )

    dossiers.supplement_dossier(
        dossier_id=dossier,
        answers={},
        papers={"layout": [world.upload("so-do.pdf", number=9)]},
        by=world.filer.actor,
        now=at("2026-06-10 09:00"),
    )

    assert dossiers.get_sheet(actor=handler, dossier_id=dossier).clock.promised == at("2026-08-03 17:00")
