"""A request the system cannot even read is answered with a page that says what to do, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from portal.test_filing_a_dossier import begin

if TYPE_CHECKING:
    from support.world import World

FIVE_MEGABYTES = {"site_address": "trang giấy " * 400_000}


@pytest.fixture
def browser(filer: Client) -> Client:
    """A browser that is shown the page a bug would give, too."""
    filer.raise_request_exception = False
    return filer


def test_a_form_of_five_megabytes_is_told_the_limit_and_the_way_out(browser: Client, world: World):
    uid = begin(browser, world)

    page = browser.post(reverse("portal:draft", args=[uid]), FIVE_MEGABYTES)

    text = page.content.decode()
    assert page.status_code == 413
    assert "4 MB" in text
    assert "đính kèm như giấy tờ" in text


def test_the_same_is_told_in_english_to_who_chose_it(browser: Client, world: World):
    uid = begin(browser, world)
    browser.cookies["haidang_language"] = "en"

    page = browser.post(reverse("portal:draft", args=[uid]), FIVE_MEGABYTES)

    assert page.status_code == 413
    assert "attach it as a paper" in page.content.decode()


def test_the_draft_is_as_it_was(browser: Client, world: World):
    uid = begin(browser, world)
    browser.post(reverse("portal:save", args=[uid]), {"site_address": "Lô C2"})

    browser.post(reverse("portal:draft", args=[uid]), FIVE_MEGABYTES)

    assert "Lô C2" in browser.get(reverse("portal:draft", args=[uid])).content.decode()


def test_thousands_of_fields_are_no_bug_of_ours(browser: Client, world: World):
    uid = begin(browser, world)

    page = browser.post(reverse("portal:draft", args=[uid]), {f"x.{n}": "" for n in range(3001)})

    assert page.status_code == 413


def test_the_check_of_the_token_does_not_come_before_the_size(world: World):
    careful = Client(enforce_csrf_checks=True, raise_request_exception=False)
    careful.get(reverse("portal:look_up"))

    page = careful.post(reverse("portal:look_up"), {"code": "x" * 5_000_000})

    assert page.status_code == 413
    assert "4 MB" in page.content.decode()
