"""Dossiers, officers and units are scored by the nine indices, from what is recorded of each dossier."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from haidang.indices import api as indices
from haidang.indices.contracts import Rating
from indices.conftest import JUNE, NOW, answered

if TYPE_CHECKING:
    from haidang.indices.contracts import Scores
    from haidang.kernel.actor import Actor
    from indices.conftest import Region


def unit_scores(region: Region, actor: Actor | None = None) -> list[Scores]:
    _whole, rows = indices.score_units(
        actor=actor or region.supervisor,
        whole=region.unit.id,
        rows={region.unit.id: region.unit.id},
        period=JUNE,
        zone=NOW.tzinfo,
        now=NOW,
    )
    return rows


def by_code(scores: Scores) -> dict[str, Decimal | None]:
    return {each.index.code: each.score for each in scores.indices}


def test_a_unit_is_scored_and_graded_on_what_is_known(region):
    (scores,) = unit_scores(region)

    assert by_code(scores) == {
        "1": Decimal("2.0"),
        "2": Decimal("2.0"),
        "3": Decimal("1.5"),
        "4": Decimal("2.0"),
        "5": None,
        "6": Decimal("1.0"),
        "7": Decimal("2.0"),
        "8": None,
        "9": Decimal(2),
    }
    assert (scores.total, scores.most, scores.dossiers) == (Decimal("12.5"), 14, 2)
    assert scores.grade.vi == "Tốt"


def test_a_supplement_through_the_filers_own_fault_costs_nothing(region):
    from haidang.dossiers.models import Supplement

    Supplement.objects.filter(dossier_id=region.supplemented).update(fault="applicant")

    assert by_code(unit_scores(region)[0])["3"] == Decimal("2.0")


def test_a_complaint_takes_the_points_of_attitude_once_there_are_enough_answers(region):
    rate_badly(region)
    answered(region, 3, satisfaction=5)
    few = by_code(unit_scores(region)[0])["7"]
    answered_more(region)
    enough = by_code(unit_scores(region)[0])["7"]

    assert (few, enough) == (Decimal("2.0"), Decimal("1.0"))


def rate_badly(region: Region) -> None:
    rating = Rating(time=3, satisfaction=1)
    indices.answer_survey(dossier_id=region.returned, rating=rating, by=region.world.filer.actor, now=NOW)


def answered_more(region: Region) -> None:
    """One good answer more."""
    rating = Rating(time=5, satisfaction=5)
    indices.answer_survey(dossier_id=region.supplemented, rating=rating, by=region.world.filer.actor, now=NOW)


def test_an_officer_is_scored_on_five_indices(region):
    (scores,) = indices.score_officers(
        actor=region.supervisor, units=[region.unit.id], period=JUNE, zone=NOW.tzinfo, now=NOW
    )

    assert scores.key == region.world.staff["KV01"].handlers[0].person
    assert list(by_code(scores)) == ["1", "2", "3", "4", "7"]
    assert (scores.total, scores.most) == (Decimal("9.5"), 10)
    assert "100 %" in scores.grade.vi


def test_each_dossier_shows_its_own_points_but_never_who_complained(region):
    rate_badly(region)
    answered(region, 5, satisfaction=5)

    found = indices.list_scored(actor=region.supervisor, units=[region.unit.id], period=JUNE, zone=NOW.tzinfo)

    points = {each.row.id: each.points for each in found}
    assert points == {
        region.supplemented: {"1": 2, "2": 2, "3": 1, "4": 2, "6": 1},
        region.returned: {"1": 2, "2": 2, "3": 2, "4": 2, "6": 1},
    }


def test_the_dossiers_of_one_officer_can_be_listed_alone(region):
    nobody = indices.list_scored(
        actor=region.supervisor, units=[region.unit.id], period=JUNE, zone=NOW.tzinfo, officer=0
    )

    assert nobody == []


def test_who_may_not_read_figures_gets_no_scores(region):
    stranger, handler = region.world.filer.actor, region.world.staff["KV01"].handlers[0]
    asked = {"units": [region.unit.id], "period": JUNE, "zone": NOW.tzinfo}

    assert unit_scores(region, stranger) == []
    assert unit_scores(region, handler) == []
    assert indices.score_officers(actor=handler, now=NOW, **asked) == []
    assert indices.list_scored(actor=handler, **asked) == []


def test_a_leader_elsewhere_sees_a_unit_without_dossiers_and_without_grade(region):
    (scores,) = unit_scores(region, region.world.staff["KV03"].leader)

    assert (scores.dossiers, scores.most, scores.grade) == (0, 0, None)
