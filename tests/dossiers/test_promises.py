"""A promised date binds the unit towards the filer; it never stands in for the law."""

from __future__ import annotations

from datetime import timedelta

import pytest

from haidang.clock.contracts import Length
from haidang.dossiers import api as dossiers
from haidang.figures import api as figures
from haidang.kernel.errors import Invalid, Refused
from support.procedures import DAYS, at
from support.world import MONDAY

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


def test_an_extension_lengthens_the_term(world):
    dossier = world.assigned()

    with pytest.raises(Invalid):
        dossiers.extend_term(
            dossier_id=dossier,
            stage="inspection",
            length=Length(0, DAYS),
            article="Luật Hải quan Điều 23",
            by=world.staff["CHQ"].leader,
            now=MONDAY + timedelta(days=1),
        )
