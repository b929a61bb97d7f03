"""The pack holds the 52 procedures of Decision 2151 word for word, and the cancellation of declarations."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from haidang.catalogue.contracts import CONFIDENCE, FieldType
from haidang.clock.contracts import Length, TermUnit

TITLES = Path(__file__).parent / "decision_2151_titles.csv"
OWN_FORMS = [
    "HQ36A-I-16",
    "HQ36A-I-17",
    "HQ36A-I-18",
    "HQ36A-I-23",
    "HQ36A-I-25",
    "HQ36A-I-28",
    "HQ36A-I-29",
    "HQ36A-I-42",
    "HQ-X-095",
]


def test_titles_are_those_of_the_decision_word_for_word(procedures):
    with TITLES.open(encoding="utf-8") as file:
        printed = {row["source_id"]: row["title"] for row in csv.DictReader(file)}

    assert {key: each.name.vi for key, each in procedures.items() if key != "HQ-X-095"} == printed


def test_42_are_offered_and_10_are_not(procedures):
    decided = [each for key, each in procedures.items() if key != "HQ-X-095"]

    assert sum(each.offered for each in decided) == 42
    assert sum(not each.offered for each in decided) == 10
    assert procedures["HQ-X-095"].offered


def test_the_tiers_are_those_of_the_decision(procedures):
    offered = [each.tier for key, each in procedures.items() if key.startswith("HQ36A-I-")]
    excluded = [each.tier for key, each in procedures.items() if key.startswith("HQ36A-II-")]

    assert [offered.count(tier) for tier in (1, 2, 3)] == [22, 13, 7]
    assert [excluded.count(tier) for tier in (1, 2, 3)] == [3, 0, 7]


def test_the_levels_are_those_printed_before_the_plan(procedures):
    levels = [each.level for key, each in procedures.items() if key.startswith("HQ36A-I-")]

    assert (levels.count(1), levels.count(2)) == (24, 18)
    assert procedures["HQ-X-095"].level is None


def test_what_is_not_offered_says_why_and_where_to_go_instead(procedures):
    advice = procedures["HQ36A-II-02"]

    assert advice.not_offered_reason.vi == (
        "Hiện tại đã có Chuyên mục Tư vấn-Hỗ trợ Chính sách pháp luật hải quan trên "
        "Cổng thông tin điện tử Hải quan Việt Nam."
    )
    assert "Chuyên mục Tư vấn-Hỗ trợ" in advice.instead.vi
    assert not advice.route.steps


def test_row_23_keeps_the_printed_number_with_a_note(procedures):
    overpaid = procedures["HQ36A-I-23"]

    assert "78/2006/QH10" in overpaid.name.vi
    assert "QH11" in overpaid.note


def test_every_title_has_an_english_name(procedures):
    assert all(each.name.en for each in procedures.values())


@pytest.mark.parametrize("source_id", OWN_FORMS)
def test_the_procedures_filed_end_to_end_have_their_own_form_and_papers(procedures, source_id):
    own = procedures[source_id]

    assert own.papers
    assert own.stages
    assert "request" not in {field.key for field in own.fields}
    assert all(field.label.en and field.section for field in own.fields)


def test_the_other_offered_ones_share_the_general_request(procedures):
    others = [each for key, each in procedures.items() if each.offered and key not in OWN_FORMS]

    assert len(others) == 34
    assert {tuple(field.key for field in each.fields) for each in others} == {
        (
            "applicant_kind",
            "applicant",
            "tax_code",
            "personal_id",
            "address",
            "phone",
            "request",
            "attachments_note",
        )
    }


def test_every_field_and_paper_keeps_its_confidence_mark(procedures):
    marks = {each.confidence for procedure in procedures.values() for each in (*procedure.fields, *procedure.papers)}

    assert marks <= set(CONFIDENCE)


def test_a_bonded_warehouse_is_inspected_in_10_days_and_decided_in_5_more(procedures):
    warehouse = procedures["HQ36A-I-16"]

    assert [(stage.key, stage.starts, stage.length) for stage in warehouse.stages] == [
        ("inspection", "accepted", Length(10, TermUnit.WORKING_DAYS)),
        ("decision", "inspection_ended", Length(5, TermUnit.WORKING_DAYS)),
    ]
    assert warehouse.cancel_without_reply == Length(30, TermUnit.WORKING_DAYS)
    assert warehouse.object_kind == "bonded-warehouse"


def test_what_the_applicant_must_do_is_no_part_of_the_offices_term(procedures):
    consultation = procedures["HQ36A-I-28"]

    assert [stage.key for stage in consultation.stages] == ["consultation"]
    assert "30 ngày" in consultation.term_note.vi


def test_the_inspection_of_goods_begins_when_they_are_presented(procedures):
    transit = procedures["HQ36A-I-42"]
    inspection = transit.stages[1]

    assert (inspection.starts, inspection.optional) == ("goods_presented", True)
    assert inspection.extension == Length(2, TermUnit.CALENDAR_DAYS)
    assert any("goods_presented" in step.records for step in transit.route.steps)
    assert transit.has_statutory_term


def test_a_route_knows_its_steps_by_name(procedures):
    assert procedures["HQ36A-I-16"].route.step("inspect").ends_stage == "inspection"


def test_a_procedure_without_a_known_limit_is_offered_without_a_statutory_term(procedures):
    viewing = procedures["HQ36A-I-36"]

    assert viewing.offered
    assert not viewing.has_statutory_term
    assert viewing.stages[0].length is None


def test_a_term_that_waits_for_a_report_has_no_due_date_at_acceptance(procedures):
    closing = procedures["HQ36A-I-08"]

    assert closing.stages[1].length == Length(5, TermUnit.WORKING_DAYS)
    assert not closing.has_statutory_term


def test_the_plan_runs_from_february_2018_and_cancelling_from_march_2017(procedures):
    assert {str(each.valid_from) for key, each in procedures.items() if key.startswith("HQ36A-I-")} == {"2018-02-01"}
    assert str(procedures["HQ-X-095"].valid_from) == "2017-03-01"
    assert procedures["HQ-X-095"].confidences["valid"] == "secondary"


def test_the_staff_of_a_broker_is_a_table(procedures):
    staff = next(field for field in procedures["HQ36A-I-18"].fields if field.key == "staff")

    assert staff.type is FieldType.TABLE
    assert [column.key for column in staff.columns] == ["full_name", "personal_id", "certificate", "education"]
