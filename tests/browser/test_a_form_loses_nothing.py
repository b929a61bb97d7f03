"""What somebody types or attaches is kept or told to be wrong at once, whatever the browser and the session do."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from support import journey
from support.browsing import ANOTHER_FILER, Visitors

PLACE = "Địa chỉ, vị trí kho"
TYPED = "Lô 9 khu công nghiệp Ví Dụ, Hải Phòng"


def test_a_draft_is_saved_while_it_is_typed(visit: Visitors):
    page = visit(ANOTHER_FILER)
    journey.begin(page)

    with page.expect_response("**/luu/"):
        page.get_by_label(PLACE).fill(TYPED)
    expect(page.get_by_role("status").filter(has_text="Đã lưu lúc")).to_be_visible()
    page.reload()

    expect(page.get_by_label(PLACE)).to_have_value(TYPED)


def test_going_on_while_a_save_is_under_way_is_no_conflict_with_oneself(visit: Visitors):
    page = visit(ANOTHER_FILER)
    journey.begin(page)

    def slowly(route: Route) -> None:
        answer = route.fetch()
        page.wait_for_timeout(2000)
        route.fulfill(response=answer)

    page.route("**/luu/", slowly)
    with page.expect_request("**/luu/"):
        page.get_by_label(PLACE).fill(TYPED)
    page.wait_for_timeout(1000)
    page.get_by_label("Diện tích khu đất").fill("7.000")
    page.get_by_role("button", name="Lưu, làm tiếp sau").click()

    expect(page.get_by_role("heading", name="Hồ sơ của tôi")).to_be_visible()


def test_a_question_appears_as_soon_as_an_answer_calls_for_it(visit: Visitors):
    page = visit(ANOTHER_FILER)
    journey.begin(page)
    volume = page.get_by_label("Thể tích kho chuyên dùng")
    expect(volume).to_have_count(0)

    page.get_by_label("kho ngoại quan chuyên dùng").check()

    expect(volume).to_be_visible()


def test_whoever_was_signed_out_meanwhile_goes_on_after_signing_in(visit: Visitors):
    page = visit(ANOTHER_FILER)
    journey.begin(page)
    draft = page.url
    page.context.clear_cookies(name="haidang_session")

    page.get_by_label(PLACE).fill(TYPED)
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    visit.sign_in(page, ANOTHER_FILER)

    assert page.url == draft
    expect(page.get_by_label(PLACE)).to_have_value(TYPED)


def test_a_form_left_open_goes_on_after_signing_in_in_another_window(visit: Visitors):
    page = visit(ANOTHER_FILER)
    journey.begin(page)
    page.context.clear_cookies(name="haidang_session")
    other = page.context.new_page()
    other.goto(page.url)
    visit.sign_in(other, ANOTHER_FILER)

    page.get_by_label(PLACE).fill(TYPED)
    page.get_by_role("button", name="Lưu, làm tiếp sau").click()

    expect(page.get_by_role("heading", name="Hồ sơ của tôi")).to_be_visible()
    other.reload()
    expect(other.get_by_label(PLACE)).to_have_value(TYPED)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("cai-dat.exe", b"MZ\x90\x00", "không thuộc loại tệp nhận được"),
        ("trong-rong.pdf", b"", "là tệp rỗng"),
        ("gia-mao.pdf", b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff", "gia-mao.pdf"),
    ],
    ids=["a kind nobody takes", "an empty one", "one under a false name"],
)
def test_a_file_that_cannot_be_used_is_told_at_once(visit: Visitors, name: str, content: bytes, told: str):
    page = visit(ANOTHER_FILER)
    journey.begin(page)
    page.goto(f"{page.url}giay-to/")
    box = page.locator(".upload").first

    box.locator("input").set_input_files({"name": name, "mimeType": "application/pdf", "buffer": content})

    expect(box.locator(".problems, .note.is-late").filter(has_text=told)).to_be_visible()
    expect(box.get_by_role("listitem")).to_have_count(0)


def test_a_file_chosen_after_the_session_ended_says_that_one_must_sign_in(visit: Visitors):
    page = visit(ANOTHER_FILER)
    journey.begin(page)
    page.goto(f"{page.url}giay-to/")
    box = page.locator(".upload").first
    page.context.clear_cookies(name="haidang_session")

    box.locator("input").set_input_files(journey.a_paper("giay-to.pdf"))

    expect(box.locator(".note.is-late").filter(has_text="phiên đăng nhập đã hết")).to_be_visible()


def test_a_dossier_can_be_filed_without_scripts(visit: Visitors):
    page = visit(ANOTHER_FILER, java_script_enabled=False)
    journey.begin(page)
    journey.fill_in(page)
    papers = page.locator("input[type=file]")
    for number in range(papers.count()):
        papers.nth(number).set_input_files(journey.a_paper(f"giay-to-{number}.pdf", pages=number + 1))
    page.get_by_role("button", name="Lưu và tiếp tục").click()

    path = journey.send(page)

    assert path.startswith("/ho-so/")
