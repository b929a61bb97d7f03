"""What is entered from paper and what is corrected later is counted as the register tells it, to the last figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from figures.conftest import supervisor
from haidang.figures import api as figures
from support.procedures import at

if TYPE_CHECKING:
    from haidang.figures.contracts import Counts
    from support.world import World

JULY = at("2026-07-02 09:00")
JUNE = (date(2026, 6, 1), date(2026, 6, 30))


@pytest.fixture
def unit(own_database: str) -> tuple[World, int]:
    """A region with its people, and its id."""
    from support.world import World, load_pack

    load_pack()
    world = World.populated(codes=("KV01",))
    return world, world.staff["KV01"].unit.id


def totals(unit: int, period: tuple[date, date] = JUNE) -> Counts:
    """The unit's figures of a period as they stand in July."""
    return figures.board(actor=supervisor(unit), units=[unit], period=period, now=JULY).total


def test_paper_counts_on_the_day_it_was_handed_in_under_its_channel(unit: tuple[World, int]) -> None:
    from haidang.dossiers import api as dossiers
    from haidang.dossiers.contracts import ByHand
    from support.world import VALUE

    world, unit_id = unit
    staff = world.staff["KV01"]
    filing = world.filing(
        VALUE, unit="KV01", now=JULY, channel="counter", by_hand=ByHand(handed_in_at=at("2026-06-30 15:00"))
    )
    scans = {key: [world.upload(f"{key}.pdf", by=staff.receiver, now=JULY)] for key in filing.papers}

    dossiers.enter_dossier(filing=replace(filing, papers=scans), by=staff.receiver, now=JULY)

    assert totals(unit_id).received == 1
    assert figures.verify(now=JULY) == []


def test_a_correction_into_a_closed_month_leaves_that_month_as_it_was(unit: tuple[World, int]) -> None:
    from haidang.dossiers import api as dossiers
    from support.world import VALUE

    world, unit_id = unit
    staff = world.staff["KV01"]
    dossier = world.handed_in(VALUE, unit="KV01", at=at("2026-06-26 08:30"))
    dossiers.accept_dossier(dossier_id=dossier, by=staff.receiver, now=at("2026-06-26 09:30"))
    before = totals(unit_id)
    for entry, right in ((1, "2026-06-24 08:00"), (2, "2026-06-24 09:00")):
        now = JULY - timedelta(hours=4 - entry)
        dossiers.propose_correction(
            dossier_id=dossier, entry=entry, right_at=at(right), reason="Nhận từ hôm trước.", by=staff.receiver, now=now
        )
        dossiers.countersign_correction(dossier_id=dossier, by=staff.leader, now=now)

    after = totals(unit_id)

    assert (after.received, after.accepted) == (before.received, before.accepted) == (1, 1)
    assert (before.late, after.late) == (0, 1)
    assert totals(unit_id, (date(2026, 5, 1), date(2026, 5, 31))).received == 0
    assert figures.verify(now=JULY) == []
