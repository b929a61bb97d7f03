"""A stored answer is shown as people write it, in their language; a form describes itself as JSON Schema."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from haidang.catalogue import api as catalogue
from support.forms import form

BASE = {"key": "x", "label": {"vi": "Mục", "en": "Item"}, "required": True, "confidence": "from memory"}
OPTIONS = [{"value": "a", "label": {"vi": "Một", "en": "One"}}, {"value": "b", "label": {"vi": "Hai", "en": "Two"}}]
COLUMNS = [{**BASE, "key": "name", "type": "text"}, {**BASE, "key": "n", "type": "decimal", "unit": "m²"}]


@pytest.mark.parametrize(
    ("kind", "value", "vietnamese", "english"),
    [
        ("text", "Hải Phòng", "Hải Phòng", "Hải Phòng"),
        ("integer", 2017, "2017", "2017"),
        ("integer", 1250000, "1.250.000", "1,250,000"),
        ("decimal", 1234.5, "1.234,5 m²", "1,234.5 m²"),
        ("decimal", -0.25, "-0,25 m²", "-0.25 m²"),
        ("money", 1250000, "1.250.000 đ", "1,250,000 đ"),
        ("date", "2017-06-27", "27/06/2017", "27 June 2017"),
        ("datetime", "2017-06-27T15:30", "27/06/2017 15:30", "27 June 2017 15:30"),
        (
            "date_range",
            {"from": "2017-06-27", "to": "2017-07-03"},
            "27/06/2017 – 03/07/2017",
            "27 June 2017 – 3 July 2017",
        ),
        ("boolean", True, "Có", "Yes"),
        ("boolean", False, "Không", "No"),
        ("select", "a", "Một", "One"),
        ("multiselect", ["b", "a"], "Một; Hai", "One; Two"),
        ("country", "JP", "Nhật Bản", "Japan"),
        ("bank_account", {"account": "001", "bank": "KBNN"}, "001, KBNN", "001, KBNN"),
        (
            "table",
            [{"name": "Xăng", "n": 1000}, {"name": "Dầu"}],
            "1. Xăng; 1.000 m²\n2. Dầu",
            "1. Xăng; 1,000 m²\n2. Dầu",
        ),
        ("text", None, "", ""),
    ],
)
def test_an_answer_is_shown_in_both_languages(kind, value, vietnamese, english):
    extra = {
        "select": {"options": OPTIONS},
        "multiselect": {"options": OPTIONS},
        "table": {"columns": COLUMNS},
        "decimal": {"unit": "m²"},
    }
    field = form({**BASE, "type": kind, **extra.get(kind, {})}).fields[0]

    assert _shown("vi", field, value) == vietnamese
    assert _shown("en", field, value) == english


def _shown(language: str, field: Any, value: Any) -> str:
    with translation.override(language):
        return catalogue.show_value(field, value)


def test_a_form_is_described_as_json_schema(procedures):
    schema = catalogue.json_schema(procedures["HQ36A-I-16"])

    assert schema["additionalProperties"] is False
    assert "warehouse_volume" not in schema["required"]
    assert schema["properties"]["warehouse_area"] == {
        "title": "Warehouse area",
        "type": "number",
        "minimum": 1,
        "x-confidence": "uncertain",
        "x-unit": "m²",
    }
    assert schema["properties"]["warehouse_volume"]["x-when"] == "form.kind == 'specialised'"
    assert schema["properties"]["kind"]["enum"] == ["warehouse", "specialised", "yard"]


def test_tables_periods_and_accounts_are_described(procedures):
    transit = catalogue.json_schema(procedures["HQ36A-I-42"])["properties"]
    refund = catalogue.json_schema(procedures["HQ36A-I-23"])["properties"]

    assert transit["goods"]["items"]["required"] == ["name", "hs_code", "quantity"]
    assert (transit["goods"]["minItems"], transit["goods"]["maxItems"]) == (1, 50)
    assert transit["period"]["required"] == ["from", "to"]
    assert transit["requests"]["items"]["enum"] == ["transship", "split", "change", "share"]
    assert refund["account"]["required"] == ["account", "bank"]


def test_countries_are_listed_by_their_vietnamese_names():
    countries = catalogue.list_countries()

    assert {option.value for option in countries} >= {"VN", "JP", "CN", "LA", "KH"}
    assert not {"EU", "ZZ"} & {option.value for option in countries}
    assert next(option.label.en for option in countries if option.value == "VN") == "Vietnam"
