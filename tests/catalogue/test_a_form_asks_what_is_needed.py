"""A form asks what the answers so far make it ask; drafts may be incomplete; papers follow from the answers."""

from __future__ import annotations

import json
from time import perf_counter
from typing import Any

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Procedure
from support.forms import form

BASE = {"label": "Mục", "required": True, "confidence": None}
KIND = {
    "key": "kind",
    "type": "select",
    **BASE,
    "options": [{"value": "yard", "label": "Bãi"}, {"value": "house", "label": "Kho"}],
}
AREA = {"key": "area", "type": "decimal", **BASE, "when": "form.kind == 'yard'"}
LARGE = {"key": "reason", "type": "text", **BASE, "when": "form.kind == 'yard' && form.area >= 10000.0"}
SIMPLE = [
    "text",
    "textarea",
    "integer",
    "decimal",
    "money",
    "date",
    "datetime",
    "boolean",
    "tax_code",
    "personal_id",
    "email",
    "phone",
    "country",
]
PAPER = {"name": "Giấy", "required": True, "kind": "copy", "confidence": None}


def codes(procedure: Procedure, raw: dict[str, Any], *, complete: bool = True) -> dict[str, str]:
    """Return the code of each problem by its field."""
    read = catalogue.read_answers(procedure, raw, complete=complete)
    return {problem.field: problem.code for problem in read.problems}


def test_a_field_is_asked_only_where_its_condition_holds():
    asked = form(KIND, AREA, LARGE)

    assert codes(asked, {"kind": "house"}) == {}
    assert codes(asked, {"kind": "yard"}) == {"area": "required"}
    assert codes(asked, {"kind": "yard", "area": "9.999"}) == {}
    assert codes(asked, {"kind": "yard", "area": "10.000"}) == {"reason": "required"}


def test_what_is_not_asked_is_not_stored():
    read = catalogue.read_answers(form(KIND, AREA), {"kind": "house", "area": "nonsense"}, complete=True)

    assert (read.values, read.problems) == ({"kind": "house"}, ())


def test_the_fields_to_show_follow_from_the_answers():
    asked = form(KIND, AREA, LARGE)

    assert [field.key for field in catalogue.asked_fields(asked, {})] == ["kind"]
    assert [field.key for field in catalogue.asked_fields(asked, {"kind": "yard"})] == ["kind", "area"]


def test_what_is_left_empty_is_not_stored():
    optional = [{**BASE, "key": kind, "type": kind, "required": False} for kind in SIMPLE]

    read = catalogue.read_answers(form(*optional), dict.fromkeys(SIMPLE, " "), complete=True)

    assert (read.values, read.problems) == ({}, ())


def test_a_draft_lacks_nothing_but_still_hears_of_what_cannot_be_used():
    asked = form(KIND, AREA)

    assert codes(asked, {}, complete=False) == {}
    assert codes(asked, {"kind": "yard", "area": "rộng"}, complete=False) == {"area": "number"}


def test_a_missing_answer_names_the_question():
    with translation.override("vi"):
        read = catalogue.read_answers(form(KIND), {}, complete=True)

    assert str(read.problems[0].message) == "Bạn chưa trả lời mục “Mục”."


def test_papers_follow_from_the_answers():
    asked = form(
        KIND,
        papers=[
            {"key": "always", **PAPER},
            {"key": "never", **PAPER, "required": False},
            {"key": "yards", **PAPER, "when": "form.kind == 'yard'"},
            {"key": "judged", **PAPER, "condition": "khi có chuyển nhượng"},
        ],
    )

    def needed(values: dict[str, Any]) -> dict[str, bool]:
        return {paper.key: is_needed for paper, is_needed in catalogue.papers_needed(asked, values)}

    assert needed({"kind": "yard"}) == {"always": True, "never": False, "yards": True, "judged": False}
    assert needed({}) == {"always": True, "never": False, "yards": False, "judged": False}


def test_proof_is_needed_where_goods_were_not_exported(procedures):
    cancel = procedures["HQ-X-095"]

    def needed(reason: str) -> set[str]:
        return {paper.key for paper, is_needed in catalogue.papers_needed(cancel, {"reason": reason}) if is_needed}

    assert needed("not-exported") == {"request", "proof-not-exported"}
    assert needed("system-failure") == {"request"}


def test_the_general_request_asks_a_business_for_its_tax_code_and_a_person_for_the_number(procedures):
    viewing = procedures["HQ36A-I-36"]
    given = {"applicant": "An", "address": "1 phố A", "phone": "0912345678", "request": "Xem hàng"}

    assert codes(viewing, {**given, "applicant_kind": "business"}) == {"tax_code": "required"}
    assert codes(viewing, {**given, "applicant_kind": "person"}) == {"personal_id": "required"}
    assert codes(viewing, {**given, "applicant_kind": "organisation"}) == {}


KEYS = sorted(
    {"goods", "goods.0.name", "goods.1.hs_code", "goods.x.name", "goods.99999999.name", "period", "period.from"}
    | {"period.to", "requests", "tax_code", "business_name", "goods.0.quantity", "a.b.c", ".", "entry_gate"}
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize("source_id", ["HQ36A-I-42", "HQ36A-I-16", "HQ36A-I-23", "HQ36A-I-28", "HQ36A-I-25"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_sent_is_read_or_refused_in_words(procedures, source_id, data):
    procedure = procedures[source_id]
    names = [field.key for field in procedure.fields] + KEYS
    raw = data.draw(st.dictionaries(st.sampled_from(names), JSON))

    read = catalogue.read_answers(procedure, raw, complete=data.draw(st.booleans()))

    assert json.dumps(dict(read.values), ensure_ascii=False, allow_nan=False).encode("utf-8")
    assert all(str(problem.message) and problem.field for problem in read.problems)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_stored_reads_again_as_the_same(procedures, data):
    procedure = procedures["HQ36A-I-16"]
    typed = st.text() | st.integers(1, 10**9).map(str) | st.sampled_from(["true", "specialised", "port", "0100112437"])
    raw = data.draw(st.fixed_dictionaries({field.key: typed for field in procedure.fields}))

    stored = catalogue.read_answers(procedure, raw, complete=False).values

    again = catalogue.read_answers(procedure, stored, complete=False)
    assert (again.values, again.problems) == (stored, ())


def test_a_form_of_20_fields_is_read_in_a_fraction_of_a_millisecond():
    asked = form(*({"key": f"f{number}", "type": "text", **BASE} for number in range(20)))
    raw = {f"f{number}": "Công ty Biển Xanh" for number in range(20)}
    catalogue.read_answers(asked, raw, complete=True)

    best = min(_seconds(asked, raw) for _ in range(50))

    assert best < 0.001


def _seconds(asked: Procedure, raw: dict[str, str]) -> float:
    begin = perf_counter()
    catalogue.read_answers(asked, raw, complete=True)
    return perf_counter() - begin
