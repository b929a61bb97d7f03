"""In a demonstration each mail becomes a file that any mail program opens."""

from __future__ import annotations

import email
import email.policy
import stat
from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection, send_mail
from pytest_django.fixtures import Settings

BACKEND = "haidang.gateways.mailfolder.EmlFolderBackend"


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    """The folder this test's mail goes to, not yet there."""
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = BACKEND, str(tmp_path / "mail")
    return tmp_path / "mail"


def send(subject: str) -> int:
    return send_mail(subject, "Kính gửi Ông/Bà", "haidang@vidu.example", ["filer@vidu.example"])


def test_a_mail_reads_as_it_was_written(folder: Path) -> None:
    message = EmailMultiAlternatives("Đã nhận hồ sơ", "Chữ", "haidang@vidu.example", ["filer@vidu.example"])
    message.attach_alternative("<p>Chữ</p>", "text/html")
    message.attach("giay-tiep-nhan.pdf", b"%PDF-1.7", "application/pdf")

    assert message.send() == 1

    (path,) = folder.glob("*.eml")
    read = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert read["Subject"] == "Đã nhận hồ sơ"
    assert read["To"] == "filer@vidu.example"
    assert read["Date"] is not None
    assert read["Message-ID"] is not None
    assert [part.get_filename() for part in read.iter_attachments()] == ["giay-tiep-nhan.pdf"]
    body = read.get_body(("plain",))
    assert body is not None
    assert body.get_content().strip() == "Chữ"


def test_lines_end_as_the_standard_says(folder: Path) -> None:
    send("Thử")

    (path,) = folder.glob("*.eml")
    content = path.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n") > 3


def test_mails_sort_by_the_order_of_sending_and_leave_no_drafts(folder: Path) -> None:
    for number in range(5):
        send(f"Thư {number}")

    found = [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in sorted(folder.iterdir())
    ]
    assert [each["Subject"] for each in found] == [f"Thư {number}" for number in range(5)]
    assert {path.suffix for path in folder.iterdir()} == {".eml"}


def test_mails_are_private(folder: Path) -> None:
    send("Thử")

    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_a_mail_to_nobody_is_not_written(folder: Path) -> None:
    assert get_connection().send_messages([EmailMultiAlternatives("Thử", "", "haidang@vidu.example", [])]) == 0

    assert not folder.exists()


def test_a_folder_that_cannot_be_written_is_an_error_unless_silenced(folder: Path) -> None:
    folder.write_text("in the way")

    with pytest.raises(OSError, match="mail"):
        send("Thử")
    assert send_mail("Thử", "", "haidang@vidu.example", ["filer@vidu.example"], fail_silently=True) == 0
