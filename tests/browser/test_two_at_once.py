"""Whoever acts twice, or at the same time as a colleague, makes nothing double and is told what happened."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from support import journey
from support.browsing import ANOTHER_FILER, ASSIGNER, FILER, LEADER, RECEIVER, Visitors


def dossiers_of(page: Page) -> set[str]:
    """Return the addresses in the filer's list."""
    page.goto("/ho-so/")
    return {link.get_attribute("href") or "" for link in page.locator(".dossier-line a").all()}


def test_pressing_twice_and_sending_from_two_windows_makes_one_dossier(visit: Visitors):
    first = visit(ANOTHER_FILER)
    before = dossiers_of(first)
    journey.begin(first)
    journey.fill_in(first)
    journey.attach(first)
    second = visit(ANOTHER_FILER, first.url)

    first.get_by_role("button", name="Gửi hồ sơ").dblclick()
    expect(first.get_by_role("heading", name="Đã gửi hồ sơ")).to_be_visible()
    path = journey.send(second)

    assert dossiers_of(second) - before == {path}


def test_the_second_of_two_officers_is_told_who_was_faster(visit: Visitors):
    desk = journey.at_the_desk(journey.file_dossier(visit(FILER)))
    journey.act(visit(RECEIVER, desk), "Tiếp nhận")
    first, second = visit(ASSIGNER, desk), visit(LEADER, desk)

    journey.assign(first)
    expect(first.get_by_text("Đã phân công").first).to_be_visible()
    journey.assign(second)

    expect(second.get_by_role("alert")).to_contain_text("Mẫu Phân Công đã thao tác trước")
