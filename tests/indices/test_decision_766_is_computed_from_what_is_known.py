"""Each index of Decision 766 shows its fraction; what is open and late counts; what is not known is not guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from haidang.indices import api as indices
from haidang.indices.contracts import Rating
from haidang.kernel.errors import Invalid, Missing, Refused
from indices.conftest import JUNE, NOW, answered
from support.procedures import at

if TYPE_CHECKING:
    from haidang.indices.contracts import Decision766, Measured
    from haidang.kernel.actor import Actor
    from indices.conftest import Region


def measured(region: Region, *, actor: Actor | None = None, period: tuple[date, date] = JUNE) -> Decision766:
    return indices.measure_766(
        actor=actor or region.supervisor,
        units=[region.unit.id],
        unit_id=region.unit.id,
        period=period,
        zone=NOW.tzinfo,
        now=NOW,
    )


def index(found: Decision766, code: str) -> Measured:
    return next(each for group in found.groups for each in group.indices if each.index.code == code)


def test_a_dossier_late_and_still_open_counts_against_the_share_in_time(region):
    found = index(measured(region), "2.1")

    assert (found.numerator.value, found.denominator.value) == (2, 3)
    assert dict(found.denominator.figures) == {
        "decided_early": 2,
        "decided_on_time": 0,
        "decided_late": 0,
        "in_time": 0,
        "late": 1,
    }
    assert found.value.quantize(Decimal("0.01")) == Decimal("66.67")
    assert found.points == Decimal("13.33")


def test_online_results_and_papers_are_counted_from_the_dossiers(region):
    found = measured(region)

    assert index(found, "3.x").value == 100
    assert (index(found, "4.1").numerator.value, index(found, "4.1").denominator.value) == (2, 2)
    assert index(found, "4.2").points == 4
    assert index(found, "3.2").numerator.value == 1


def test_a_bad_rating_and_lateness_lower_satisfaction(region):
    before = index(measured(region), "5.4")
    rate_badly(region)
    answered(region, 4, satisfaction=5)
    after = index(measured(region), "5.4")

    assert (before.numerator.value, before.denominator.value) == (2, 3)
    assert (after.numerator.value, after.denominator.value) == (1, 3)


def test_too_few_ratings_change_nothing_so_that_nobody_can_be_told_apart(region):
    rate_badly(region)
    answered(region, 3, satisfaction=5)

    assert index(measured(region), "5.4").numerator.value == 2


def rate_badly(region: Region) -> None:
    rating = Rating(time=4, satisfaction=2)
    indices.answer_survey(dossier_id=region.returned, rating=rating, by=region.world.filer.actor, now=NOW)


def test_the_average_time_is_told_in_days_without_points(region):
    found = index(measured(region), "2.2")

    assert found.denominator.value == 2
    assert found.value == Decimal(found.numerator.value) / 2
    assert found.points is None


def test_an_empty_denominator_is_not_available_and_not_nothing(region):
    found = measured(region, period=(date(2019, 1, 1), date(2019, 3, 31)))

    assert index(found, "4.1").is_empty
    assert index(found, "4.1").points is None
    assert index(found, "3.x").is_empty


def test_what_the_system_does_not_carry_is_named_and_leaves_the_sum(region):
    found = measured(region)

    assert "Cổng quốc gia" in index(found, "1.4").index.missing.vi
    assert index(found, "1.4").value is None
    assert found.most == 100
    assert found.computable == 2 + 20 + 12 + 6 + 4 + 6
    assert found.grade is None
    assert 0 < found.points <= found.computable


def test_the_units_of_others_count_for_nobody_but_their_own(region):
    stranger, other = region.world.filer.actor, region.world.staff["KV03"].leader

    assert index(measured(region, actor=stranger), "2.1").value is None
    assert index(measured(region, actor=other), "2.1").is_empty
    assert index(measured(region, actor=other), "4.1").is_empty


def test_a_value_published_elsewhere_stands_beside_ours_with_its_source(region):
    state = {"index": "2.1", "unit_id": region.unit.id, "period": JUNE, "by": region.supervisor, "now": NOW}

    indices.state_value(value=Decimal("98.5"), source="Cổng DVCQG ngày 01/7/2026", **state)

    (told,) = index(measured(region), "2.1").stated
    assert (told.value, told.source) == (Decimal("98.5"), "Cổng DVCQG ngày 01/7/2026")
    assert told.stated_by == region.supervisor.name
    assert index(measured(region, period=(JUNE[0], date(2026, 6, 29))), "2.1").stated == ()
    assert index(measured(region), "2.1").points == Decimal("13.33")


def test_only_headquarters_states_values_of_indices_there_are(region):
    wrong = {"unit_id": region.unit.id, "period": JUNE, "now": NOW}

    with pytest.raises(Refused):
        indices.state_value(index="2.1", value=Decimal(1), source="x", by=region.world.staff["KV01"].leader, **wrong)
    with pytest.raises(Missing):
        indices.state_value(index="9.9", value=Decimal(1), source="x", by=region.supervisor, **wrong)
    with pytest.raises(Invalid):
        indices.state_value(index="2.1", value=Decimal(1), source=" ", by=region.supervisor, **wrong)
    with pytest.raises(Invalid):
        indices.state_value(index="2.1", value=Decimal(-1), source="x", by=region.supervisor, **wrong)


def test_on_a_running_period_the_open_dossier_counts_in_time_until_it_is_late(region):
    found = indices.measure_766(
        actor=region.supervisor,
        units=[region.unit.id],
        unit_id=region.unit.id,
        period=JUNE,
        zone=NOW.tzinfo,
        now=at("2026-06-05 09:00"),
    )

    assert dict(index(found, "2.1").numerator.figures)["in_time"] == 1
