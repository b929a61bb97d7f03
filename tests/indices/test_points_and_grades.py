"""Points and grades are those of Decision 766/QĐ-TTg and of Circular 01/2018/TT-VPCP arts 13-15."""

from __future__ import annotations

from decimal import Decimal

import pytest

from haidang.indices import pack, scoring


@pytest.mark.parametrize(("how", "points"), [("early", 2), ("on_time", 1), ("late", 0), (None, None)])
def test_time_shorter_than_the_law_brings_two_equal_one_longer_none(how, points):
    assert scoring.points_of_time(how) == points


@pytest.mark.parametrize(("contacts", "points"), [(0, 2), (1, 1), (2, 0), (5, 0)])
def test_each_contact_to_complete_the_dossier_costs_a_point(contacts, points):
    assert scoring.points_of_contacts(contacts) == points


@pytest.mark.parametrize(("bodies", "points"), [(0, 2), (1, 1), (2, 0)])
def test_no_body_contacted_brings_two_the_one_stop_unit_alone_one(bodies, points):
    assert scoring.points_of_bodies(bodies) == points


@pytest.mark.parametrize(("spot", "received", "points"), [(20, 50, 2), (19, 100, 1), (19, 99, 0)])
def test_a_fifth_finished_on_the_spot_brings_two_everything_received_there_one(spot, received, points):
    found = scoring.points_of_one_stop(on_the_spot=Decimal(spot), received=Decimal(received), least=Decimal(20))

    assert found == points


@pytest.mark.parametrize(("posted", "electronic", "points"), [(True, True, 2), (True, False, 1), (False, False, 0)])
def test_posted_and_electronic_brings_two(posted, electronic, points):
    assert scoring.points_of_publicity(is_posted=posted, is_electronic=electronic) == points


@pytest.mark.parametrize(
    ("how", "complaint", "points"),
    [("early", False, 2), ("on_time", False, 1), ("late", False, 0), ("early", True, 0), (None, True, 0)],
)
def test_a_complaint_takes_the_points_of_attitude(how, complaint, points):
    assert scoring.points_of_attitude(how, has_complaint=complaint) == points


@pytest.mark.parametrize(("share", "points"), [("100", 2), ("99.9", 1), ("90", 1), ("89.9", 0)])
def test_all_feedback_answered_brings_two_nine_tenths_one(share, points):
    assert scoring.points_of_feedback(Decimal(share), least=Decimal(90)) == points


@pytest.mark.parametrize(
    ("procedures", "dossiers", "late", "points"),
    [(20, 30, False, 2), (20, 30, True, 1), (19, 30, False, 1), (50, 15, False, 1), (50, 14, False, 0)],
)
def test_online_services_bring_two_with_procedures_dossiers_and_nothing_late(procedures, dossiers, late, points):
    found = scoring.points_of_online(
        procedures=Decimal(procedures),
        dossiers=Decimal(dossiers),
        has_late=late,
        least=(Decimal(20), Decimal(30), Decimal(15)),
    )

    assert found == points


def test_a_score_is_rounded_to_one_decimal_and_absent_without_dossiers():
    assert scoring.index_score(5, 3) == Decimal("1.7")
    assert scoring.index_score(1, 4) == Decimal("0.3")
    assert scoring.index_score(0, 0) is None


@pytest.mark.parametrize(
    ("total", "grade"),
    [("18", "Xuất sắc"), ("15", "Xuất sắc"), ("14.9", "Tốt"), ("12", "Tốt"), ("9", "Khá"), ("6", "Trung bình"),
     ("5.9", "Yếu")],
)  # fmt: skip
def test_units_are_graded_by_the_sum_of_nine(total, grade):
    assert scoring.grade_of(Decimal(total), pack.circular_01().unit_grades).vi == grade


@pytest.mark.parametrize(("total", "part"), [("10", "100 %"), ("5", "100 %"), ("4.9", "từ 70 %"), ("3.4", "dưới 70 %")])
def test_officers_are_graded_by_the_sum_of_five(total, part):
    assert part in scoring.grade_of(Decimal(total), pack.circular_01().officer_grades).vi


@pytest.mark.parametrize(
    ("value", "target", "points"), [("100", "100", "20"), ("80", "80", "20"), ("90", "80", "20"), ("50", "80", "12.50")]
)
def test_points_of_decision_766_grow_up_to_the_target(value, target, points):
    found = scoring.points_of_ratio(Decimal(value), most=Decimal(20), target=Decimal(target))

    assert found == Decimal(points)


def test_the_weights_of_decision_766_add_up_to_a_hundred_and_each_group_to_its_own():
    groups = pack.decision_766().groups

    assert sum(group.most for group in groups) == 100
    assert [group.most for group in groups] == [
        sum((index.most for index in group.indices if index.most), Decimal(0)) for group in groups
    ]


def test_every_index_is_either_measured_with_a_formula_or_says_what_is_missing():
    found = [index for group in pack.decision_766().groups for index in group.indices]

    assert all(bool(index.missing) != bool(index.measure and index.formula) for index in found)
    assert all(bool(index.missing) != bool(index.formula) for index in pack.circular_01().indices)


def test_nine_tenths_are_the_value_that_nine_tenths_do_not_exceed():
    assert scoring.percentile(range(1, 11), 90) == 9
    assert scoring.percentile([7], 50) == 7
    assert scoring.percentile([1, 2, 3, 4], 50) == 2
