"""A term is lengthened as far as a statute lets the head do so, and by nothing but a named article."""

from __future__ import annotations

from datetime import timedelta

import pytest

from haidang.cli.world import people
from haidang.clock.contracts import Length, TermUnit
from haidang.directory import api as directory
from haidang.dossiers import api as dossiers
from haidang.kernel.errors import Invalid
from support.procedures import at
from support.world import MONDAY

BORDER, INSPECTION, GATE = "xe-uu-dai.tam-nhap", "goods-inspection", "03CC"
DAYS, WORKING_DAYS = TermUnit.CALENDAR_DAYS, TermUnit.WORKING_DAYS
ARTICLE = "Luật Hải quan Điều 23 khoản 2"


@pytest.fixture
def border(world):
    """A dossier whose goods were presented: the law lets their inspection be lengthened by two days at most."""
    since = at("2026-05-02 08:00")
    branch = people.post_staff(directory.get_unit_by_code(GATE, on=since.date()), since=since.date(), now=since)
    world.staff[GATE] = branch
    dossier = world.assigned(BORDER, unit=GATE)
    dossiers.record_event(
        dossier_id=dossier, event="goods_presented", by=branch.handlers[0], now=MONDAY + timedelta(hours=3)
    )
    return dossier


def extend(world, dossier, value, *, unit=DAYS, stage=INSPECTION, article=ARTICLE, office=GATE):
    dossiers.extend_term(
        dossier_id=dossier,
        stage=stage,
        length=Length(value, unit),
        article=article,
        by=world.staff[office].leader,
        now=MONDAY + timedelta(hours=4),
    )


def refused(*given, **more):
    with pytest.raises(Invalid) as wrong:
        extend(*given, **more)
    (problem,) = wrong.value.problems
    return problem.field, str(problem.message)


def inspection(world, dossier):
    stages = dossiers.get_sheet(actor=world.staff[GATE].leader, dossier_id=dossier).clock.stages
    return next(stage for stage in stages if stage.key == INSPECTION)


def test_as_far_as_the_law_goes_the_stage_becomes_longer(world, border):
    before = inspection(world, border).due.at

    extend(world, border, 2)

    assert inspection(world, border).due.at > before


def test_beyond_the_maximum_it_is_refused_with_what_the_law_allows(world, border):
    before = inspection(world, border).due

    assert refused(world, border, 3) == (
        "value",
        "Pháp luật chỉ cho phép gia hạn giai đoạn này tổng cộng 2 ngày, không hơn.",
    )
    assert inspection(world, border).due == before


def test_the_maximum_counts_for_all_extensions_together(world, border):
    extend(world, border, 1)
    extend(world, border, 1)

    assert refused(world, border, 1)[0] == "value"


def test_another_unit_of_time_is_not_what_the_law_says(world, border):
    assert refused(world, border, 1, unit=WORKING_DAYS)[0] == "value"


def test_where_the_data_know_no_extension_the_article_is_needed_and_the_reason_said(world):
    dossier = world.assigned()

    told = refused(world, dossier, 2, unit=WORKING_DAYS, stage="inspection", article=" ", office="CHQ")

    assert told == (
        "article",
        "Dữ liệu chưa có quy định nào cho phép gia hạn giai đoạn này. Hãy nêu điều khoản cho phép.",
    )
    extend(world, dossier, 2, unit=WORKING_DAYS, stage="inspection", article="Điều X", office="CHQ")


def test_an_extension_lengthens_by_at_least_one(world):
    dossier = world.assigned()

    assert refused(world, dossier, 0, stage="inspection", office="CHQ")[0] == "value"
