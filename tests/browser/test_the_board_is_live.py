"""What happens at a counter is on headquarters' open pages within a second; the forecast says that it is nightly."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from support import journey
from support.browsing import FILER, SUPERVISOR, Visitors

AT_ONCE = 3_000  # a second, and as much again for a machine that is busy


def received(board: Page) -> int:
    """Return how many dossiers the board says were received."""
    return int(board.locator("#total-received").inner_text().replace(".", ""))


def test_a_filing_appears_by_itself_and_its_figure_is_marked(visit: Visitors):
    filer = visit(FILER)
    journey.begin(filer)
    journey.fill_in(filer)
    journey.attach(filer)
    board = visit(SUPERVISOR, "/giam-sat/")
    before = received(board)
    board.evaluate("document.body.dataset.same = 'page'")
    board.get_by_text("30 ngày gần đây, từng ngày").click()

    journey.send(filer)

    expect(board.locator("#total-received")).to_have_text(str(before + 1), timeout=AT_ONCE)
    expect(board.locator("[data-cell=total-received]")).to_have_class("num is-new")
    expect(board.locator("[data-told]")).to_contain_text(f"Nhận vào {before + 1}", timeout=10_000)
    assert board.evaluate("document.body.dataset.same") == "page"
    assert board.evaluate("document.getElementById('latest-days').open")


def test_the_moment_it_names_goes_on_while_nothing_happens(visit: Visitors):
    board = visit(SUPERVISOR, "/giam-sat/")
    moment = board.locator("[data-as-of]").inner_text()

    expect(board.locator("[data-as-of]")).not_to_have_text(moment, timeout=5_000)


def test_a_board_nobody_looks_at_asks_nothing(visit: Visitors):
    board = visit(SUPERVISOR, "/giam-sat/")
    board.wait_for_timeout(1_000)
    board.evaluate("Object.defineProperty(document, 'hidden', { get: () => true })")
    board.wait_for_timeout(500)
    asked = []
    board.on("request", lambda request: asked.append(request.url))

    board.wait_for_timeout(2_500)

    assert asked == []


def test_map_and_trends_follow_without_being_loaded_again(visit: Visitors):
    filer = visit(FILER)
    journey.begin(filer)
    journey.fill_in(filer)
    journey.attach(filer)
    places, courses = visit(SUPERVISOR, "/giam-sat/ban-do/?do=received"), visit(SUPERVISOR, "/giam-sat/xu-huong/")
    before = received(places)
    courses.locator("#course-all-open").click()

    journey.send(filer)

    expect(places.locator("#total-received")).to_have_text(str(before + 1), timeout=AT_ONCE)
    expect(courses.locator("[data-cell=course-all-sum]")).to_contain_text(f"nhận {before + 1},", timeout=AT_ONCE)
    assert courses.evaluate("document.getElementById('course-all-table').open")


def test_the_forecast_of_a_fresh_demonstration_is_there(visit: Visitors):
    forecast = visit(SUPERVISOR, "/giam-sat/du-bao/")

    expect(forecast.get_by_role("heading", name="Dự báo này đúng đến đâu?")).to_be_visible()
