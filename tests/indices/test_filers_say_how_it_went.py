"""After the result the filer rates time and satisfaction, once; the unit sees what, never who."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from haidang.indices import api as indices
from haidang.indices.contracts import Rating
from haidang.kernel.errors import Invalid, Missing, Refused
from indices.conftest import NOW, answered
from support.procedures import at

if TYPE_CHECKING:
    from indices.conftest import Region

GOOD = Rating(time=5, satisfaction=4, text="Nhanh, hướng dẫn rõ.")
JUNE = (at("2026-06-01 00:00"), at("2026-07-01 00:00"))


def results(region: Region, division: str = "unit", actor=None):
    return indices.survey_results(
        actor=actor or region.supervisor, units=[region.unit.id], period=JUNE, division=division
    )


def test_a_filer_rates_a_returned_dossier_once(region):
    filer = region.world.filer.actor

    indices.answer_survey(dossier_id=region.returned, rating=GOOD, by=filer, now=NOW)

    with pytest.raises(Refused, match=r"đã đánh giá|rated"):
        indices.answer_survey(dossier_id=region.returned, rating=GOOD, by=filer, now=NOW)
    assert results(region)[0].answers == 1


def test_what_is_rated_stands_in_the_register_without_the_name(region):
    from haidang.register import api as register

    indices.answer_survey(dossier_id=region.returned, rating=GOOD, by=region.world.filer.actor, now=NOW)

    ((stream, head),) = indices.iter_heads()
    (entry,) = register.list_entries(stream)
    assert (entry.event, entry.data["satisfaction"], entry.person) == ("dossier_rated", 4, None)
    assert head.seq == 1


def test_before_the_result_and_by_others_nothing_can_be_rated(region):
    with pytest.raises(Refused):
        indices.answer_survey(dossier_id=region.late, rating=GOOD, by=region.world.filer.actor, now=NOW)
    with pytest.raises(Missing):
        indices.answer_survey(dossier_id=region.returned, rating=GOOD, by=region.world.applicants[1].actor, now=NOW)
    with pytest.raises(Refused):
        indices.answer_survey(dossier_id=region.returned, rating=GOOD, by=region.supervisor, now=NOW)


@pytest.mark.parametrize(
    ("rating", "field"),
    [
        (Rating(time=0, satisfaction=3), "time"),
        (Rating(time=3, satisfaction=6), "satisfaction"),
        (Rating(time=3, satisfaction=3, text="x" * 2001), "text"),
    ],
)
def test_a_rating_outside_the_scale_is_told_at_its_field(region, rating, field):
    with pytest.raises(Invalid) as told:
        indices.answer_survey(dossier_id=region.returned, rating=rating, by=region.world.filer.actor, now=NOW)

    assert [each.field for each in told.value.problems] == [field]


def test_fewer_than_five_answers_show_how_many_and_nothing_else(region):
    answered(region, 4)

    total, (line,) = results(region)

    assert (total.answers, total.is_shown, line.satisfaction, line.time) == (4, False, None, None)
    assert indices.list_remarks(actor=region.supervisor, units=[region.unit.id], period=JUNE) == []


def test_five_answers_show_means_and_how_often_each_rating_was_given(region):
    answered(region, 5)

    total, _ = results(region)

    assert (str(total.time), str(total.satisfaction), total.by_rating) == ("3.0", "3.0", (1, 1, 1, 1, 1))
    remarks = indices.list_remarks(actor=region.supervisor, units=[region.unit.id], period=JUNE)
    assert {each.text for each in remarks} == {f"Ý kiến {number}" for number in range(5)}


def test_answers_are_divided_by_channel_each_with_its_own_measure(region):
    answered(region, 6)

    _, lines = results(region, "channel")

    # all together less the five would tell what the one at the counter said
    assert [(line.key, line.answers, line.is_shown) for line in lines] == [("online", 5, False), ("counter", 1, False)]


def test_another_unit_and_who_reads_no_figures_see_no_answers(region):
    answered(region, 6)

    for actor in (region.world.staff["KV03"].leader, region.world.staff["KV01"].handlers[0], region.world.filer.actor):
        assert results(region, actor=actor)[0].answers == 0


def test_the_page_of_a_dossier_knows_whether_it_can_still_be_rated(region):
    from haidang.dossiers import api as dossiers

    filer = region.world.filer.actor
    returned = dossiers.get_sheet(actor=filer, dossier_id=region.returned)
    before = indices.may_answer_survey(filer, returned)
    indices.answer_survey(dossier_id=region.returned, rating=GOOD, by=filer, now=NOW)

    assert before
    assert not indices.may_answer_survey(filer, returned)
    assert not indices.may_answer_survey(filer, dossiers.get_sheet(actor=filer, dossier_id=region.late))
