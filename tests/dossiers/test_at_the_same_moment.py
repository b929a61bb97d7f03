"""At the same moment, on connections of their own: one filing, one acceptance, one receipt; the others are told."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Event
from time import sleep
from typing import TYPE_CHECKING, Any

import pytest

from haidang.dossiers import api as dossiers
from haidang.kernel import sql
from haidang.kernel.errors import Conflict, Missing
from support.world import MONDAY, World, load_pack

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker

CROWD = 4
SOON = MONDAY + timedelta(hours=1)


@pytest.fixture
def world(own_database: str) -> World:
    """A world whose changes are committed, for all connections to see."""
    load_pack()
    return World.populated(codes=("CHQ",))


@pytest.fixture
def together(django_db_blocker: DjangoDbBlocker) -> Callable[[Callable[[], Any]], list[Any]]:
    """Do the same in several threads at once; return each answer, or the refusal."""
    start = Barrier(CROWD)

    def one(act: Callable[[], Any]) -> Any:
        from django.db import connection

        start.wait()
        try:
            with django_db_blocker.unblock():
                return act()
        except Conflict as conflict:
            return conflict
        finally:
            connection.close()

    def crowd(act: Callable[[], Any]) -> list[Any]:
        with ThreadPoolExecutor(CROWD) as pool:
            return list(pool.map(one, [act] * CROWD))

    return crowd


def test_a_filing_sent_several_times_at_once_is_one_dossier(world, together):
    filing = world.filing()

    filed = together(lambda: dossiers.submit_dossier(filing=filing, by=world.filer.actor, now=MONDAY))

    assert len({each.dossier for each in filed}) == 1
    assert sorted(each.is_new for each in filed) == [False] * (CROWD - 1) + [True]
    assert sql.row("SELECT count(*) FROM dossiers_dossier") == (1,)


def test_of_officers_who_accept_at_once_one_wins_and_the_others_learn_who(world, together):
    dossier, officer = world.submitted(), world.staff["CHQ"].receiver
    seen = dossiers.get_sheet(actor=officer, dossier_id=dossier).seen

    answers = together(lambda: dossiers.accept_dossier(dossier_id=dossier, by=officer, now=SOON, seen=seen))

    refused = [each for each in answers if isinstance(each, Conflict)]
    assert len(refused) == CROWD - 1
    assert all(officer.name in str(each) for each in refused)


def test_of_receipts_made_at_once_one_is_the_receipt(world, together):
    from haidang.dossiers.use_cases.deciding import issue_receipt

    dossier = world.accepted()

    made = together(lambda: issue_receipt(dossier_id=dossier, now=SOON))

    sheet = dossiers.get_sheet(actor=world.filer.actor, dossier_id=dossier)
    assert set(made) == {sheet.receipt_file}
    assert [each.event for each in sheet.history].count("receipt_issued") == 1


def test_what_is_typed_while_the_dossier_is_sent_is_not_lost_without_a_word(world, django_db_blocker):
    from django.db import connection, transaction

    filer, filing = world.filer.actor, world.filing()
    uid = dossiers.start_draft(procedure=filing.procedure, unit=filing.unit, answers={}, by=filer, now=MONDAY)
    saving = Event()

    def type_on() -> int:
        saving.set()
        try:
            with django_db_blocker.unblock():
                return dossiers.save_draft(uid=uid, answers={"site_address": "gõ thêm"}, by=filer, now=MONDAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        held = dossiers.get_draft(actor=filer, uid=uid, hold=True)
        typed = pool.submit(type_on)
        assert saving.wait(10)
        sleep(0.2)
        is_waiting = not typed.done()
        dossiers.submit_dossier(filing=replace(filing, key=held.uid, from_draft=True), by=filer, now=MONDAY)
    told = typed.exception(10)

    assert is_waiting
    assert isinstance(told, Missing)
    assert dossiers.list_drafts(actor=filer) == []
