"""Inputs of indices that others compute: counted from what is known, empty where nothing is, nothing invented."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from haidang.indices import api as indices
from haidang.indices.contracts import CostInputs
from indices.conftest import JUNE, NOW, answered
from support.world import VALUE

if TYPE_CHECKING:
    from haidang.indices.contracts import Measured
    from haidang.kernel.actor import Actor
    from indices.conftest import Region

COSTS = CostInputs(
    papers=Decimal(4),
    hours_per_paper=Decimal(1),
    trips=Decimal(1),
    hours_per_trip=Decimal(4),
    cost_per_trip=Decimal(100_000),
    fees=Decimal(20_000),
    filings_per_year=100,
    wage_per_day=Decimal(240_000),
    source="Khảo sát",
    confidence="uncertain",
)


def measured(region: Region, *, actor: Actor | None = None, period: tuple[date, date] = JUNE) -> dict[str, Measured]:
    found = indices.measure_inputs(
        actor=actor or region.supervisor,
        units=[region.unit.id],
        unit_id=region.unit.id,
        period=period,
        zone=NOW.tzinfo,
        now=NOW,
    )
    return {each.index.code: each for scheme in found for each in scheme.indices}


def test_what_is_decided_and_what_is_open_are_told_apart(region):
    found = measured(region)

    assert (found["PAR-1"].numerator.value, found["PAR-1"].denominator.value, found["PAR-1"].value) == (2, 2, 100)
    assert (found["PAR-2"].numerator.value, found["PAR-2"].denominator.value) == (1, 1)


def test_a_supplement_through_the_offices_fault_is_counted_and_listed(region):
    found = measured(region)["PAR-3"]

    assert (found.numerator.value, found.denominator.value) == (1, 2)
    listed = indices.list_scored(
        actor=region.supervisor, units=[region.unit.id], period=JUNE, zone=NOW.tzinfo, having="sent_back"
    )
    assert [each.row.id for each in listed] == [region.supplemented]


def test_lists_hold_as_many_as_the_fraction_says(region):
    found = measured(region)

    for code, having in (("PAR-9", "result"), ("PAR-10", "papers")):
        listed = indices.list_scored(
            actor=region.supervisor, units=[region.unit.id], period=JUNE, zone=NOW.tzinfo, having=having
        )
        assert len(listed) == found[code].numerator.value


def test_time_is_told_in_hours_and_papers_by_procedure(region):
    found = measured(region)

    assert found["TAB-1"].value == Decimal(found["TAB-1"].numerator.value) / 2
    assert found["TAB-2"].denominator.value == len(_behind(region))
    assert found["TAB-2"].numerator.value == sum(each.papers for each in _behind(region))


def test_costs_are_weighed_by_what_was_filed_where_inputs_are_known(region):
    assert measured(region)["TAB-4"].value is None

    indices.enter_costs(procedure=VALUE, inputs=COSTS, by=region.supervisor, now=NOW)

    found = measured(region)
    assert found["TAB-3"].value == 8
    assert found["TAB-4"].value == 8 * 30_000 + 100_000 + 20_000
    assert found["TAB-5"].value == 20_000


def test_few_answers_say_nothing(region):
    answered(region, 4, satisfaction=5)
    assert measured(region)["PAR-11"].value is None

    answered_more(region)

    assert measured(region)["PAR-11"].value == 60


def test_a_part_is_not_told_beside_the_whole(region):
    from haidang.indices.models import Answer

    answered(region, 10)
    alone = measured(region)["PAR-11"].value
    Answer.objects.filter(pk=Answer.objects.latest("pk").pk).update(unit=region.world.filing().unit)

    assert (alone is None, measured(region)["PAR-11"].value) == (False, None)


def answered_more(region: Region) -> None:
    """Replace the answers by ten rated from 1 to 5 in turn."""
    from haidang.indices.models import Answer

    Answer.objects.all().delete()
    answered(region, 10)


def test_what_is_not_carried_has_no_value_and_says_where_it_would_come_from(region):
    lacking = [each for each in measured(region).values() if each.index.missing]

    assert {each.index.code for each in lacking} == {"PAR-12", "PAR-13", "TAB-7", "TAB-8", "TAB-9"}
    assert all(each.value is None and each.index.comes_from for each in lacking)


def test_no_source_is_claimed_without_saying_how_well_it_is_known(region):
    for scheme in indices.input_schemes():
        assert (scheme.source is None) == (scheme.confidence is None)
        assert all((each.source is None) == (each.confidence is None) for each in scheme.indices)
        assert all(each.most is None and each.target is None for each in scheme.indices)


def test_a_stranger_reads_nothing(region):
    filer = region.world.filer.actor

    assert all(each.value is None for each in measured(region, actor=filer).values())
    assert _behind(region, actor=filer) == []


def test_a_period_without_dossiers_divides_by_nothing(region):
    found = measured(region, period=(date(2016, 1, 1), date(2016, 12, 31)))

    assert found["PAR-1"].value is None
    assert found["TAB-1"].is_empty


def _behind(region: Region, *, actor: Actor | None = None):
    return indices.list_procedures_behind(
        actor=actor or region.supervisor, units=[region.unit.id], period=JUNE, zone=NOW.tzinfo, now=NOW
    )
