"""Each kind of field takes what people type, stores it in one form, and says what to do where it cannot."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from django.utils import translation

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Answers, Procedure
from support.forms import form

FIELD = {"label": {"vi": "Mục", "en": "Item"}, "required": False, "confidence": None}
OPTIONS = [{"value": "a", "label": "Một"}, {"value": "b", "label": "Hai"}]


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


def one(kind: str, raw: Any, **more: Any) -> Answers:
    """Read one field of a kind."""
    return catalogue.read_answers(asking(kind, **more), {"x": raw}, complete=True)


def asking(kind: str, **more: Any) -> Procedure:
    """Return a procedure whose form asks for one field of a kind."""
    return form({"key": "x", "type": kind, **FIELD, **more})


@pytest.mark.parametrize(
    ("kind", "raw", "stored"),
    [
        ("text", "  Công ty   Biển Xanh ", "Công ty Biển Xanh"),
        ("text", unicodedata.normalize("NFD", "Hải Phòng"), "Hải Phòng"),
        ("text", "dòng một\nhai", "dòng một hai"),
        ("text", "a\x00b‮c", "abc"),
        ("textarea", " một\r\nhai ", "một\nhai"),
        ("integer", "1.250", 1250),
        ("integer", "2017", 2017),
        ("integer", 12, 12),
        ("decimal", "1.234,5", 1234.5),
        ("decimal", "1234,5", 1234.5),
        ("decimal", "1234.5", 1234.5),
        ("decimal", "1,234.5", 1234.5),
        ("decimal", "1 234,5", 1234.5),
        ("decimal", "5.000", 5000),
        ("decimal", "0.125", 0.125),
        ("decimal", "1.234.567", 1234567),
        ("decimal", 1.234, 1.234),
        ("money", "1.250.000", 1250000),
        ("money", "1,250,000", 1250000),
        ("money", "1.250.000 đ", 1250000),
        ("money", "1250000 VND", 1250000),
        ("date", "27/06/2017", "2017-06-27"),
        ("date", "27-6-2017", "2017-06-27"),
        ("date", "2017-06-27", "2017-06-27"),
        ("datetime", "27/06/2017 15:30", "2017-06-27T15:30"),
        ("datetime", "2017-06-27T15:30", "2017-06-27T15:30"),
        ("datetime", "27/06/2017 9h05", "2017-06-27T09:05"),
        ("boolean", "true", True),
        ("boolean", "on", True),
        ("boolean", "không", False),
        ("boolean", False, False),
        ("tax_code", "0100112437", "0100112437"),
        ("tax_code", "0100112437 001", "0100112437-001"),
        ("personal_id", "001 087 012 345", "001087012345"),
        ("email", " an@congty.vn ", "an@congty.vn"),
        ("phone", "0912 345 678", "0912345678"),
        ("phone", "+84 (0) 912".replace("(0) ", "") + " 345 678", "+84912345678"),
        ("phone", "0084 912 345 678", "+84912345678"),
        ("country", "jp", "JP"),
        ("country", "Nhật Bản", "JP"),
        ("country", "nhat ban", "JP"),
        ("country", "Japan", "JP"),
        ("text", ["cuối cùng"], "cuối cùng"),
    ],
)
def test_what_people_type_is_taken(kind, raw, stored):
    answers = one(kind, raw)

    assert answers.problems == ()
    assert answers.values == {"x": stored}


@pytest.mark.parametrize(
    ("kind", "raw", "sentence"),
    [
        (
            "tax_code",
            "010011243",
            "Mã số thuế phải có 10 hoặc 13 chữ số; số bạn nhập có 9. Xem trên giấy chứng nhận đăng ký doanh nghiệp.",
        ),
        ("date", "31/02/2026", "Không có ngày 31/02/2026: tháng đó chỉ có 28 ngày."),
        ("date", "12/31/2026", "Không có tháng 31. Hãy ghi theo thứ tự ngày/tháng/năm."),
        ("date", "hôm qua", "Hãy ghi ngày theo thứ tự ngày/tháng/năm, ví dụ 27/06/2017."),
        ("date", "01/01/1026", "Năm phải từ 1900 đến 2199; bạn nhập 1026."),
        ("datetime", "27/06/2017", "Hãy ghi ngày và giờ, ví dụ 27/06/2017 15:30."),
        ("datetime", "27/06/2017 24:30", "Không có giờ này: giờ từ 0 đến 23, phút từ 0 đến 59."),
        ("integer", "1,5", "Mục này cần số nguyên, không có phần lẻ."),
        ("integer", "mười", "Hãy ghi một số bằng chữ số, ví dụ 1.234,5; bạn nhập “mười”."),
        ("decimal", "1.23.4", "Hãy ghi một số bằng chữ số, ví dụ 1.234,5; bạn nhập “1.23.4”."),
        ("decimal", float("inf"), "Số này quá lớn; hãy kiểm tra lại."),
        ("money", "1.250,5", "Số tiền tính bằng đồng, không có số lẻ, ví dụ 1.250.000."),
        ("money", "-5", "Số tiền không được nhỏ hơn 0."),
        ("boolean", "có lẽ", "Hãy chọn Có hoặc Không."),
        (
            "personal_id",
            "12345",
            "Số định danh cá nhân (CCCD) có 12 chữ số, CMND cũ có 9; bạn nhập 5 ký tự.",
        ),
        ("email", "an@", "Địa chỉ email có dạng ten@congty.vn; hãy kiểm tra lại địa chỉ bạn nhập."),
        (
            "phone",
            "12",
            "Số điện thoại có dạng 0912 345 678 hoặc +84 912 345 678; hãy kiểm tra lại số bạn nhập.",
        ),
        ("country", "Atlantis", "Không có nước nào tên như vậy trong danh sách; hãy chọn một nước trong danh sách."),
        ("text", {"a": 1}, "Mục này cần nội dung bằng chữ."),
    ],
)
def test_what_cannot_be_used_is_said_with_the_way_out(kind, raw, sentence):
    answers = one(kind, raw)

    assert [(problem.field, str(problem.message)) for problem in answers.problems] == [("x", sentence)]
    assert answers.values == {}


def test_the_check_digit_of_a_tax_code_is_checked():
    assert [problem.code for problem in one("tax_code", "0100112438").problems] == ["tax_code"]


def test_a_person_may_give_the_personal_number_as_tax_code():
    asked = {"key": "x", "type": "tax_code", **FIELD}

    assert catalogue.read_answers(form(asked, who=["person"]), {"x": "001087012345"}, complete=True).problems == ()
    assert catalogue.read_answers(form(asked, who=["business"]), {"x": "001087012345"}, complete=True).problems


def test_a_paste_of_600_pages_is_told_its_length_and_the_limit():
    answers = one("textarea", "chữ " * 300_000)

    assert str(answers.problems[0].message) == (
        "Bạn nhập 1.199.999 ký tự; ô này nhận nhiều nhất 4.000. Hãy rút gọn, hoặc đính kèm thành tệp giấy tờ."
    )


def test_english_readers_get_english_sentences():
    with translation.override("en"):
        answers = one("textarea", "chữ " * 300_000)

    assert str(answers.problems[0].message).startswith("You typed 1,199,999 characters; at most 4,000")


def test_numbers_keep_their_bounds():
    assert [problem.code for problem in one("integer", "1899", minimum=1900).problems] == ["too_small"]
    assert str(one("decimal", "11000", maximum=10_000).problems[0].message) == "Số ở đây nhiều nhất là 10.000."


def test_a_choice_must_be_one_of_the_options():
    assert one("select", "b", options=OPTIONS).values == {"x": "b"}
    assert one("select", "c", options=OPTIONS).problems[0].code == "choice"
    assert one("multiselect", ["b", "a", "b"], options=OPTIONS).values == {"x": ["a", "b"]}
    assert one("multiselect", "a", options=OPTIONS).values == {"x": ["a"]}
    assert one("multiselect", ["a", "z"], options=OPTIONS).problems[0].code == "choice"


def test_a_period_has_two_days_in_order_and_a_longest_length():
    asked = asking("date_range", maximum=31)

    def read(first: str, last: str) -> Answers:
        return catalogue.read_answers(asked, {"x.from": first, "x.to": last}, complete=True)

    assert read("01/03/2026", "31/03/2026").values == {"x": {"from": "2026-03-01", "to": "2026-03-31"}}
    assert [(p.field, p.code) for p in read("02/03/2026", "01/03/2026").problems] == [("x.to", "date_range")]
    assert [(p.field, p.code) for p in read("01/03/2026", "01/04/2026").problems] == [("x.to", "too_long")]
    assert [(p.field, p.code) for p in read("01/03/2026", "").problems] == [("x.to", "required")]
    assert [(p.field, p.code) for p in read("", "30/02/2026").problems] == [("x.to", "date")]


def test_a_bank_account_needs_number_and_bank():
    asked = asking("bank_account")

    def read(**parts: str) -> Answers:
        return catalogue.read_answers(asked, {f"x.{name}": value for name, value in parts.items()}, complete=True)

    assert read(account="0011 0012 345", bank="KBNN").values == {"x": {"account": "00110012345", "bank": "KBNN"}}
    assert [(p.field, p.code) for p in read(account="00110012345").problems] == [("x.bank", "required")]
    assert [(p.field, p.code) for p in read(account="!", bank="KBNN").problems] == [("x.account", "bank_account")]


def test_a_table_is_read_row_by_row_and_empty_rows_fall_away():
    columns = [{"key": "name", "type": "text", **FIELD, "required": True}, {"key": "n", "type": "integer", **FIELD}]
    asked = asking("table", columns=columns, maximum=3)

    def read(raw: dict[str, Any]) -> Answers:
        return catalogue.read_answers(asked, raw, complete=True)

    assert read({"x.0.name": "Xăng", "x.0.n": "1.000", "x.1.name": " ", "x.1.n": "", "x.7.name": "Dầu"}).values == {
        "x": [{"name": "Xăng", "n": 1000}, {"name": "Dầu"}]
    }
    assert read({"x": [{"name": "Xăng", "n": 5}]}).values == {"x": [{"name": "Xăng", "n": 5}]}
    assert [(p.field, p.code) for p in read({"x.2.n": "5"}).problems] == [("x.2.name", "required")]
    assert [p.code for p in read({f"x.{number}.name": "a" for number in range(4)}).problems] == ["too_many"]
    assert [p.code for p in read({"x": "không phải bảng"}).problems] == ["table"]
    assert [p.code for p in read({"x": [1, 2]}).problems] == ["table"]


def test_a_table_may_need_more_rows_than_were_given():
    columns = [{"key": "name", "type": "text", **FIELD}]
    asked = asking("table", columns=columns, minimum=2)

    assert [p.code for p in catalogue.read_answers(asked, {"x.0.name": "a"}, complete=True).problems] == ["too_few"]
    assert catalogue.read_answers(asked, {"x.0.name": "a"}, complete=False).problems == ()
