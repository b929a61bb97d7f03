"""When something fails the page says what happened, why if that is known, and what to do next."""

import pytest
from django.template.loader import get_template
from lxml import html

from look import pages

STATUSES = ("400", "403", "403_csrf", "404", "409", "413", "422", "429")


@pytest.mark.parametrize("status", STATUSES)
def test_it_says_what_to_do_next(status):
    tree = html.fromstring(pages.draw_page(f"{status}.html", signed_in=False))

    assert tree.xpath("count(//h1)") == 1
    assert tree.xpath("//*[@data-message]")[0].text_content().strip()
    assert len(tree.xpath("//main//li")) >= 1


@pytest.mark.parametrize("status", [status for status in STATUSES if status != "403_csrf"])
def test_the_reason_of_the_rule_takes_the_place_of_the_general_sentence(status):
    tree = html.fromstring(pages.draw_page(f"{status}.html", {"message": "Chỉ lãnh đạo được phê duyệt."}))

    assert tree.xpath("//*[@data-message]")[0].text_content().strip() == "Chỉ lãnh đạo được phê duyệt."


def test_the_page_of_a_broken_system_needs_nothing_of_the_system():
    shown = get_template("500.html").render({})

    assert "Lỗi này của chúng tôi" in shown
    assert "Something broke on our side" in shown
