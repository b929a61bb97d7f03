"""The standard forms, decisions and letters are set as official papers, readable by people and machines."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from haidang.documents import api as documents
from haidang.documents.pack import TEMPLATES
from haidang.documents.papers import SHAPES
from haidang.kernel.errors import Missing
from support.files import NOW
from support.papers import APOLOGY, DECISION, RECEIPT, REFUSAL, SAMPLES, STOP, SUPPLEMENT

A5, A4 = (420, 595), (595, 842)
LETTERS = ("recognition-decision", "written-answer", "reminder-letter", "period-report")
WORDS = {
    "receipt": [
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Số: 0012/TNHS",
        "Hà Nội, ngày 03 tháng 11 năm 2026",
        "Mã tra cứu: 7K2M9QXW4T",
        "Thời gian nhận hồ sơ: 10 giờ 15 phút, ngày 03 tháng 11 năm 2026",
        "Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 24 tháng 11 năm 2026",
        "Sơ đồ thiết kế khu vực kho, bãi 0 1 2",
        "Quyển số 01, số thứ tự 12",
        "(Nộp trực tuyến)",
        "Người ký: Nguyễn Văn Mẫu",
        "Thời gian ký: 03/11/2026 10:15:00 +07:00",
    ],
    "supplement": [
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
        "1. Sơ đồ thiết kế khu vực kho, bãi: bản quét bị mờ",
        "2. Diện tích bãi: khác số trên sơ đồ",
        "Đề nghị bổ sung trước: 17 giờ 00 phút, ngày 24 tháng 11 năm 2026",
        "số điện thoại 024 0000 0000",
    ],
    "refusal": [
        "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ",
        "không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau: 1. Kho nằm ngoài khu vực",
        "Căn cứ pháp lý: khoản 1 Điều 10 Nghị định 68/2016/NĐ-CP",
    ],
    "apology": [
        "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ",
        "Kính gửi: Công ty TNHH Kho vận Ví Dụ",
        "sẽ trả kết quả giải quyết hồ sơ vào: 17 giờ 00 phút, ngày 27 tháng 11 năm 2026",
        "KT. CỤC TRƯỞNG PHÓ CỤC TRƯỞNG",
    ],
    "stop": [
        "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ",
        "dừng giải quyết hồ sơ G12.01.00-261103-0007 kể từ 14 giờ 30 phút, ngày 05 tháng 11 năm 2026",
        "Theo yêu cầu của Ông/Bà gửi lúc 09 giờ 00 phút",
    ],
    "recognition-decision": [
        "QUYẾT ĐỊNH Về việc công nhận kho ngoại quan",
        "Hà Nội, ngày 04 tháng 02 năm 2026",
        "CỤC TRƯỞNG CỤC HẢI QUAN",
        "Căn cứ Nghị định số 68/2016/NĐ-CP;",
        "Điều 1. Công nhận kho ngoại quan:",
        "Diện tích kho, bãi 5.400 m²",
        "từ ngày 20 tháng 11 năm 2026 đến ngày 19 tháng 11 năm 2031",
        "Kho phải có hệ thống ca-mê-ra hoạt động liên tục.",
        "- Như Điều 3; - Chi cục Hải quan khu vực III; - Lưu: VT, hồ sơ điện tử.",
    ],
    "written-answer": [
        "V/v trả lời đề nghị kiểm tra giảm giá hàng nhập khẩu",
        "(Mã số thuế: 0200253985)",
        "Căn cứ Điều 15 Thông tư 39/2015/TT-BTC; căn cứ Điều 8 Nghị định 08/2015/NĐ-CP, Cục Hải quan trả lời như sau:",
        "- Như trên; - Lưu: VT, GSQL. KT. CỤC TRƯỞNG",
        "Khoản giảm giá phù hợp quy định. Đề nghị doanh nghiệp khai bổ sung.",
        "Kết quả Chấp nhận",
    ],
    "period-report": [
        "BÁO CÁO Kết quả giải quyết thủ tục hành chính: Tháng 10/2026",
        "được khóa lúc 09 giờ 00 phút, ngày 10 tháng 11 năm 2026, người khóa: Đỗ Mẫu Giám Sát",
        "2. Đến cuối kỳ (00 giờ 00 phút, ngày 01 tháng 11 năm 2026)",
        "Chi cục Hải quan khu vực I 1.345 245",
        "Số liệu đã khóa không thay đổi",
    ],
    "reminder-letter": [
        "V/v đôn đốc giải quyết hồ sơ quá hạn",
        "Kính gửi: Chi cục Hải quan khu vực I",
        "còn 01 hồ sơ quá thời hạn giải quyết",
        "G12.99.71-261013-120001",
        "quá 23 ngày làm việc",
        "trước khi hết ngày 27 tháng 11 năm 2026",
        "KT. CỤC TRƯỞNG PHÓ CỤC TRƯỞNG",
    ],
}


def read(template: str, data: Mapping[str, Any]) -> PdfReader:
    return PdfReader(BytesIO(documents.render(template=template, data=data, now=NOW)))


def words(paper: PdfReader) -> str:
    """Return the text in one line, as a search would see it."""
    text = " ".join(page.extract_text() for page in paper.pages)
    return " ".join(text.replace("\xa0", " ").split())


@pytest.mark.parametrize("template", SAMPLES)
def test_a_paper_says_what_it_must_in_vietnamese(template: str) -> None:
    text = words(read(template, SAMPLES[template]))

    assert [wanted for wanted in WORDS[template] if wanted not in text] == []
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc" in text


@pytest.mark.parametrize("template", SAMPLES)
def test_a_paper_names_its_dossier_and_where_to_check_it(template: str) -> None:
    text = words(read(template, SAMPLES[template]))

    assert "Mã hồ sơ: G12.01.00-261103-0007" in text
    assert "Kiểm tra tính xác thực tại: https://dichvucong.example/kiem-tra#G12.01.00-261103-0007" in text
    assert "9f" * 32 in text


@pytest.mark.parametrize("template", SAMPLES)
def test_a_paper_can_be_archived_and_read_aloud(template: str) -> None:
    paper = read(template, SAMPLES[template])

    metadata = paper.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert paper.trailer["/Root"]["/Lang"] == "vi-VN"
    assert paper.metadata is not None
    assert paper.metadata.creation_date == NOW


@pytest.mark.parametrize(
    ("template", "size"),
    [(name, A4 if name in LETTERS else A5) for name in SAMPLES],
)
def test_standard_forms_are_a5_and_decisions_a4(template: str, size: tuple[int, int]) -> None:
    """Circular 01/2018/TT-VPCP article 9 and Decree 30/2020/NĐ-CP appendix I."""
    box = read(template, SAMPLES[template]).pages[0].mediabox

    assert (round(box.width), round(box.height)) == size


@pytest.mark.parametrize("template", SAMPLES)
def test_an_ordinary_paper_fits_one_page(template: str) -> None:
    assert len(read(template, SAMPLES[template]).pages) == 1


def test_a_long_list_of_papers_runs_over_the_page_and_counts_pages() -> None:
    papers = [{"name": f"Giấy tờ thứ {n}", "originals": 0, "copies": 1, "files": 1} for n in range(1, 61)]

    paper = read("receipt", {**RECEIPT, "papers": papers})

    assert len(paper.pages) > 1
    assert "Giấy tờ thứ 60" in words(paper)
    assert f"Trang 1/{len(paper.pages)}" in words(paper)


def test_a_refusal_after_appraisal_says_so() -> None:
    assert "Qua thẩm định, hồ sơ không đủ điều kiện" in words(read("refusal", {**REFUSAL, "after_appraisal": True}))


def test_what_is_not_known_leaves_no_empty_line() -> None:
    bare = {**SUPPLEMENT, "filer": {"name": "Trần Thị Ví Dụ"}}

    text = words(read("supplement", {key: bare[key] for key in bare if key not in ("reply_by", "contact")}))

    assert "Địa chỉ" not in text
    assert "Email" not in text
    assert "Đề nghị bổ sung trước" not in text
    assert "Ông/Bà liên hệ" not in text


def test_an_apology_where_no_date_was_promised_names_only_the_new_one() -> None:
    text = words(read("apology", {**APOLOGY, "due_at": None}))

    assert "Thời gian hẹn trả kết quả" not in text
    assert "17 giờ 00 phút, ngày 27 tháng 11 năm 2026" in text


def test_a_stop_by_the_office_names_no_request() -> None:
    by_office = {key: value for key, value in STOP.items() if key != "asked_at"}

    assert "Theo yêu cầu" not in words(read("stop", by_office))


def test_a_decision_without_end_names_none() -> None:
    text = words(read("recognition-decision", {**DECISION, "valid_to": None}))

    assert "từ ngày 20 tháng 11 năm 2026 Điều 2." in text


def test_a_paper_not_yet_signed_leaves_room_for_the_hand() -> None:
    by_hand = {**RECEIPT, "online": False, "signature": {"title": "Người tiếp nhận hồ sơ", "name": "Nguyễn Văn Mẫu"}}

    text = words(read("receipt", by_hand))

    assert "(Ký và ghi rõ họ tên)" in text
    assert "Thời gian ký" not in text


def test_a_development_installation_marks_its_papers() -> None:
    assert "BẢN THỬ NGHIỆM, KHÔNG CÓ GIÁ TRỊ PHÁP LÝ" in words(read("receipt", RECEIPT))


def test_the_same_data_gives_the_same_paper() -> None:
    first = documents.render(template="receipt", data=RECEIPT, now=NOW)

    assert documents.render(template="receipt", data=RECEIPT, now=NOW) == first


def test_every_template_of_the_pack_has_its_data_described() -> None:
    assert {path.stem for path in TEMPLATES.glob("*.typ")} == SHAPES.keys() | {"kit"}
    assert SHAPES.keys() == SAMPLES.keys()


@pytest.mark.parametrize("template", ["no-such-paper", "kit", "../uploads", "/etc/passwd"])
def test_no_other_file_serves_as_a_template(template: str) -> None:
    with pytest.raises(Missing, match="Không có mẫu văn bản"):
        documents.render(template=template, data=RECEIPT, now=NOW)


def test_missing_data_is_named() -> None:
    with pytest.raises(KeyError, match="receipt needs due_at, term"):
        documents.render(
            template="receipt",
            data={key: value for key, value in RECEIPT.items() if key not in ("due_at", "term")},
            now=NOW,
        )
