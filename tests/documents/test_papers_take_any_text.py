"""Whatever people type is set as text: it commands nothing, reaches nothing and breaks nothing."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from haidang.documents import api as documents
from support.files import NOW
from support.papers import FILER, RECEIPT

COMMANDS = [
    '#read("/etc/passwd")',
    '#image("../uploads.yaml")',
    "*not bold* _not italic_ `raw` $x^2$",
    "]#panic()[",
    '"; #eval("1+1") //',
    '{"qr": "<svg/>"}',
    "\\u{0} \\n <label> @ref = title",
]


def receipt_of(name: str) -> str:
    pdf = documents.render(template="receipt", data={**RECEIPT, "filer": {**FILER, "name": name}}, now=NOW)
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(text.replace("\xa0", " ").split())


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_stays_a_strange_name(name: str) -> None:
    shown = receipt_of(name).replace("“", '"').replace("”", '"')

    assert name.split()[0] in shown
    assert "root:" not in shown
    assert "largest_file" not in shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Công ty 中国 Ví Dụ", "Công ty □□ Ví Dụ"),
        ("Công ty 😀", "Công ty □"),
        ("Công\x00 ty\x07 Ví\u202e Dụ", "Công ty Ví Dụ"),
        ("Co\u0302ng ty Vi\u0301 Du\u0323", "Công ty Ví Dụ"),
        ("Société Générale Œuvre ½ → Ω", "Société Générale Œuvre ½ → Ω"),
        ("Nhà\ud83d máy", "Nhà máy"),
    ],
)
def test_a_character_the_font_lacks_is_a_box_and_the_paper_is_still_set(name: str, shown: str) -> None:
    assert f"Tiếp nhận hồ sơ của: {shown} Địa chỉ" in receipt_of(name)


def test_a_text_of_many_pages_is_set() -> None:
    assert receipt_of("Công ty rất dài " * 3000).count("Công ty rất dài") >= 2900


def test_a_word_without_end_does_not_push_anything_off_the_paper() -> None:
    assert "Địa chỉ: Lô 5" in receipt_of("W" * 5000)
