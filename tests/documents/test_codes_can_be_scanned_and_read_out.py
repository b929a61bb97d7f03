"""A QR code can be scanned in any theme, a secret can be read out over the telephone."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from haidang.documents import api as documents


def test_the_qr_code_is_a_drawing_without_style_or_script() -> None:
    drawing = ElementTree.fromstring(documents.qr_svg("https://dichvucong.example/kiem-tra#G12-261103-0007"))

    assert drawing.tag == "{http://www.w3.org/2000/svg}svg"
    assert {child.tag for child in drawing} == {"{http://www.w3.org/2000/svg}path"}
    assert not [each for each in drawing.iter() if "style" in each.attrib]
    assert "viewBox" in drawing.attrib


def test_the_qr_code_stands_on_white_so_that_dark_pages_can_show_it() -> None:
    assert 'fill="#fff"' in documents.qr_svg("x")


def test_text_in_the_code_cannot_leave_it() -> None:
    assert "<script" not in documents.qr_svg('"><script>alert(1)</script>')


def test_secrets_differ_and_have_no_letters_that_sound_or_look_alike() -> None:
    secrets = {documents.new_secret() for _ in range(200)}

    assert len(secrets) == 200
    assert not [each for each in secrets if not re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{10}", each)]
