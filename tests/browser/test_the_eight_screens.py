"""The eight screens are drawn well at every width in both themes, and everybody can use them."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from support.browsing import DESK, PHONE, TABLET, Visitors

SCREENS = ("home", "procedure", "form", "check", "dossier", "queue", "desk", "board")
THEMES = ("light", "dark")
PICTURES = Path(__file__).parents[2] / "pictures"


@pytest.fixture(params=SCREENS)
def name(request: pytest.FixtureRequest) -> str:
    """The name of a screen."""
    return str(request.param)


@pytest.fixture
def screen(visit: Visitors, scenes: dict[str, tuple[str, str]], name: str) -> Page:
    """One of the screens, open before the person it is for."""
    return visit(*scenes[name])


def draw(page: Page, name: str) -> None:
    """Make a picture of the page at each width in each theme."""
    PICTURES.mkdir(exist_ok=True)
    for size, theme in product((PHONE, TABLET, DESK), THEMES):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme)
        page.screenshot(path=PICTURES / f"{name}-{size['width']}-{theme}.png", full_page=True)


def test_its_pictures_are_there_to_be_looked_at(screen: Page, name: str):
    draw(screen, name)

    assert len(list(PICTURES.glob(f"{name}-*.png"))) == 6


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing(screen: Page, theme: str):
    screen.emulate_media(color_scheme=theme)

    found = Axe().run(screen)

    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("size", [PHONE, TABLET], ids=["phone", "tablet"])
def test_nothing_sticks_out_at_the_side(screen: Page, size: dict[str, int]):
    screen.set_viewport_size(size)

    width = screen.evaluate("document.scrollingElement.scrollWidth")

    assert width <= size["width"]
