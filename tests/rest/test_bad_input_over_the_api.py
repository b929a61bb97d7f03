"""Whatever is sent over the API, the answer says at the field what is wrong and what to do; nothing is filed."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from haidang.directory import api as directory
from rest.test_problems_over_the_api import told
from support import files

TODAY = date(2026, 6, 1)


def message(document, field):
    """Return the Vietnamese sentence at a field."""
    [found] = [each["message_vi"] for each in document["problems"] if each["field"] == field]
    return found


def with_answer(filing, **answers):
    return filing | {"answers": filing["answers"] | answers}


def test_a_tax_code_whose_check_digit_is_wrong(send, filing):
    document = told(send(with_answer(filing, tax_code="0100112438")), 422)

    assert "chữ số thứ mười không khớp" in message(document, "tax_code")


@pytest.mark.parametrize("day", ["30/02/2026", "2026-02-30", "31/04/2026", "00/00/0000", "hôm qua", 20260230])
def test_a_day_that_does_not_exist(send, filing, day):
    branch = directory.list_units(on=TODAY, tier=3)[0].code
    typed = {"procedure": "to-khai.huy", "unit": branch, "answers": {"registered_on": day}}

    document = told(send(filing | typed), 422)

    assert "ngày" in message(document, "registered_on") or "Năm" in message(document, "registered_on")


def test_a_paste_of_600_pages_is_told_its_length_and_the_limit(send, filing):
    document = told(send(with_answer(filing, site_address="Điều khoản dài. " * 100_000)), 422)

    assert "1.599.999 ký tự" in message(document, "site_address")


@pytest.mark.parametrize("text", ["Lô A1\x00", "Lô \ud800A1"], ids=["a null byte", "half a character"])
def test_characters_no_text_may_hold_fall_away(filer, send, filing, text):
    filed = send(with_answer(filing, site_address=text)).json()

    assert filer.get(f"/rest/v1/dossiers/{filed['id']}").json()["answers"]["site_address"] == "Lô A1"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("trong.pdf", b"", "rỗng"),
        ("khoa.pdf", files.locked_pdf(), "mật khẩu"),
        ("anh.pdf", files.picture("PNG"), "Tên tệp"),
        ("may.pdf", b"MZ\x90\x00" + bytes(64), "chương trình"),
        ("lon.pdf", b"%PDF-1.7" + bytes(10 * 1024**2), "10"),
    ],
    ids=["of zero bytes", "locked with a password", "a picture named pdf", "a program named pdf", "too large"],
)
def test_a_file_that_cannot_be_taken(filer, upload, name, content, words):
    file = BytesIO(content)
    file.name = name

    document = told(filer.post("/rest/v1/files", {"file": file}), 422)

    assert words in message(document, "file")


def test_a_procedure_that_has_been_closed(send, filing):
    from haidang.catalogue import queries
    from haidang.catalogue.models import ProcedureVersion

    ProcedureVersion.objects.filter(procedure=filing["procedure"]).update(valid_to=date(2020, 1, 1))
    queries.forget()

    document = told(send(filing), 403)

    assert "hết hiệu lực sau ngày 01/01/2020" in document["detail"]
    assert "http://testserver/thu-tuc/" in document["detail"]


def test_a_procedure_there_never_was(send, filing):
    assert told(send(filing | {"procedure": "kho.khong-co"}), 404)["detail"]


def test_a_unit_that_has_been_closed(send, filing):
    assert message(told(send(filing | {"unit": "0100"}), 422), "unit")


def test_a_session_that_expired(send, filing, filer):
    from haidang.accounts.models import Session
    from haidang.kernel import sql

    sql.execute("UPDATE accounts_session SET expires_at = statement_timestamp() - interval '1 second'")

    document = told(send(filing), 401)

    assert Session.objects.exists()
    assert "đăng nhập" in document["title"]
