"""A file far too large fills neither disk nor memory and is answered at once."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from haidang.documents import api as documents
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Invalid
from support import files
from support.files import NOW

BOUNDARY = "frontier"
LIMIT = 10 * 1024**2


def part(name: str, content: bytes, *, file: str = "") -> bytes:
    filename = f'; filename="{file}"' if file else ""
    kind = "Content-Type: application/pdf\r\n" if file else ""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{filename}\r\n{kind}\r\n'
    return head.encode() + content + b"\r\n"


def request(*parts: bytes, length: int | None = None) -> tuple[WSGIRequest, BytesIO]:
    """Return a request whose body can be watched, and the body."""
    body = BytesIO(b"".join(parts) + f"--{BOUNDARY}--\r\n".encode())
    environ: dict[str, Any] = RequestFactory()._base_environ(
        REQUEST_METHOD="POST",
        CONTENT_TYPE=f"multipart/form-data; boundary={BOUNDARY}",
        CONTENT_LENGTH=str(length or len(body.getvalue())),
    )
    environ["wsgi.input"] = body
    return WSGIRequest(environ), body


def test_a_file_within_the_limit_arrives_whole(db: None, files_dir: Path, filer: Actor) -> None:
    content = files.pdf(pages=2)
    sent, _body = request(part("note", "Đơn".encode()), part("file", content, file="don.pdf"))

    upload = sent.FILES["file"]
    stored = documents.store_upload(file=upload, name=upload.name, limits=documents.upload_limits(), by=filer, now=NOW)
    sent.close()

    assert sent.POST["note"] == "Đơn"
    assert (stored.size, stored.name, stored.pages) == (len(content), "don.pdf", 2)


def test_five_gigabytes_are_refused_without_being_read(filer: Actor) -> None:
    beginning = part("file", bytes(3 * 1024**2), file="ban-ve.pdf")
    sent, body = request(part("csrfmiddlewaretoken", b"token"), beginning, length=5 * 1024**3)

    upload = sent.FILES["file"]
    with pytest.raises(Invalid) as refusal:
        documents.store_upload(file=upload, name=upload.name, limits=documents.upload_limits(), by=filer, now=NOW)

    assert body.tell() < 1024**2
    assert "Tệp nặng 5,0 GB" in str(refusal.value).replace("\xa0", " ")
    assert sent.POST["csrfmiddlewaretoken"] == "token"


def test_of_a_file_over_the_limit_no_more_than_the_limit_is_written(filer: Actor) -> None:
    large = part("large", bytes(LIMIT + 200_000), file="ban-ve.pdf")
    content = files.pdf()  # each PDF gets an id of its own moment
    sent, _body = request(large, part("small", content, file="don.pdf"))

    refused, taken = sent.FILES["large"], sent.FILES["small"]

    assert (refused.size, refused.read()) == (LIMIT + 200_000, b"")
    assert taken.read() == content
    with pytest.raises(Invalid, match="Tệp nặng 10,2"):
        documents.store_upload(file=refused, name="ban-ve.pdf", limits=documents.upload_limits(), by=filer, now=NOW)
    sent.close()


def test_an_empty_file_arrives_as_empty() -> None:
    sent, _body = request(part("file", b"", file="don.pdf"))

    assert sent.FILES["file"].size == 0
    sent.close()
