"""
Sets papers with Typst: PDF/A-2a and PDF/UA-1, in the font Typst carries itself.

The data reaches the template as one JSON string and is set as text; the compiler sees no folder but that of the
templates. So a filer named `#read("/etc/passwd")` stays a strange name.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import typst
from django.utils.translation import gettext as _

from haidang.documents.mode import is_development
from haidang.documents.pack import TEMPLATES
from haidang.documents.papers import SHAPES
from haidang.documents.qr import qr_svg
from haidang.kernel.errors import Missing

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
_FONTS = typst.Fonts(include_system_fonts=False)
_PROBE = b"#let c = sys.inputs.c\n#c #strong(c) #emph(c)"
_ABSENT = "\N{WHITE SQUARE}"


def render(*, template: str, data: Mapping[str, Any], now: datetime) -> bytes:
    """
    Return the paper as a PDF; `papers.SHAPES` says which data each template takes.

    :raises Missing: if the pack has no such template
    """
    shape = SHAPES.get(template)
    if shape is None:
        raise Missing(_("There is no template “%(template)s”.") % {"template": template})
    absent = shape.__required_keys__ - data.keys()  # type: ignore[attr-defined]  # a TypedDict class
    if absent:
        raise KeyError(f"{template} needs {', '.join(sorted(absent))}")
    extras = {"qr": qr_svg(data["binding"]["check_url"]), "is_trial": is_development()}
    return _compile(template, json.dumps(_plain({**data, **extras})), now)


def _compile(template: str, data: str, now: datetime) -> bytes:
    return typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=_FONTS,
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        pdf_standards=_STANDARDS,
        timestamp=now.astimezone(UTC).replace(microsecond=0),
    )


def _plain(value: Any) -> Any:
    """Return the value as JSON knows it: moments and days as ISO text in local time, texts that can be set."""
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, datetime):
        return value.astimezone(ZONE).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float):
        return value
    return "".join(each if _can_set(each) else _ABSENT for each in _tidy(str(value)))


def _tidy(text: str) -> str:
    """Return the text in NFC, without control and direction characters, which PDF/A and readers dislike."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(ch if ch in "\n\t" or unicodedata.category(ch)[0] != "C" else "" for ch in composed)


@cache
def _can_set(character: str) -> bool:
    """Return whether the fonts have the character; PDF/A refuses a paper with a hole in it."""
    if character in "\n\t" or " " <= character <= "~" or "\u1ea0" <= character <= "\u1ef9":
        return True
    try:
        typst.compile(
            _PROBE, font_paths=_FONTS, ignore_system_fonts=True, sys_inputs={"c": character}, pdf_standards=["a-2b"]
        )
    except typst.TypstError:
        return False
    return True
