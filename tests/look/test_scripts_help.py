"""The scripts spare waiting and loss: drafts save themselves, files go up at once, a form goes once, keys walk."""

import json

import pytest

from look import pages
from look.server import serving

pytestmark = pytest.mark.browser

PAGE = """{% extends "look/portal.html" %}{% load static look %}{% block navigation %}{% endblock %}
{% block content %}<form class="form" method="post" action="/submit" data-autosave="/draft">
BODY
</form>{% endblock %}
{% block scripts %}<script type="module" src="{% static 'look/js/SCRIPT.js' %}"></script>{% endblock %}"""
DRAFT = """<input type="hidden" name="version" value="1"><label for="answer">Câu hỏi</label>
<input id="answer" name="answer">{% procedure_field table values %}
{% include "look/components/autosave.html" with saved_at="" only %}<button class="button is-next">Nộp</button>"""
UPLOAD = """{% include "look/components/file_input.html" with id="fire" name="fire" label="PCCC" accept=".pdf" """
UPLOAD += """max_size=1048576 files=files upload_url="/upload" only %}"""
TAKEN = '<div class="upload" id="fire-upload"><input type="file"><p>Đã nhận</p><div data-news></div></div>'
TOO_FAST = "<main><p data-message>Bạn gửi quá nhanh.</p></main>"


def drawn(body, script, context):
    return pages.draw(PAGE.replace("BODY", body).replace("SCRIPT", script), context)


@pytest.fixture
def site(request, own_addresses):
    table = pages.FIELDS[-1]
    served = {
        "/draft": drawn(DRAFT, "autosave", {"table": table, "values": {}}),
        "/upload": drawn(UPLOAD, "upload", {"files": [{"name": "co-san.pdf", "size": 3}]}),
        "/desk": pages.pattern("workspace"),
    }
    answers = {
        "/submit": (204, "text/plain", ""),
        "/draft": (200, "application/json", json.dumps({"saved_at": "15:30", "version": 2})),
        "/upload": (200, "text/html", TAKEN),
        **getattr(request, "param", {}),
    }
    with serving(served, answers) as found:
        yield found


@pytest.fixture
def page(chromium):
    page = chromium.new_page()
    yield page
    page.close()


def pick(page, *files):
    page.set_input_files("#fire", [{"name": name, "mimeType": "", "buffer": body} for name, body in files])


def test_a_draft_saves_itself_a_second_after_the_last_key(page, site):
    address, posted = site
    page.goto(f"{address}/draft")

    page.type("#answer", "Kho số 1")
    page.get_by_text("Đã lưu lúc 15:30").wait_for()

    assert posted == ["/draft"]
    assert page.input_value("[name=version]") == "2"


@pytest.mark.parametrize("site", [{"/draft": (409, "text/plain", "")}], indirect=True)
def test_a_draft_changed_in_another_window_is_told_and_not_overwritten(page, site):
    address, posted = site
    page.goto(f"{address}/draft")

    page.type("#answer", "Kho")
    page.get_by_text("vừa được sửa ở cửa sổ khác").wait_for()
    page.type("#answer", " số 2")
    page.wait_for_timeout(1500)

    assert posted == ["/draft"]
    assert page.input_value("#answer") == "Kho số 2"


def test_a_form_goes_once_however_often_it_is_pressed(page, site):
    address, posted = site
    page.goto(f"{address}/draft")

    with page.expect_response("**/submit"):
        page.evaluate("const b = document.querySelector('.is-next'); b.click(); b.click(); b.click()")
    page.wait_for_timeout(300)  # in which a second one would have come

    assert posted == ["/submit"]


def test_a_row_is_added_empty_and_with_its_own_number(page, site):
    address, posted = site
    page.goto(f"{address}/draft")
    page.fill("[name='goods.0.name']", "Nhựa")

    page.click("[data-add-row]")

    assert page.input_value("[name='goods.1.name']") == ""
    assert page.evaluate("document.activeElement.name") == "goods.1.name"
    assert posted == []


@pytest.mark.parametrize(
    ("name", "body", "told"),
    [
        ("ban-ve.dwg", b"x", "ban-ve.dwg không thuộc loại tệp nhận được"),
        ("rong.pdf", b"", "rong.pdf là tệp rỗng"),
        ("lon.pdf", b"x" * 1048577, "lon.pdf quá lớn: tối đa 1 MB"),
        ("co-san.pdf", b"abc", "co-san.pdf đã được đính kèm"),
    ],
)
def test_a_file_that_cannot_be_taken_is_told_at_once_without_sending(page, site, name, body, told):
    address, posted = site
    page.goto(f"{address}/upload")

    pick(page, (name, body))
    page.get_by_text(told).wait_for()

    assert posted == []


def test_a_file_goes_up_when_chosen_and_the_answer_takes_its_place(page, site):
    address, posted = site
    page.goto(f"{address}/upload")

    pick(page, ("pccc.pdf", b"%PDF-"))
    page.get_by_text("Đã nhận").wait_for()

    assert posted == ["/upload"]


@pytest.mark.parametrize("site", [{"/upload": (429, "text/html; charset=utf-8", TOO_FAST)}], indirect=True)
def test_a_file_refused_at_the_door_says_why(page, site):
    page.goto(f"{site[0]}/upload")

    pick(page, ("pccc.pdf", b"%PDF-"))

    page.get_by_text("pccc.pdf: Bạn gửi quá nhanh.").wait_for()


def test_the_keys_walk_the_queue_search_and_help(page, site):
    page.goto(f"{site[0]}/desk")

    page.keyboard.press("j")
    page.keyboard.press("j")
    row = page.evaluate(
        "[...document.querySelectorAll('[data-row]')].findIndex((r) => r.contains(document.activeElement))"
    )
    page.keyboard.press("/")
    searching = page.evaluate("document.activeElement.matches('[data-search]')")
    page.keyboard.type("jk?")
    typed = page.input_value("[data-search]")
    page.keyboard.press("Escape")
    page.keyboard.press("?")

    assert (row, searching, typed) == (2, True, "jk?")
    assert page.locator("#keys-help").is_visible()


def test_the_keys_can_be_switched_off(page, site):
    page.goto(f"{site[0]}/desk")
    page.keyboard.press("?")
    page.uncheck("[data-keys-switch]")
    page.keyboard.press("Escape")

    page.keyboard.press("/")

    assert page.evaluate("document.activeElement.matches('[data-search]')") is False
