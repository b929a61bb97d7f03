"""Every template keeps to the strict policy: no inline style or script, nothing from another host, light to load."""

import gzip
import re
from pathlib import Path

import django_htmx
import pytest

from haidang.config.messages import PACKAGE
from look import pages

TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
STATIC = PACKAGE / "look/static/look"
FORBIDDEN = {
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son(click|change|submit|load|input|error)\s*=", re.IGNORECASE),
    "a javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "something from another host": re.compile(r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=[\"'](?:https?:)?//"),
}


def name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_a_template_holds_nothing_the_policy_refuses(template):
    text = template.read_text("utf-8")

    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []


def test_there_is_one_common_stylesheet_and_it_is_small():
    assert sorted(STATIC.rglob("*.css")) == [STATIC / "haidang.css"]
    assert (STATIC / "haidang.css").stat().st_size < 40_000


def test_only_pages_for_supervisors_add_a_little_of_their_own():
    own = [sheet for sheet in PACKAGE.glob("*/static/**/*.css") if STATIC not in sheet.parents]

    assert {sheet.relative_to(PACKAGE).parts[0] for sheet in own} == {"supervision"}
    assert max(sheet.stat().st_size for sheet in own) < 6_000


def test_a_first_page_weighs_less_than_a_hundred_kilobytes_on_the_wire(own_addresses):
    page = pages.pattern("portal").encode()
    htmx = Path(django_htmx.__file__).parent / "static/django_htmx/htmx-2.min.js"
    parts = [page, htmx.read_bytes(), *(file.read_bytes() for file in sorted(STATIC.rglob("*.*")))]

    assert sum(len(gzip.compress(part, 6)) for part in parts) < 60_000
