"""A reorganisation moves open dossiers to the successor; what happened at the old unit stays counted there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from haidang.figures import api as figures
from haidang.kernel import sql
from support.procedures import at

if TYPE_CHECKING:
    from haidang.kernel.actor import Actor
    from support.world import World

FILED, AFTER = at("2025-02-20 09:00"), at("2025-03-03 09:00")
YEAR = (date(2025, 1, 1), date(2025, 12, 31))
NAMES = (
    "received",
    "accepted",
    "supplement_asked",
    "decided",
    "decided_early",
    "returned",
    "open",
    "reception",
    "late",
)


def listed(figure: str, unit: int, actor: Actor) -> int:
    """Return how long the list behind a figure of the year is."""
    from haidang.dossiers import api as dossiers

    rows = dossiers.list_counted(
        actor=actor,
        figure=figure,
        units={unit: AFTER},
        since=at("2025-01-01 00:00"),
        until=at("2026-01-01 00:00"),
        late_until=figures.late_until(AFTER),
    )
    return len(rows)


@pytest.fixture
def moved(own_database: str) -> tuple[World, int, int]:
    """A world in which a department became a region while a dossier was open there; the two units' ids."""
    from haidang.directory import api as directory
    from haidang.dossiers import api as dossiers
    from support.world import VALUE, World, load_pack

    load_pack()
    old = directory.get_unit_by_code("0100", on=FILED.date())
    world = World.populated(on=FILED, codes=("0100",))
    for _ in range(2):
        dossiers.submit_dossier(filing=world.filing(VALUE, unit="0100", now=FILED), by=world.filer.actor, now=FILED)
    closed = world.decided(VALUE, unit="0100", now=at("2025-02-10 09:00"))
    dossiers.return_result(dossier_id=closed, by=world.staff["0100"].receiver, now=at("2025-02-13 09:00"))
    dossiers.follow_successors(now=AFTER)
    return world, old.id, directory.successor_on(old.id, AFTER.date()).id


def test_open_dossiers_go_and_their_history_stays(moved: tuple[World, int, int]):
    _world, old, new = moved
    from haidang.kernel.actor import Actor, Capacity

    reader = Actor(
        person=1, capacity=Capacity.OFFICER, unit=new, sees=frozenset({old, new}), duties=frozenset({"supervise"})
    )

    board = {row.key: row.counts for row in figures.board(actor=reader, now=AFTER, period=YEAR).rows}

    assert (board[old].received, board[old].returned) == (3, 1)
    assert board[new].received == 0
    assert board[new].reception == 2


def test_the_recount_agrees(moved: tuple[World, int, int]):
    assert figures.verify(now=AFTER) == []


def test_following_again_moves_nothing(moved: tuple[World, int, int]):
    from haidang.dossiers import api as dossiers

    entries = sql.row("SELECT count(*) FROM register_entry")

    assert dossiers.follow_successors(now=AFTER) == 0
    assert sql.row("SELECT count(*) FROM register_entry") == entries


@pytest.mark.parametrize("which", ["old", "new"])
def test_each_figure_of_either_unit_is_as_long_as_its_list(moved: tuple[World, int, int], which: str):
    from haidang.kernel.actor import SYSTEM

    unit = moved[1:][which == "new"]

    counts = figures.board(actor=SYSTEM, now=AFTER, period=YEAR, units=[unit]).total

    assert {name: listed(name, unit, SYSTEM) for name in NAMES} == {name: getattr(counts, name) for name in NAMES}
    assert (counts.received, counts.reception) == ((3, 0) if which == "old" else (0, 2))


def test_the_past_of_a_unit_out_of_sight_is_not_listed(moved: tuple[World, int, int]):
    _world, old, new = moved
    from haidang.kernel.actor import Actor, Capacity

    reader = Actor(person=1, capacity=Capacity.OFFICER, unit=new, sees=frozenset({new}), duties=frozenset({"lead"}))

    assert (listed("received", old, reader), listed("received", new, reader)) == (0, 0)
