"""A board of most units, which is read by one walk over all of them, tells what each unit's own board tells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

import pytest

from figures.conftest import NOON, TODAY, ZONE, moved, supervisor
from haidang.dossiers.events import Standing
from haidang.figures import api as figures
from haidang.figures.contracts import Counts, total_of
from haidang.figures.handlers import on_dossier_moved

PERIODS = [
    (date(2026, 1, 1), TODAY),
    (TODAY, TODAY),
    (date(2026, 11, 9), date(2026, 11, 15)),
    (date(2025, 3, 20), date(2026, 6, 10)),
    (date(1526, 1, 1), date(2526, 12, 31)),
    (date.min, date.max),
]
CLOSING = datetime(2026, 11, 19, 17, 0, tzinfo=ZONE)


@pytest.fixture
def units(nation: Callable[[str], int]) -> list[int]:
    """All units of today; thirty of them have dossiers that came, went, and are due from a year ago to next month."""
    from haidang.directory import api as directory

    units, random = [unit.id for unit in directory.list_units(on=TODAY)], Random(4)
    for number in range(400):
        unit, begun = random.choice(units[:30]), TODAY - timedelta(days=random.randrange(700))
        standing = Standing("process", CLOSING + timedelta(minutes=15 * random.randrange(-100, 300)))
        on_dossier_moved(moved(unit, day=begun, after=standing))
        if number % 3 == 0:
            ended = begun + timedelta(days=random.randrange(60))
            on_dossier_moved(moved(unit, day=ended, before=standing, after=None, flows=("returned",)))
        if number == 200:
            figures.fold(now=NOON - timedelta(days=1))
    return units


@pytest.mark.parametrize("now", [NOON, CLOSING, CLOSING + timedelta(hours=15), NOON + timedelta(days=30)])
@pytest.mark.parametrize("period", PERIODS)
def test_it_equals_the_boards_of_the_units(units: list[int], period: tuple[date, date], now: datetime):
    whole = figures.board(actor=supervisor(*units), now=now, period=period)

    alone = [figures.board(actor=supervisor(unit), now=now, period=period) for unit in units[:31]]

    assert len(units) > 200
    assert whole.rows == tuple(row for board in alone for row in board.rows)
    assert whole.total == total_of(board.total for board in alone) != Counts()


def test_a_unit_out_of_sight_stays_out_of_it(units: list[int]):
    rows = figures.board(actor=supervisor(*units[5:]), now=NOON, period=PERIODS[0], units=units).rows

    assert {row.key for row in rows} == set(units[5:30])


def test_a_unit_without_dossiers_has_no_row_and_counts_nothing(units: list[int]):
    board = figures.board(actor=supervisor(units[40]), now=NOON, period=PERIODS[0])

    assert (board.rows, board.total) == ((), Counts())


def test_a_thousand_years_hold_all_that_ever_happened(units: list[int]):
    asked = {"actor": supervisor(*units), "now": NOON}

    found = figures.board(**asked, period=(date(1526, 1, 1), date(2526, 12, 31))).total

    assert (found.received, found.carried_over) == (400, 0)
    assert found.open + found.returned == 400
    assert found == figures.board_by_procedure(**asked, period=PERIODS[-1]).total
