"""The standard cost model turns hours, trips and fees into what a procedure costs, and a change into a saving."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from haidang.indices import api as indices
from haidang.indices.contracts import CostInputs
from haidang.kernel.errors import Invalid, Missing, Refused
from support.procedures import at

if TYPE_CHECKING:
    from support.world import World

NOW = at("2026-06-01 09:00")
BEFORE = CostInputs(
    papers=Decimal(4),
    hours_per_paper=Decimal(2),
    trips=Decimal(2),
    hours_per_trip=Decimal(4),
    cost_per_trip=Decimal(0),
    fees=Decimal(0),
    filings_per_year=62_500,
    wage_per_day=Decimal(240_000),
    source="Khảo sát năm 2020",
    confidence="uncertain",
)
AFTER = replace(BEFORE, trips=Decimal(0), source="Khảo sát năm 2021")


def test_the_published_saving_follows_from_its_working_days():
    published = indices.published_savings()[0]

    saved = indices.saving_of_days(Decimal(published.days), wage_per_day=Decimal(published.wage_per_day))

    assert (published.days, published.wage_per_day) == (62_500, 240_000)
    assert saved == published.vnd == 15_000_000_000


def test_two_half_day_trips_less_for_62500_filings_are_the_published_pair():
    saving = indices.saving_between(indices.cost_of(BEFORE), indices.cost_of(AFTER))

    assert (saving.vnd, saving.days) == (15_000_000_000, 62_500)
    assert saving.rate == Decimal("50.0")


def test_trips_and_fees_cost_money_beside_the_time():
    found = indices.cost_of(replace(BEFORE, cost_per_trip=Decimal(100_000), fees=Decimal(50_000), filings_per_year=10))

    assert found.hours_once == 16
    assert found.once == 2 * 240_000 + 2 * 100_000 + 50_000
    assert found.a_year == 10 * found.once
    assert found.days_a_year == 20


def test_a_procedure_that_cost_nothing_has_no_rate_of_saving():
    nothing = indices.cost_of(replace(BEFORE, filings_per_year=0))

    assert indices.saving_between(nothing, nothing).rate is None


def test_headquarters_enters_versions_that_stay_and_stand_in_the_register(world: World):
    from haidang.register import api as register
    from support.world import WAREHOUSE

    assert world.supervisor is not None
    for inputs in (BEFORE, AFTER):
        indices.enter_costs(procedure=WAREHOUSE, inputs=inputs, by=world.supervisor, now=NOW)

    first, second = indices.list_costs(actor=world.supervisor, procedure=WAREHOUSE)
    (stream, head), *_ = indices.iter_heads()
    assert (first.number, second.number) == (1, 2)
    assert (first.inputs, second.inputs) == (BEFORE, AFTER)
    assert head.seq == 2
    assert [each.event for each in register.list_entries(stream)] == ["costs_entered", "costs_entered"]


@pytest.mark.parametrize(
    "wrong", [{"papers": Decimal(-1)}, {"source": " "}, {"confidence": "certain"}, {"wage_per_day": Decimal(-1)}]
)
def test_inputs_that_cannot_be_meant_are_refused_at_their_field(world: World, wrong):
    from support.world import WAREHOUSE

    assert world.supervisor is not None
    with pytest.raises(Invalid) as told:
        indices.enter_costs(procedure=WAREHOUSE, inputs=replace(BEFORE, **wrong), by=world.supervisor, now=NOW)

    assert [each.field for each in told.value.problems] == list(wrong)


def test_only_headquarters_enters_costs_and_only_of_procedures_there_are(world: World):
    from support.world import WAREHOUSE

    assert world.supervisor is not None
    with pytest.raises(Refused):
        indices.enter_costs(procedure=WAREHOUSE, inputs=BEFORE, by=world.staff["KV01"].leader, now=NOW)
    with pytest.raises(Refused):
        indices.enter_costs(procedure=WAREHOUSE, inputs=BEFORE, by=world.filer.actor, now=NOW)
    with pytest.raises(Missing):
        indices.enter_costs(procedure="khong.co", inputs=BEFORE, by=world.supervisor, now=NOW)
    assert indices.list_costs(actor=world.filer.actor) == []
