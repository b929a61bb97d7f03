"""What a period began with equals a count of the dossiers that were open on its first morning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

import pytest

from figures.conftest import NOON, TODAY, ZONE, moved, supervisor
from haidang.dossiers.events import Standing
from haidang.figures import api as figures
from haidang.figures.handlers import on_dossier_moved
from haidang.kernel import sql
from support.procedures import at

PROCEDURES = ("kho-ngoai-quan.thanh-lap", "tri-gia.tham-van-cuc")
FIRST_DAYS = [date(2026, 11, 18), date(2026, 11, 9), date(2026, 6, 15), date(2026, 1, 1), date(2024, 2, 29)]
LAST_DAYS = [None, 0, 40, 400]


@pytest.fixture
def lives(nation) -> tuple[int, list[tuple[str, date, date | None]]]:
    """Three hundred dossiers of three years in one unit, half of them folded; when each began and ended."""
    unit, random = nation("KV02"), Random(3)
    told = []
    for number in range(300):
        begun = TODAY - timedelta(days=random.randrange(1000))
        ended = begun + timedelta(days=random.randrange(200))
        procedure = random.choice(PROCEDURES)
        is_open = ended > TODAY
        told.append((procedure, begun, None if is_open else ended))
        for fact in _facts(begun, None if is_open else ended, random):
            on_dossier_moved(moved(unit, procedure=procedure, **fact))
        if number == 150:
            figures.fold(now=NOON)
    return unit, told


def _facts(begun: date, ended: date | None, random: Random) -> Iterator[dict]:
    standing = Standing("reception", NOON)
    yield {"day": begun, "after": standing}
    if ended:
        flow = random.choice(["refused_at_reception", "returned", "withdrawn", "stopped"])
        yield {"day": ended, "before": standing, "after": None, "flows": (flow,)}


@pytest.mark.parametrize("procedure", [None, PROCEDURES[0]])
@pytest.mark.parametrize("length", LAST_DAYS)
@pytest.mark.parametrize("first", FIRST_DAYS)
def test_it_equals_a_count_of_who_was_open_on_the_first_morning(lives, first, length, procedure):
    unit, told = lives
    last = date(2026, 12, 31) if length is None else first + timedelta(days=length)

    board = figures.board(
        actor=supervisor(unit), now=NOON, period=(first, last), procedures=[procedure] if procedure else None
    )

    assert board.total.carried_over == sum(
        begun < first and (ended is None or ended >= first) for each, begun, ended in told if procedure in (None, each)
    )


def test_what_came_less_what_went_leads_from_the_first_morning_to_now(lives):
    unit, _told = lives

    counts = figures.board(actor=supervisor(unit), now=NOON, period=(date(2026, 1, 1), TODAY)).total

    assert counts.carried_over + counts.received - counts.closed == counts.open


def test_every_way_to_divide_it_has_the_same_sum(lives):
    unit, _told = lives
    asked = {"actor": supervisor(unit), "now": NOON, "period": (date(2026, 1, 1), date(2026, 6, 30))}

    whole = figures.board(**asked).total

    assert whole.carried_over > 0
    assert figures.board_by_procedure(**asked).total == whole
    assert figures.board_by_channel(**asked).total == whole


@pytest.mark.parametrize("first", [date(2025, 2, 15), date(2025, 3, 1), date(2025, 3, 4)])
def test_a_unit_and_the_one_that_took_over_its_work_are_exact_together(own_database, first):
    from haidang.directory import api as directory
    from haidang.dossiers import api as dossiers
    from haidang.kernel.actor import SYSTEM
    from support.world import VALUE, World, load_pack

    load_pack()
    filed, after = at("2025-02-20 09:00"), at("2025-03-03 09:00")
    world = World.populated(on=filed, codes=("0100",))
    world.submitted(VALUE, unit="0100", now=filed)
    closed = world.decided(VALUE, unit="0100", now=at("2025-02-10 09:00"))
    dossiers.return_result(dossier_id=closed, by=world.staff["0100"].receiver, now=at("2025-02-17 09:00"))
    dossiers.follow_successors(now=after)
    old = directory.get_unit_by_code("0100", on=filed.date()).id
    units = [old, directory.successor_on(old, after.date()).id]

    counts = figures.board(actor=SYSTEM, now=after, period=(first, date(2025, 12, 31)), units=units).total

    begin = datetime.combine(first, time.min, ZONE)
    recounted = sql.row(
        "SELECT count(*) FROM dossiers_dossier WHERE submitted_at < %s AND coalesce(closed_at, 'infinity') >= %s",
        [begin, begin],
    )
    listed = dossiers.list_counted(
        actor=SYSTEM,
        figure="carried_over",
        units=dict.fromkeys(units, after),
        since=begin,
        until=after,
        late_until=after,
    )
    assert counts.carried_over == len(listed) == recounted[0] == 1
