"""Whatever is typed or attached, the page says at the field what is wrong and what to do, and keeps the rest."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from portal.test_filing_a_dossier import BRANCH, begin
from support import files

if TYPE_CHECKING:
    from support.world import World

LIVE = {"HX-Request": "true"}
HEAD = '--x\r\nContent-Disposition: form-data; name="layout"; filename="{}"\r\nContent-Type: application/pdf\r\n\r\n'


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("30/02/2026", "28 ngày"),
        ("2026-04-31", "30 ngày"),
        ("15/13/2026", "13"),
        ("00/00/0000", "1900"),
        ("hôm qua", "27/06/2017"),
    ],
)
def test_a_day_that_does_not_exist_is_told_and_stays_in_its_field(filer: Client, world: World, typed: str, words: str):
    uid = begin(filer, world, BRANCH)

    page = filer.post(reverse("portal:draft", args=[uid]), {"registered_on": typed, "go": "next"})

    text = page.content.decode()
    assert page.status_code == 422
    assert 'href="#id_registered_on"' in text
    assert words in text
    assert typed in text


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("trong.pdf", b"", "rỗng"),
        ("khoa.pdf", files.locked_pdf(), "mật khẩu"),
        ("anh.pdf", files.picture("PNG"), "Tên tệp"),
        ("may.pdf", b"MZ\x90\x00" + bytes(64), "chương trình"),
    ],
    ids=["of zero bytes", "locked with a password", "a picture named pdf", "a program named pdf"],
)
def test_a_file_that_cannot_be_taken_is_told_at_its_paper(
    filer: Client, world: World, name: str, content: bytes, words: str
):
    uid, file = begin(filer, world), BytesIO(content)
    file.name = name

    answer = filer.post(reverse("portal:papers", args=[uid]), {"layout": file}, headers=LIVE)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_paper-layout-upload"' in text
    assert name in text
    assert words in text


@pytest.mark.parametrize("headers", [LIVE, {}], ids=["live", "without scripts"])
def test_five_gigabytes_are_told_at_the_paper_without_being_read(filer: Client, world: World, headers):
    uid = begin(filer, world)

    page = filer.generic(
        "POST",
        reverse("portal:papers", args=[uid]),
        HEAD.format("ban-ve.pdf").encode() + bytes(1024**2),
        content_type="multipart/form-data; boundary=x",
        headers=headers,
        CONTENT_LENGTH=str(5 * 1024**3),
    )

    text = page.content.decode().replace("\xa0", " ")
    assert page.status_code == 422
    assert "5,0 GB" in text
    assert "ban-ve.pdf" in text


def test_a_null_character_in_a_paste_costs_nothing_typed(filer: Client, world: World):
    uid = begin(filer, world)

    filer.post(reverse("portal:save", args=[uid]), {"site_address": "Lô\0 C2"})

    assert filer.get(reverse("portal:draft", args=[uid])).context["values"]["site_address"] == "Lô C2"


def test_nor_does_it_after_the_session_ended(filer: Client, world: World):
    uid = begin(filer, world)
    filer.logout()

    answer = filer.post(reverse("portal:draft", args=[uid]), {"site_address": "Lô\0 C2"})

    assert answer.status_code == 302


@pytest.mark.parametrize("code", ["²", "N²", "9" * 400])
def test_a_code_that_is_none_is_told_in_the_look_up(public: Client, code: str):
    answer = public.post(reverse("portal:look_up"), {"code": code, "secret": "ABCD-EFGH"})

    assert answer.status_code == 422


def test_a_draft_that_is_none_cannot_be_moved_to_another_unit(filer: Client, world: World):
    page = filer.get(reverse("portal:start", args=[BRANCH]))
    business = page.context["form"].fields["business"].choices[0][0]
    sent = {"unit": page.context["units"][0].unit.id, "business": business, "draft": "x"}

    assert filer.post(reverse("portal:start", args=[BRANCH]), sent).status_code == 404
