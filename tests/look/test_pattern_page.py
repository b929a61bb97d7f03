"""Every component, in every face, width and theme, can be used by everybody: axe finds nothing, nothing overflows."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from look import pages
from look.server import serving

pytestmark = pytest.mark.browser
FACES = ("portal", "workspace", "supervision")


@pytest.fixture
def site(own_addresses):
    drawn = {f"/{face}": pages.pattern(face) for face in FACES}
    with serving(drawn, {}) as (address, _posted):
        yield address


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (768, "dark"), (1440, "light"), (1440, "dark")])
@pytest.mark.parametrize("face", FACES)
def test_axe_finds_nothing_and_nothing_overflows(chromium, site, face, width, theme):
    page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
    page.goto(f"{site}/{face}")

    found = Axe().run(page).response["violations"]
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.close()

    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    assert overflow <= 0


@pytest.mark.parametrize("face", ["portal", "workspace"])
def test_everything_to_press_is_large_enough_for_a_thumb(chromium, site, face):
    context = chromium.new_context(viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{site}/{face}")

    small = page.evaluate(
        """[...document.querySelectorAll('.button, .tool, .nav a, .tabs a, input, select')]
           .filter((each) => !each.matches('[type=radio], [type=checkbox]'))
           .filter((each) => each.checkVisibility() && each.type !== 'hidden')
           .filter((each) => each.getBoundingClientRect().height < 44)
           .map((each) => each.outerHTML.slice(0, 90))"""
    )
    context.close()

    assert small == []


def test_the_keyboard_sees_where_it_is(chromium, site):
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{site}/portal")
    page.locator(".button.is-next").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")

    width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    page.close()

    assert width == "3px"
