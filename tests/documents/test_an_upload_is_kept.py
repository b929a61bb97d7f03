"""What people send is kept once by its content, whole or not at all, under a name that can do no harm."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection

from haidang.documents import api as documents
from haidang.documents.models import File
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Invalid, Missing
from support import files
from support.files import NOW, Store

TAKEN = {
    "PDF": (files.pdf(pages=3), "don.pdf", "application/pdf", 3),
    "PDF that may not be changed": (files.restricted_pdf(), "don.PDF", "application/pdf", 1),
    "PDF about scripts": (files.pdf_that_talks_of_scripts(), "don.pdf", "application/pdf", 1),
    "old Word": (files.word(), "don.doc", "application/msword", None),
    "old Excel": (files.excel(), "bang.xls", "application/vnd.ms-excel", None),
    "new Word": (
        files.office("word/document.xml"),
        "don.docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        None,
    ),
    "new Excel": (
        files.office("xl/workbook.xml"),
        "bang.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        None,
    ),
    "photograph": (files.picture("JPEG"), "anh.jpeg", "image/jpeg", 1),
    "drawing": (files.picture("PNG"), "anh.png", "image/png", 1),
    "scan": (files.picture("TIFF"), "anh.tif", "image/tiff", 1),
}


@pytest.mark.parametrize(("content", "name", "media_type", "pages"), TAKEN.values(), ids=TAKEN.keys())
def test_a_sound_file_is_taken(store: Store, content: bytes, name: str, media_type: str, pages: int | None) -> None:
    stored = store(content, name)

    assert (stored.name, stored.media_type, stored.size) == (name, media_type, len(content))
    assert (stored.pages, stored.uploaded_by) == (pages, 42)
    assert stored.sha256 == hashlib.sha256(content).hexdigest()


def test_what_was_sent_comes_back_byte_for_byte(store: Store) -> None:
    content = files.pdf(pages=2)

    found, file = documents.open_file(store(content, "don.pdf").id)

    with file:
        assert file.read() == content
    assert found.name == "don.pdf"


def test_the_same_content_is_kept_once_and_each_upload_has_its_own_name(store: Store, files_dir: Path) -> None:
    content = files.pdf()

    first, second = store(content, "don.pdf"), store(content, "don (1).pdf")

    assert first.id != second.id
    assert first.sha256 == second.sha256
    assert [path.name for path in files_dir.rglob("*") if path.is_file()] == [first.sha256]


def test_kept_bytes_are_private_and_no_program(store: Store, files_dir: Path) -> None:
    stored = store(files.pdf(), "don.pdf")

    kept = files_dir / stored.sha256[:2] / stored.sha256
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(files_dir.stat().st_mode) == 0o700


def test_files_come_in_the_order_asked_for_by_one_statement(store: Store) -> None:
    first, second = store(files.pdf(), "a.pdf"), store(files.pdf(pages=2), "b.pdf")

    found = documents.get_files([second.id, first.id, second.id])

    assert found == [second, first, second]


def test_a_file_nobody_sent_is_left_out_of_a_list_and_missing_by_itself(store: Store) -> None:
    stored = store(files.pdf(), "a.pdf")

    assert documents.get_files([stored.id, uuid4()]) == [stored]
    with pytest.raises(Missing, match="không còn trên hệ thống"):
        documents.open_file(uuid4())


def test_a_changed_byte_on_the_disk_is_found(store: Store, files_dir: Path) -> None:
    stored = store(files.pdf(), "don.pdf")
    kept = files_dir / stored.sha256[:2] / stored.sha256
    assert documents.verify_file(stored.id)

    kept.write_bytes(kept.read_bytes().replace(b"%PDF-1", b"%PDF-2"))

    assert not documents.verify_file(stored.id)


def test_a_lost_file_is_found(store: Store, files_dir: Path) -> None:
    stored = store(files.pdf(), "don.pdf")

    (files_dir / stored.sha256[:2] / stored.sha256).unlink()

    assert not documents.verify_file(stored.id)


def test_a_program_sends_under_the_same_rules(db: None, files_dir: Path, filer: Actor) -> None:
    stored = documents.store_bytes(content=files.pdf(), name="../don.pdf", by=filer, now=NOW)

    assert (stored.name, stored.uploaded_by) == ("don.pdf", 42)
    with pytest.raises(Invalid, match="Tệp rỗng"):
        documents.store_bytes(content=b"", name="don.pdf", by=filer, now=NOW)


def test_bytes_without_a_row_are_listed(store: Store) -> None:
    stored = store(files.pdf(), "don.pdf")
    assert documents.list_orphans() == []

    File.objects.all().delete()

    assert documents.list_orphans() == [stored.sha256]


def test_a_paper_the_system_made_has_no_sender(db: None, files_dir: Path) -> None:
    stored = documents.store_generated(pdf=files.pdf(), name="giay-tiep-nhan.pdf", now=NOW)

    assert (stored.uploaded_by, stored.media_type) == (None, "application/pdf")
    assert documents.verify_file(stored.id)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\me\\don.pdf", "don.pdf"),
        ("don\x00\r\n.pdf", "don.pdf"),
        ("giay\u202efdp.exe.pdf", "giayfdp.exe.pdf"),
        ("  .don   de nghi .pdf", "don de nghi.pdf"),
        ("Đơn đề nghị.pdf", "Đơn đề nghị.pdf"),
        ("Đo\u031bn đê\u0300 nghi\u0323.pdf", "Đơn đề nghị.pdf"),
        ("a<b>:c|d?.pdf", "a-b--c-d-.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("ban-quet", "ban-quet.pdf"),
        ("..", "tep-dinh-kem.pdf"),
        ("", "tep-dinh-kem.pdf"),
    ],
)
def test_a_name_is_made_harmless(store: Store, given: str, kept: str) -> None:
    assert store(files.pdf(), given).name == kept


@pytest.mark.parametrize("wrong", [{"sha256": "x"}, {"size": 0}, {"pages": 0}])
def test_the_database_refuses_what_cannot_be(db: None, wrong: dict[str, object]) -> None:
    right = {"sha256": "ab" * 32, "name": "a", "media_type": "application/pdf", "size": 1, "uploaded_at": NOW}

    with pytest.raises(IntegrityError), connection.constraint_checks_disabled():
        File.objects.create(**{**right, **wrong})


def test_the_control_can_announce_the_limits() -> None:
    limits = documents.upload_limits()

    assert limits.accept == ".pdf,.doc,.docx,.xls,.xlsx,.jpg,.jpeg,.png,.tif,.tiff"
    assert limits.names == "PDF, Word, Excel, ảnh JPEG, ảnh PNG, ảnh TIFF"
    assert limits.confidence == "uncertain"
