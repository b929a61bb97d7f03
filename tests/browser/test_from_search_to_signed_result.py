"""A business finds, files and follows a procedure; officers handle it; a signed result comes back and proves itself."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from support import journey
from support.browsing import ASSIGNER, FILER, HANDLER, LEADER, RECEIVER, Visitors


def find_and_file(page: Page) -> str:
    """Search without accents, read the procedure, file it; return the dossier's path."""
    page.get_by_label("Bạn muốn làm thủ tục gì?").fill("kho ngoai quan")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name="Thủ tục thành lập kho ngoại quan").click()
    expect(page.get_by_role("heading", name="Căn cứ pháp lý")).to_be_visible()
    path = journey.file_dossier(page)
    expect(page.get_by_text(re.compile(r"^N\d{9}$")).first).to_be_visible()
    return path


def ask_for_the_layout(page: Page) -> None:
    """Ask for one paper anew, by the key that opens the form."""
    page.keyboard.press("b")
    page.get_by_role("checkbox", name="Sơ đồ thiết kế khu vực kho, bãi").check()
    page.get_by_label("Lý do").fill("Sơ đồ chưa ghi vị trí camera.")
    journey.act(page, "Yêu cầu bổ sung")


def answer_the_request(page: Page) -> None:
    """Attach the paper that was asked for and send it."""
    page.get_by_role("link", name="Bổ sung ngay").click()
    page.locator("input[type=file]").set_input_files(journey.a_paper("so-do-moi.pdf", pages=9))
    expect(page.get_by_role("listitem").filter(has_text="so-do-moi.pdf")).to_be_visible()
    page.get_by_role("button", name="Gửi bổ sung").click()
    expect(page.get_by_text("Đã gửi bổ sung").first).to_be_visible()


def handle(visit: Visitors, desk: str) -> None:
    """Each officer does what the screen gives as the next action, up to the returned result."""
    receiver = visit(RECEIVER, desk)
    journey.act(receiver, "Tiếp nhận")
    journey.assign(visit(ASSIGNER, desk))
    handler = visit(HANDLER, desk)
    handler.get_by_label("Kết quả kiểm tra").fill("Kho, bãi đúng như sơ đồ; hai bên ký biên bản.")
    journey.act(handler, "Hoàn thành bước")
    handler.get_by_label("Chấp thuận đề nghị").check()
    handler.get_by_label("Nội dung quyết định").fill("Công nhận kho ngoại quan tại lô 7 cảng Ví Dụ.")
    journey.act(handler, "Đề xuất kết quả")
    journey.act(visit(LEADER, desk), "Ký và ban hành")
    receiver.goto(desk)
    journey.act(receiver, "Trả kết quả")


def download_the_result(page: Page) -> bytes:
    """Save the signed result as the filer does."""
    with page.expect_download() as started:
        page.locator(".documents").get_by_role("link", name="Tải về").first.click()
    return Path(started.value.path()).read_bytes()


def test_a_signed_result_comes_back_and_its_code_proves_it(visit: Visitors):
    filer = visit(FILER)
    path = find_and_file(filer)
    desk = journey.at_the_desk(path)

    ask_for_the_layout(visit(RECEIVER, desk))
    filer.goto(path)
    answer_the_request(filer)
    handle(visit, desk)
    filer.goto(path)
    result = download_the_result(filer)
    printed = re.search(r"http://\S+/xac-thuc/#(\w+)", journey.words_of(result))
    assert printed
    anybody = visit("", printed[0])
    anybody.get_by_role("main").get_by_role("button", name="Kiểm tra").click()

    assert result.startswith(b"%PDF")
    expect(anybody.get_by_text("Theo sổ của chúng tôi")).to_be_visible()
    expect(anybody.get_by_text("chấp thuận", exact=True)).to_be_visible()
    assert not [address for address in visit.addresses_of(anybody) if printed[1] in address]
