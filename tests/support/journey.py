"""The steps of a dossier as people take them on the screens, by the words they read there."""

from __future__ import annotations

import re
from io import BytesIO

from playwright.sync_api import FilePayload, Page, expect
from pypdf import PdfReader

from support.files import pdf

WAREHOUSE = "/thu-tuc/kho-ngoai-quan.thanh-lap/"
TYPED = {
    "Số, ngày, nơi cấp giấy chứng nhận": "0100112437, 05/03/2015, Sở KHĐT Hà Nội",
    "Địa chỉ, vị trí kho": "Lô 7 cảng Ví Dụ, Hải Phòng",
    "Diện tích khu đất": "12.000",
    "Diện tích kho chứa hàng": "5.400",
    "Số giấy chứng nhận đủ điều kiện PCCC": "PCCC-2026/0042",
}
CHOSEN = {
    "Loại đề nghị": "kho ngoại quan",
    "Khu vực đặt kho": "cảng biển",
    "Có phần mềm quản lý": "Có",
    "Có camera quan sát": "Có",
}


def arrive(page: Page, heading: str) -> None:
    """Wait until the page with this heading is there, its scripts with it."""
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    page.wait_for_load_state()


def begin(page: Page) -> None:
    """Go from the procedure to the empty form."""
    page.goto(WAREHOUSE)
    page.get_by_role("link", name="Nộp hồ sơ").click()
    page.get_by_role("button", name="Bắt đầu hồ sơ").click()
    arrive(page, "Điền tờ khai")


def fill_in(page: Page) -> None:
    """Answer every question, and go on to the papers."""
    for label, text in TYPED.items():
        page.get_by_label(label).fill(text)
    for legend, choice in CHOSEN.items():
        page.get_by_role("group", name=legend).get_by_label(re.compile(f"^{choice}")).first.check()
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    arrive(page, "Đính kèm giấy tờ")


def a_paper(name: str, *, pages: int = 1) -> FilePayload:
    """Return a PDF as somebody has it on the disk; a number of pages makes it another one."""
    return {"name": name, "mimeType": "application/pdf", "buffer": pdf(pages=pages)}


def attach(page: Page) -> None:
    """Choose a file for every paper, wait until each has gone up, and go on to the answers."""
    inputs = page.locator("input[type=file]")
    for number in range(inputs.count()):
        inputs.nth(number).set_input_files(a_paper(f"giay-to-{number}.pdf", pages=number + 1))
        expect(page.get_by_role("listitem").filter(has_text=f"giay-to-{number}.pdf")).to_be_visible()
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    arrive(page, "Kiểm tra và gửi")


def send(page: Page) -> str:
    """Send the dossier; return its path on the filer's side."""
    page.get_by_role("button", name="Gửi hồ sơ").click()
    arrive(page, "Đã gửi hồ sơ")
    return re.sub(r"^https?://[^/]+|\?.*", "", page.url)


def file_dossier(page: Page) -> str:
    """Go all the way from the procedure to the sent dossier; return its path on the filer's side."""
    begin(page)
    fill_in(page)
    attach(page)
    return send(page)


def at_the_desk(path: str) -> str:
    """Return where an officer finds the dossier that its filer finds at this path."""
    return f"/can-bo{path}"


def act(page: Page, word: str) -> None:
    """Press the button of the act whose form is open, and read that it is done."""
    page.locator("#quyet-dinh").get_by_role("button", name=word).first.click()
    expect(page.locator(".messages .note.is-ok")).to_be_visible()


def assign(page: Page) -> None:
    """Give the dossier to the officer HANDLER."""
    officers = page.get_by_label("Công chức xử lý")
    officers.select_option(officers.get_by_role("option", name="Mẫu Xử Lý").get_attribute("value"))
    page.locator("#quyet-dinh").get_by_role("button", name="Phân công").click()


def words_of(content: bytes) -> str:
    """Return the text of a PDF."""
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
