"""A paper that cannot be taken is refused at its own control, at once, with the way out."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from portal.test_filing_a_dossier import a_file, begin

if TYPE_CHECKING:
    from support.world import World

LIVE = {"HX-Request": "true"}


def named(name: str, content: bytes) -> BytesIO:
    found = BytesIO(content)
    found.name = name
    return found


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("trong.pdf", b"", "rỗng"),
        ("anh.pdf", b"GIF89a" + b"\0" * 64, "anh.pdf"),
        ("may.exe", b"MZ" + b"\0" * 64, ".exe"),
        ("lon.pdf", b"%PDF-1.7" + b"\0" * (10 * 1024 * 1024), "10"),
    ],
)
def test_a_bad_file_is_told_at_its_paper(filer: Client, world: World, name: str, content: bytes, words: str):
    uid = begin(filer, world)

    answer = filer.post(reverse("portal:papers", args=[uid]), {"layout": named(name, content)}, headers=LIVE)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_paper-layout-upload"' in text
    assert "is-wrong" in text
    assert words in text


def test_a_good_file_appears_under_its_paper(filer: Client, world: World):
    uid = begin(filer, world)

    answer = filer.post(reverse("portal:papers", args=[uid]), {"layout": a_file("so-do.pdf")}, headers=LIVE)

    assert answer.status_code == 200
    assert "so-do.pdf" in answer.content.decode()


def test_the_same_file_twice_is_said_so(filer: Client, world: World):
    uid = begin(filer, world)
    filer.post(reverse("portal:papers", args=[uid]), {"layout": a_file("so-do.pdf")}, headers=LIVE)
    renamed = named("ban-hai.pdf", a_file("so-do.pdf").read())

    answer = filer.post(reverse("portal:papers", args=[uid]), {"layout": renamed}, headers=LIVE)

    assert answer.status_code == 422
    assert "đã được đính kèm ở đây rồi" in answer.content.decode()


def test_a_file_can_be_taken_off_again(filer: Client, world: World):
    uid = begin(filer, world)
    filer.post(reverse("portal:papers", args=[uid]), {"layout": a_file("so-do.pdf")}, headers=LIVE)
    box = next(b for b in filer.get(reverse("portal:papers", args=[uid])).context["boxes"] if b.name == "layout")

    filer.post(reverse("portal:papers", args=[uid]), {"remove": box.files[0]["remove"]})

    assert "so-do.pdf" not in filer.get(reverse("portal:papers", args=[uid])).content.decode()


def test_going_on_without_a_required_paper_names_it(filer: Client, world: World):
    uid = begin(filer, world)

    page = filer.post(reverse("portal:papers", args=[uid]), {"go": "next"})

    assert page.status_code == 422
    assert 'href="#id_paper-fire-safety"' in page.content.decode()


def test_one_bad_file_does_not_lose_the_good_ones(filer: Client, world: World):
    uid = begin(filer, world)
    files = {"layout": a_file("so-do.pdf"), "fire-safety": named("trong.pdf", b"")}

    page = filer.post(reverse("portal:papers", args=[uid]), files | {"go": "next"})

    assert page.status_code == 422
    assert "so-do.pdf" in page.content.decode()
