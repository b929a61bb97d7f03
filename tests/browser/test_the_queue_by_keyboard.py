"""An officer walks through the queue without touching the mouse."""

from __future__ import annotations

from playwright.sync_api import expect

from support.browsing import RECEIVER, Visitors


def test_keys_walk_and_open(visit: Visitors, waiting: list[str]):
    page = visit(RECEIVER, "/can-bo/?buoc=receive")
    rows = page.locator("[data-row] a")
    first = rows.first.get_attribute("href") or ""

    page.keyboard.press("j")
    expect(rows.first).to_be_focused()
    page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(rows.first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{first}")

    expect(page.get_by_role("button", name="Tiếp nhận")).to_be_visible()
    assert len(waiting) == 2


def test_keys_search_and_help(visit: Visitors):
    page = visit(RECEIVER, "/can-bo/")
    help_ = page.get_by_role("dialog", name="Phím tắt")

    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(help_).to_be_visible()
    page.keyboard.press("Escape")
    expect(help_).to_be_hidden()
