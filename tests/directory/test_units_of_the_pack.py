"""The pack holds the units to 28 February 2025 and the regions since, and nobody's open work is lost between."""

from __future__ import annotations

from datetime import date

import pytest

from directory.conftest import FIRST_NEW_DAY, LAST_OLD_DAY, TODAY
from haidang.directory import api as directory
from haidang.kernel.errors import Missing

pytestmark = pytest.mark.usefixtures("pack")


def test_the_file_has_nothing_to_mend():
    assert directory.check_units() == []


@pytest.mark.parametrize("day", [date(2016, 1, 4), date(2018, 3, 1), LAST_OLD_DAY])
def test_before_march_2025_there_are_35_departments_and_194_branches(day):
    units = directory.list_units(on=day)

    assert [unit.code for unit in units if unit.kind == "headquarters"] == ["TCHQ"]
    assert len([unit for unit in units if unit.kind == "department"]) == 35
    assert len([unit for unit in units if unit.kind == "branch"]) == 194


@pytest.mark.parametrize("day", [FIRST_NEW_DAY, TODAY])
def test_since_march_2025_there_are_20_regions_and_12_units_of_the_headquarters(day):
    units = directory.list_units(on=day)

    assert [unit.code for unit in units if unit.kind == "headquarters"] == ["CHQ"]
    assert len([unit for unit in units if unit.kind == "headquarters-unit"]) == 12
    assert [unit.name.vi for unit in directory.list_units(on=day, tier=2)] == [
        f"Chi cục Hải quan khu vực {number}"
        for number in [
            "I",
            "II",
            "III",
            "IV",
            "V",
            "VI",
            "VII",
            "VIII",
            "IX",
            "X",
            "XI",
            "XII",
            "XIII",
            "XIV",
            "XV",
            "XVI",
            "XVII",
            "XVIII",
            "XIX",
            "XX",
        ]
    ]
    assert len([unit for unit in units if unit.kind == "branch"]) == 194


def test_every_unit_that_ended_has_one_living_successor():
    ended = directory.list_units(on=LAST_OLD_DAY)

    successors = [directory.successor_on(unit.id, FIRST_NEW_DAY) for unit in ended]

    assert len(ended) == 1 + 16 + 35 + 194
    assert all(unit.exists_on(FIRST_NEW_DAY) for unit in successors)
    assert [directory.successor_on(unit.id, LAST_OLD_DAY) for unit in ended] == ended


def test_a_successor_is_of_the_same_tier():
    ended = directory.list_units(on=LAST_OLD_DAY)

    assert [directory.successor_on(unit.id, TODAY).tier for unit in ended] == [unit.tier for unit in ended]


@pytest.mark.parametrize(
    ("department", "region"),
    [
        ("0100", "KV01"),
        ("0200", "KV02"),
        ("0300", "KV03"),
        ("1800", "KV05"),
        ("2800", "KV04"),
        ("4700", "KV18"),
        ("5900", "KV19"),
        ("5300", "KV20"),
    ],
)
def test_a_department_goes_to_the_region_of_its_area(unit, department, region):
    assert directory.successor_on(unit(department, LAST_OLD_DAY).id, TODAY).code == region


@pytest.mark.parametrize("department", ["0300", "1000", "1100", "2800", "4700"])
def test_where_an_area_was_divided_the_successor_is_marked_uncertain(unit, department):
    assert unit(department, LAST_OLD_DAY).successor_confidence == "uncertain"


@pytest.mark.parametrize(
    ("branch", "region"), [("01AB", "KV01"), ("03PL", "KV04"), ("11PK", "KV05"), ("28PC", "KV10"), ("47NM", "KV15")]
)
def test_a_branch_keeps_its_code_under_the_region_of_its_province_unconfirmed(unit, branch, region):
    old, new = unit(branch, LAST_OLD_DAY), unit(branch)

    assert directory.successor_on(old.id, TODAY) == new
    assert directory.get_unit(new.parent or 0).code == region
    assert (new.confidence, new.agency_code) == ("uncertain", old.agency_code)


def test_no_agency_code_is_called_official_and_none_is_given_twice():
    units = directory.list_units(on=TODAY)

    assert {unit.agency_code_is_official for unit in units} == {False}
    assert len({unit.agency_code for unit in units}) == len(units)


def test_the_agency_code_is_also_told_as_it_was_written_before_2020(unit):
    assert unit("TCHQ", LAST_OLD_DAY).agency_code_right_to_left == "000.00.99.G12"
    assert unit("0100", LAST_OLD_DAY).agency_code_right_to_left == "000.01.99.G12"
    assert unit("01AC", LAST_OLD_DAY).agency_code_right_to_left == "002.01.99.G12"


def test_nobody_is_named_whose_name_or_number_was_not_found():
    units = directory.list_units(on=TODAY)

    assert {(unit.head, unit.phone, unit.contact) for unit in units} == {("", "", "")}


def test_a_code_that_nobody_bore_on_a_day_is_missing(unit):
    with pytest.raises(Missing, match="KV01"):
        unit("KV01", LAST_OLD_DAY)
    with pytest.raises(Missing):
        unit("0100", FIRST_NEW_DAY)
    with pytest.raises(Missing):
        directory.get_unit(0)


def test_below_a_unit_stand_its_branches_of_that_day(unit):
    hai_phong = unit("0300", LAST_OLD_DAY)

    below = directory.list_below(hai_phong.id, on=LAST_OLD_DAY)

    assert len(below) == 10
    assert unit("03CC", LAST_OLD_DAY).id in below
    assert directory.list_below(hai_phong.id, on=TODAY) == {hai_phong.id}
    assert len(directory.list_below(unit("CHQ").id, on=TODAY)) == 1 + 12 + 20 + 194


def test_an_office_has_the_standard_calendar(unit):
    assert directory.calendar_of(unit("01AB").id).key == "standard"


def test_competent_for_the_headquarters_is_one_office_with_the_reason(unit):
    competent = directory.competent_units(tier=1, on=TODAY)

    assert [each.unit for each in competent] == [unit("CHQ")]
    assert "cả nước" in competent[0].reason


def test_a_region_is_offered_with_its_area():
    competent = directory.competent_units(tier=2, on=TODAY)

    assert len(competent) == 20
    assert competent[2].reason == "Địa bàn khi thành lập ngày 01/03/2025: Hải Phòng, Thái Bình."


def test_departments_and_branches_are_offered_with_what_to_choose_by():
    departments = directory.competent_units(tier=2, on=LAST_OLD_DAY)
    branches = directory.competent_units(tier=3, on=TODAY)

    assert (len(departments), len(branches)) == (35, 194)
    assert "trụ sở" in departments[0].reason
    assert "hàng hoá của bạn qua đây" in branches[0].reason
