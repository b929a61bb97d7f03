"""A board tells what came in, what stands where and what went out, the moment it is told."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from figures.conftest import NOON, NOVEMBER, TODAY, ZONE, moved, supervisor
from haidang.dossiers.events import Standing
from haidang.figures import api as figures
from haidang.figures.contracts import Counts, Row
from haidang.figures.handlers import on_dossier_moved
from haidang.kernel.actor import PUBLIC, SYSTEM, Actor, Capacity

CLOSING = datetime(2026, 11, 25, 17, 0, tzinfo=ZONE)
RECEPTION = Standing("reception", CLOSING)
PROCESS = Standing("process", CLOSING)
FILED = {"after": RECEPTION}
ACCEPTED = {"before": RECEPTION, "after": PROCESS, "flows": ("accepted",)}
WAITING = {"before": PROCESS, "after": Standing("waiting", None), "flows": ("supplement_asked",)}
COMPLETE = {"before": Standing("waiting", None), "after": PROCESS, "flows": ()}
DECIDED = {"before": PROCESS, "after": Standing("result", None), "flows": ("decided_early",)}
RETURNED = {"before": Standing("result", None), "after": None, "flows": ("returned",)}


@pytest.fixture(params=["unfolded", "folded"])
def tell(request):
    """Tell facts to the figures; every test sees the same whether they are folded or not."""

    def tell_all(*events):
        for event in events:
            on_dossier_moved(event)
        figures.fold(now=NOON) if request.param == "folded" else None

    return tell_all


@pytest.mark.parametrize(
    ("way", "counts"),
    [
        ([FILED], Counts(received=1, reception=1, running=1)),
        ([FILED, ACCEPTED], Counts(received=1, accepted=1, process=1, running=1)),
        ([FILED, ACCEPTED, WAITING], Counts(received=1, accepted=1, supplement_asked=1, waiting=1)),
        (
            [FILED, ACCEPTED, WAITING, COMPLETE],
            Counts(received=1, accepted=1, supplement_asked=1, process=1, running=1),
        ),
        ([FILED, ACCEPTED, DECIDED], Counts(received=1, accepted=1, decided_early=1, result=1)),
        ([FILED, ACCEPTED, DECIDED, RETURNED], Counts(received=1, accepted=1, decided_early=1, returned=1)),
    ],
)
def test_each_step_of_a_dossier_is_counted_where_it_stands(nation, tell, way, counts):
    unit = nation("KV02")

    tell(*(moved(unit, **step) for step in way))

    board = figures.board(actor=supervisor(unit), now=NOON, period=NOVEMBER)
    assert board.rows == (Row(key=unit, counts=counts),)
    assert board.total == counts


def test_the_total_is_the_sum_of_the_units(nation, tell):
    north, south = nation("KV01"), nation("KV02")

    tell(moved(north), moved(south), moved(south, **FILED), moved(south, **ACCEPTED))

    board = figures.board(actor=supervisor(north, south), now=NOON, period=NOVEMBER)
    assert [row.counts.received for row in board.rows] == [1, 2]
    assert board.total.received == 3
    assert board.total.open == 3


def test_only_units_in_sight_are_counted(nation, tell):
    north, south = nation("KV01"), nation("KV02")

    tell(moved(north), moved(south))

    mine = figures.board(actor=supervisor(north), now=NOON, period=NOVEMBER)
    asked = figures.board(actor=supervisor(north), now=NOON, period=NOVEMBER, units=[south])
    assert [row.key for row in mine.rows] == [north]
    assert asked.rows == ()


@pytest.mark.parametrize(
    "stranger",
    [
        PUBLIC,
        Actor(person=7, capacity=Capacity.FILER),
        Actor(person=8, capacity=Capacity.OFFICER, duties=frozenset({"handle"})),
    ],
)
def test_whoever_neither_leads_nor_supervises_reads_nothing(nation, tell, stranger):
    unit = nation("KV01")

    tell(moved(unit))

    assert figures.board(actor=stranger, now=NOON, period=NOVEMBER, units=[unit]).rows == ()
    assert figures.board_by_procedure(actor=stranger, now=NOON, period=NOVEMBER, units=[unit]).rows == ()
    assert not figures.may_read_figures(stranger)


def test_the_system_reads_the_units_it_names(nation, tell):
    unit = nation("KV01")

    tell(moved(unit))

    assert figures.board(actor=SYSTEM, now=NOON, period=NOVEMBER, units=[unit]).total.received == 1
    assert figures.may_read_figures(SYSTEM)


@pytest.mark.parametrize(
    ("period", "received"),
    [
        ((TODAY, TODAY), 1),
        ((TODAY - timedelta(days=9), TODAY - timedelta(days=1)), 1),
        ((date(2026, 10, 1), date(2026, 10, 31)), 1),
        ((date(2016, 1, 1), date(2026, 12, 31)), 4),
        ((date(2026, 12, 1), date(2026, 12, 31)), 0),
    ],
)
def test_what_happened_counts_in_its_period_and_what_is_open_at_once(nation, tell, period, received):
    unit = nation("KV01")
    days = [TODAY, date(2026, 11, 9), date(2026, 10, 31), date(2019, 3, 4)]

    tell(*(moved(unit, day=day) for day in days))

    counts = figures.board(actor=supervisor(unit), now=NOON, period=period).total
    assert (counts.received, counts.open) == (received, 4)


def test_procedures_and_channels_are_told_apart(nation, tell):
    unit, other = nation("KV01"), "cfs.thanh-lap"

    tell(moved(unit), moved(unit, procedure=other), moved(unit, procedure=other, channel="post"))

    reader = {"actor": supervisor(unit), "now": NOON, "period": NOVEMBER}
    rows = figures.board_by_procedure(**reader).rows
    by_post = figures.board_by_procedure(**reader, channel="post").rows
    assert [(row.key, row.counts.received) for row in rows] == [(other, 2), ("kho-ngoai-quan.thanh-lap", 1)]
    assert [(row.key, row.counts.received) for row in by_post] == [(other, 1)]
    assert figures.board(**reader, procedures=[other]).total.received == 2
    assert figures.board(**reader, procedures=[other], channel="online").total.open == 1


def test_a_move_that_leaves_a_dossier_where_it_is_counts_only_what_happened(nation, tell):
    unit = nation("KV01")

    tell(moved(unit, **FILED), moved(unit, before=RECEPTION, after=RECEPTION, flows=("supplement_asked",)))
    tell(moved(unit, before=RECEPTION, after=RECEPTION, flows=()))

    counts = figures.board(actor=supervisor(unit), now=NOON, period=NOVEMBER).total
    assert counts == Counts(received=1, reception=1, running=1, supplement_asked=1)


def test_the_trend_tells_every_day(nation, tell):
    unit = nation("KV01")

    tell(moved(unit), moved(unit, **ACCEPTED), moved(unit, **DECIDED), moved(unit, **RETURNED))

    period = (TODAY - timedelta(days=1), TODAY)
    yesterday, today = figures.trend(actor=supervisor(unit), period=period)
    assert (yesterday.received, yesterday.decided, yesterday.returned) == (0, 0, 0)
    assert (today.received, today.decided, today.returned) == (1, 1, 1)
    assert figures.trend(actor=supervisor(unit), period=period, channel="post")[1].received == 0
