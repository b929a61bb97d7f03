"""Kept figures equal a recount of the register; what differs is named, and made anew while people go on filing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from haidang.figures import api as figures
from haidang.figures.contracts import Counts, Difference
from haidang.kernel import sql
from support.procedures import ZONE, at

if TYPE_CHECKING:
    from support.world import World

LATER = at("2026-06-30 12:00")
JUNE = (date(2026, 6, 1), date(2026, 6, 30))


@pytest.fixture(scope="module")
def world(module_database: str) -> World:
    """A world in which dossiers stand at every point of their way."""
    from haidang.dossiers import api as dossiers
    from support.world import MONDAY, VALUE, World, a_request, load_pack

    load_pack()
    world = World.populated()
    chq = world.staff["CHQ"]
    world.submitted()
    world.accepted(VALUE, unit="KV01")
    world.assigned(now=MONDAY + timedelta(days=7))
    world.decided()
    returned, asked, refused = world.decided(), world.accepted(), world.submitted()
    wanted, stopped = world.submitted(), world.assigned()
    dossiers.return_result(dossier_id=returned, by=chq.receiver, now=MONDAY + timedelta(days=3))
    hour = MONDAY + timedelta(hours=3)
    request = a_request("paper:layout")
    dossiers.ask_for_supplement(dossier_id=asked, items=request, reason="Bản vẽ mờ.", by=chq.handlers[0], now=hour)
    dossiers.refuse_at_reception(dossier_id=refused, reason="Sai thẩm quyền.", by=chq.receiver, now=hour)
    dossiers.ask_to_withdraw(dossier_id=wanted, reason="Nộp nhầm.", by=world.filer.actor, now=hour)
    dossiers.stop_dossier(dossier_id=stopped, reason="Không bổ sung.", by=chq.leader, now=hour)
    return world


@pytest.fixture(scope="module")
def first_proofs(world: World) -> tuple[list[Difference], list[Difference]]:
    """What the recount said before and after the first fold, before any test touched the figures."""
    unfolded = figures.verify(now=LATER)
    figures.fold(now=LATER)
    return unfolded, figures.verify(now=LATER)


@pytest.fixture
def kept(world: World, first_proofs: object) -> World:
    """The world with right figures, whatever another test did to them."""
    figures.rebuild()
    return world


def total(world: World, *codes: str) -> Counts:
    """Return what headquarters' board shows of some units at the end of the month."""
    assert world.supervisor is not None
    units = [world.staff[code].unit.id for code in codes or ("CHQ", "KV01")]
    return figures.board(actor=world.supervisor, now=LATER, period=JUNE, units=units).total


def test_what_the_use_cases_told_equals_what_the_register_says(first_proofs):
    assert first_proofs == ([], [])


def test_the_board_shows_what_happened(kept):
    assert total(kept) == Counts(
        received=9, accepted=6, refused_at_reception=1, supplement_asked=1, decided_early=2, returned=1, stopped=1,
        reception=1, process=2, waiting=1, withdrawal=1, result=1, running=4, late=4,
    )  # fmt: skip


@pytest.mark.parametrize(
    "figure",
    [
        "received", "accepted", "refused_at_reception", "supplement_asked", "decided", "decided_early",
        "decided_on_time", "decided_late", "decided_untimed", "returned", "withdrawn", "stopped", "open", "reception",
        "process", "waiting", "withdrawal", "result", "running", "no_clock", "in_time", "late", "soon",
    ],
)  # fmt: skip
@pytest.mark.parametrize("now", [at("2026-06-15 16:59"), at("2026-06-15 17:01"), LATER])
def test_every_figure_is_as_long_as_the_list_that_makes_it_up(kept, figure, now):
    from haidang.dossiers import api as dossiers

    units = {staff.unit.id: figures.soon_until(unit_id=staff.unit.id, now=now) for staff in kept.staff.values()}

    listed = dossiers.list_counted(
        actor=kept.supervisor,
        figure=figure,
        units=units,
        since=datetime.combine(JUNE[0], time.min, ZONE),
        until=datetime.combine(JUNE[1] + timedelta(days=1), time.min, ZONE),
        late_until=figures.late_until(now),
    )

    counts = figures.board(actor=kept.supervisor, now=now, period=JUNE, units=units).total
    assert len(listed) == getattr(counts, figure)


def test_a_total_that_was_changed_is_named(kept):
    sql.execute("UPDATE figure_total SET value = value + 1 WHERE measure = 'stopped' AND span = 'day' AND channel = ''")

    (difference,) = figures.verify(now=LATER)

    assert (difference.measure, difference.span, difference.day) == ("stopped", "day", date(2026, 6, 1))
    assert (difference.kept, difference.counted) == (2, 1)
    assert str(difference).endswith("stopped, day 2026-06-01: kept 2, counted 1")


def test_a_change_too_many_is_named_in_every_total_it_would_enter(kept):
    unit = kept.staff["KV01"].unit.id
    sql.execute(
        "INSERT INTO figure_change (unit, procedure, channel, measure, due_slot, delta) "
        "VALUES (%s, 'cfs.thanh-lap', 'post', 'process', 1, 1)",
        [unit],
    )

    found = figures.verify(now=LATER)

    assert [(each.procedure, each.span, each.due_slot) for each in found] == [
        ("cfs.thanh-lap", "due", 0),
        ("cfs.thanh-lap", "open", None),
        ("cfs.thanh-lap", "running", None),
        ("cfs.thanh-lap", "slot", 0),
        ("", "due", 0),
        ("", "open", None),
        ("", "running", None),
        ("", "slot", 0),
    ]
    assert {each.kept - each.counted for each in found} == {1}


def test_rebuilding_mends_whatever_was_wrong(kept):
    right = total(kept)
    sql.execute("DELETE FROM figure_total WHERE measure IN ('received', 'process')")
    wrong = total(kept)

    figures.rebuild()

    assert wrong != right
    assert total(kept) == right
    assert figures.verify(now=LATER) == []


def test_two_rebuilds_at_once_while_people_file_leave_every_figure_right(kept):
    from haidang.dossiers import api as dossiers
    from support.world import MONDAY, VALUE

    filings = [kept.filing(VALUE, unit="KV03") for _ in range(6)]

    with ThreadPoolExecutor(3) as others:
        rebuilds = [others.submit(on_own_connection, figures.rebuild) for _ in range(2)]
        folds = others.submit(on_own_connection, lambda: figures.fold(now=LATER, size=1))
        numbers = [dossiers.submit_dossier(filing=each, by=kept.filer.actor, now=MONDAY).number for each in filings]

    assert folds.result() >= 0
    assert all(rebuild.result() for rebuild in rebuilds)
    assert total(kept, "KV03").received == len(set(numbers)) == 6
    assert figures.verify(now=LATER) == []


def on_own_connection(work):
    """Do the work in this thread and close its connection."""
    from django.db import connection

    try:
        return work()
    finally:
        connection.close()
