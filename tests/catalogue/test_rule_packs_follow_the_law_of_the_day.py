"""A rule pack is chosen by the day of acceptance; the law of the one-stop mechanism changed on three days."""

from __future__ import annotations

from datetime import date

import pytest

from haidang.catalogue.contracts import RulePack, SupplementPolicy
from haidang.catalogue.pack import last_day, resolve_rule_packs
from haidang.catalogue.rule_packs import in_force, rule_pack
from haidang.clock.contracts import Length, TermUnit


@pytest.fixture(scope="module")
def packs(pack) -> list[RulePack]:
    """Every rule pack of the pack."""
    return [
        rule_pack(resolved, valid_to=last_day(raw))
        for raw, resolved in zip(pack.rule_packs, resolve_rule_packs(pack), strict=True)
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2017, 3, 1), "before-one-stop"),
        (date(2018, 3, 15), "before-one-stop"),
        (date(2018, 6, 20), "before-one-stop"),
        (date(2018, 6, 21), "one-stop-2018"),
        (date(2025, 6, 30), "one-stop-2018"),
        (date(2025, 7, 1), "one-stop-2025"),
        (date(2026, 6, 30), "one-stop-2025"),
        (date(2026, 7, 1), "one-stop-2026"),
    ],
)
def test_each_boundary_day_has_its_pack(packs, day, expected):
    assert in_force(packs, day).id == expected


def test_before_the_one_stop_decree_the_customs_sector_period_held(packs):
    before = in_force(packs, date(2018, 6, 20))
    after = in_force(packs, date(2018, 6, 21))

    assert before.supplement_restarts_within == Length(5, TermUnit.WORKING_DAYS)
    assert after.supplement_restarts_within == Length(3, TermUnit.WORKING_DAYS)
    assert {form.number for form in before.forms.values()} == {""}


def test_decree_61_restarts_the_term_and_allows_one_new_appointment(packs):
    pack = in_force(packs, date(2018, 6, 21))

    assert pack.supplement_policy is SupplementPolicy.RESTART
    assert (pack.supplements_at_most, pack.appointments_moved_at_most) == (2, 1)
    assert pack.reception == Length(8, TermUnit.WORKING_HOURS)
    assert pack.sources["supplement_policy"] == "NĐ 61/2018 Đ19 k4"


def test_from_2025_there_are_seven_forms_and_the_applicant_may_stop(packs):
    old, new = in_force(packs, date(2025, 6, 30)), in_force(packs, date(2025, 7, 1))

    assert (len(old.forms), len(new.forms)) == (6, 7)
    assert (old.forms["control"].number, new.forms["control"].number) == ("05", "06")
    assert (old.applicant_may_stop, new.applicant_may_stop) == (False, True)
    assert new.confidence["applicant_may_stop"] == "secondary"


def test_what_a_difference_does_not_name_stays_as_it_was(packs):
    old, new = in_force(packs, date(2025, 6, 30)), in_force(packs, date(2026, 7, 1))

    assert new.supplement_restarts_within == old.supplement_restarts_within
    assert new.confidence["supplement_restarts_within"] == "sure"


def test_from_july_2026_the_officer_is_shown_and_codes_carry_the_owner_of_the_system(packs):
    old, new = in_force(packs, date(2026, 6, 30)), in_force(packs, date(2026, 7, 1))

    assert (old.shows_officer, new.shows_officer) == (False, True)
    assert new.code_pattern.format(agency="G12.003.01", date="260701", seq="") == "G12.003.01-260701-12"
