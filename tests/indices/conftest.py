"""A region that returned a few dossiers: one early, one sent back for more by the office's fault, one late and open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest

from support.procedures import at

if TYPE_CHECKING:
    from haidang.directory.contracts import UnitCard
    from haidang.kernel.actor import Actor
    from support.world import World

JUNE = (date(2026, 6, 1), date(2026, 6, 30))
NOW = at("2026-07-02 09:00")


class Region(NamedTuple):
    """The people, the unit, and the dossiers by what became of them."""

    world: World
    unit: UnitCard
    supervisor: Actor
    returned: int
    supplemented: int
    late: int


@pytest.fixture(scope="module")
def _happened(module_database: str) -> Region:
    """Three dossiers of June at one region: two decided early, one of them after a supplement, one never decided."""
    from haidang.dossiers import api as dossiers
    from support.world import VALUE, World, load_pack

    load_pack()
    world = World.populated()
    staff, filed = world.staff["KV01"], at("2026-06-02 08:30")
    returned = world.decided(VALUE, unit="KV01", now=filed)
    dossiers.return_result(dossier_id=returned, by=staff.receiver, now=filed + timedelta(days=2, hours=1))
    supplemented = world.assigned(VALUE, unit="KV01", now=at("2026-06-08 08:30"))
    _supplement(world, supplemented)
    _decide(world, supplemented)
    late = world.assigned(VALUE, unit="KV01", now=at("2026-06-03 08:30"))
    assert world.supervisor is not None
    return Region(world, staff.unit, world.supervisor, returned, supplemented, late)


@pytest.fixture
def region(_happened: Region) -> Iterator[Region]:
    """The region; what a test adds is rolled back."""
    from django.db import transaction

    from haidang.directory import table

    table.forget()
    with transaction.atomic():
        yield _happened
        transaction.set_rollback(True)
    table.forget()


def _supplement(world: World, dossier: int) -> None:
    from haidang.dossiers import api as dossiers
    from haidang.dossiers.contracts import Fault
    from support.world import VALUE, a_request

    paper = next(key for key in world.filing(VALUE, unit="KV01").papers)
    dossiers.ask_for_supplement(
        dossier_id=dossier,
        items=a_request(f"paper:{paper}"),
        reason="Cơ quan yêu cầu thêm.",
        fault=Fault.AGENCY,
        by=world.staff["KV01"].handlers[0],
        now=at("2026-06-08 15:00"),
    )
    dossiers.supplement_dossier(
        dossier_id=dossier,
        papers={paper: [world.upload(f"{paper}.pdf")]},
        answers={},
        by=world.filer.actor,
        now=at("2026-06-09 09:00"),
    )


def _decide(world: World, dossier: int) -> None:
    from haidang.dossiers import api as dossiers
    from haidang.dossiers.contracts import Outcome, Proposal

    staff = world.staff["KV01"]
    proposal = Proposal(outcome=Outcome.GRANTED, text="Chấp thuận đề nghị")
    dossiers.propose_result(dossier_id=dossier, proposal=proposal, by=staff.handlers[0], now=at("2026-06-09 14:00"))
    dossiers.approve_result(dossier_id=dossier, by=staff.leader, now=at("2026-06-10 10:00"))
    dossiers.return_result(dossier_id=dossier, by=staff.receiver, now=at("2026-06-10 11:00"))


def answered(region: Region, count: int, satisfaction: int | None = None) -> None:
    """Answers about as many other dossiers of June, rated alike, or from 1 to 5 in turn; one of each five by paper."""
    from haidang.indices.models import Answer

    for number in range(count):
        Answer.objects.create(
            dossier=900_000 + number,
            unit=region.unit.id,
            procedure="tri-gia.tham-van-cuc",
            channel="online" if number else "counter",
            officer=region.world.staff["KV01"].handlers[0].person,
            timeliness="early",
            decided_at=at("2026-06-20 09:00"),
            time=3,
            satisfaction=satisfaction or 1 + number % 5,
            text=f"Ý kiến {number}",
            answered_at=NOW,
        )
