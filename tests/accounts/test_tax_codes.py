"""A tax code is taken as typed when it can exist, and otherwise refused with what to do."""

from __future__ import annotations

import pytest
from django.utils import translation

from haidang.accounts.api import read_tax_code
from haidang.kernel.errors import Invalid

REAL = [
    "0100112437", "0300588569", "0101248141", "0100109106", "0100047516", "0100100079",
    "0100686174", "0101243150", "0301103908", "0200253985", "0107500414",
]  # fmt: skip


@pytest.mark.parametrize("code", REAL)
def test_issued_codes_are_taken(code):
    assert read_tax_code(code) == code


@pytest.mark.parametrize("code", REAL)
def test_every_other_last_digit_is_refused(code):
    others = [f"{code[:9]}{digit}" for digit in "0123456789" if digit != code[9]]

    assert [_refusal(other) is not None for other in others] == [True] * 9


def test_a_dependent_unit_has_thirteen_digits_and_is_stored_with_its_hyphen():
    assert read_tax_code("0100112437-001") == "0100112437-001"
    assert read_tax_code("0100112437001") == "0100112437-001"


def test_spaces_dots_and_hyphens_do_not_matter():
    assert read_tax_code(" 01.00.112 437 ") == "0100112437"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("010011243", "Mã số thuế phải có 10 hoặc 13 chữ số; số bạn nhập có 9."),
        ("01001124370", "số bạn nhập có 11."),
        ("0100112438", "chữ số thứ mười không khớp"),
        ("0100112437-000", "Không có mã số thuế nào như vậy."),
        ("0100000000", "Không có mã số thuế nào như vậy."),
        ("01O0112437", "Mã số thuế chỉ gồm chữ số"),
        ("", "số bạn nhập có 0."),
    ],
)
def test_a_refusal_says_what_is_wrong(typed, sentence):
    with translation.override("vi"):
        assert sentence in str(_refusal(typed))


def test_a_refusal_names_the_field_it_stands_beside():
    with pytest.raises(Invalid) as refused:
        read_tax_code("1", field="business.tax_code")

    assert [problem.field for problem in refused.value.problems] == ["business.tax_code"]


def _refusal(code: str) -> str | None:
    try:
        read_tax_code(code)
    except Invalid as error:
        return str(error)
    return None
