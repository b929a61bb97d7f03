"""A file that cannot serve as a paper is refused at once, with what is wrong and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.utils.translation import override

from haidang.documents import api as documents
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Invalid
from support import files
from support.files import NOW, Store

REFUSED = {
    "nothing in it": (b"", "don.pdf", "empty", "Tệp rỗng"),
    "a kind nobody takes": (b"MZ", "setup.exe", "type_not_allowed", "đuôi .exe"),
    "an extension hidden behind another": (b"MZ", "don.pdf.exe", "type_not_allowed", "đuôi .exe"),
    "a program called a PDF": (b"MZ" + bytes(99), "don.pdf", "program", "chương trình"),
    "a script called a PDF": (b"#!/bin/sh\nrm -rf /", "don.pdf", "program", "chương trình"),
    "a picture called a PDF": (files.picture("JPEG"), "don.pdf", "mislabelled", "đổi đuôi thành .jpg"),
    "a PDF called Word": (files.pdf(), "don.docx", "mislabelled", "đổi đuôi thành .pdf"),
    "a moving picture called a PDF": (b"GIF89a" + bytes(99), "don.pdf", "mislabelled", "(.gif)"),
    "text called a PDF": (b"Kinh gui Cuc Hai quan", "don.pdf", "mislabelled", "không phải PDF"),
    "text without an extension": (b"Kinh gui Cuc Hai quan", "don", "type_not_allowed", "Không gửi được loại tệp này"),
    "a ZIP called Word": (files.office("thu-muc/anh.jpg"), "don.docx", "mislabelled", "không phải Word"),
    "a locked PDF": (files.locked_pdf(), "don.pdf", "password", "mật khẩu"),
    "a locked new Word file": (files.compound({"EncryptedPackage": bytes(64)}), "don.docx", "password", "mật khẩu"),
    "a locked part of a Word file": (files.office("word/document.xml", locked=True), "a.docx", "password", "mật khẩu"),
    "a locked old Word file": (files.word(locked=True), "don.doc", "password", "mật khẩu"),
    "a locked old Excel file": (files.excel(locked=True), "bang.xls", "password", "mật khẩu"),
    "a PDF with a script": (files.pdf_with_script(), "don.pdf", "active_content", "mã lệnh"),
    "a PDF that starts a program": (files.pdf_that_starts_a_program(), "don.pdf", "active_content", "mã lệnh"),
    "an old Word file with macros": (files.word(macros=True), "don.doc", "active_content", "macro"),
    "a new Word file with macros": (
        files.office("word/document.xml", macros=True),
        "a.docx",
        "active_content",
        "macro",
    ),
    "a PDF cut short": (files.pdf(pages=3)[:-60], "don.pdf", "broken", "bị hỏng"),
    "a PDF full of nonsense": (b"%PDF-1.7\nnonsense\n%%EOF", "don.pdf", "broken", "bị hỏng"),
    "a PDF without pages": (files.pdf(pages=0), "don.pdf", "broken", "bị hỏng"),
    "half a photograph": (files.picture("JPEG")[:9000], "anh.jpg", "broken", "thiếu một phần"),
    "half a drawing": (files.picture("PNG")[:9000], "anh.png", "broken", "thiếu một phần"),
    "half a Word file": (files.office("word/document.xml")[:-30], "don.docx", "broken", "bị hỏng"),
    "half an old Word file": (files.word()[:1200], "don.doc", "broken", "bị hỏng"),
    "a compound file of garbage": (files.word()[:30] + b"\xff" * 2000, "don.doc", "broken", "bị hỏng"),
    "a swelling Word file": (
        files.office("word/document.xml", filler=210 * 1024**2),
        "don.docx",
        "too_large",
        "Khi giải nén",
    ),
}


@pytest.mark.parametrize(("content", "name", "code", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_a_file_is_refused(store: Store, files_dir: Path, content: bytes, name: str, code: str, words: str) -> None:
    with pytest.raises(Invalid) as refusal:
        store(content, name, field="papers.request")

    (problem,) = refusal.value.problems
    assert (problem.field, problem.code) == ("papers.request", code)
    assert words in str(problem.message)
    assert str(problem.message).startswith(f"“{name}”: ")
    assert not list(files_dir.rglob("*"))


def test_a_file_that_is_too_large_is_told_its_size_and_the_limit(store: Store) -> None:
    with pytest.raises(Invalid) as refusal:
        store(bytes(10 * 1024**2 + 1), "ban-ve.pdf")

    assert refusal.value.problems[0].code == "too_large"
    assert "Tệp nặng 10,0" in str(refusal.value).replace("\xa0", " ")
    assert "tối đa 10,0 MB" in str(refusal.value).replace("\xa0", " ")


def test_a_refusal_is_in_english_for_who_reads_english(store: Store) -> None:
    with override("en"), pytest.raises(Invalid) as refusal:
        store(b"", "form.pdf")

    assert "The file is empty (0 bytes)." in str(refusal.value)


def test_a_limit_of_another_administration_is_kept(db: None, files_dir: Path, filer: Actor) -> None:
    from dataclasses import replace

    limits = replace(documents.upload_limits(), largest_file=100)

    with pytest.raises(Invalid) as refusal:
        documents.store_upload(file=ContentFile(files.pdf()), name="a.pdf", limits=limits, by=filer, now=NOW)

    assert refusal.value.problems[0].code == "too_large"
