"""Sample data for each paper; every name and number is invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from haidang.documents.papers import (
    Apology,
    Binding,
    Contact,
    Filer,
    Heading,
    Mark,
    PeriodReport,
    Receipt,
    RecognitionDecision,
    Refusal,
    ReminderLetter,
    Stop,
    Supplement,
    WrittenAnswer,
)

ACCEPTED = datetime(2026, 11, 3, 3, 15, tzinfo=UTC)
DUE = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
UNIT = "Bộ phận Tiếp nhận và Trả kết quả: Ban Giám sát quản lý về hải quan"
PROCEDURE = "Thủ tục thành lập kho ngoại quan"

HEADING = Heading(
    parent="Cục Hải quan",
    agency="Ban Giám sát quản lý về hải quan",
    place="Hà Nội",
    number="0012/TNHS",
    day=date(2026, 11, 3),
)
HEADQUARTERS = Heading(
    parent="Bộ Tài chính", agency="Cục Hải quan", place="Hà Nội", number="152/QĐ-CHQ", day=date(2026, 2, 4)
)
BINDING = Binding(
    code="G12.01.00-261103-0007", head="9f" * 32, check_url="https://dichvucong.example/kiem-tra#G12.01.00-261103-0007"
)
FILER = Filer(
    name="Công ty TNHH Kho vận Ví Dụ",
    address="Lô 5, Khu công nghiệp Ví Dụ, thành phố Hải Phòng",
    phone="0225 000 0000",
    email="lienhe@vidu.example",
    identity_name="Mã số thuế",
    identity="0200253985",
)
CONTACT = Contact(name="Nguyễn Văn Mẫu", phone="024 0000 0000", site="https://dichvucong.example")
OFFICER = Mark(title="Người tiếp nhận hồ sơ", name="Nguyễn Văn Mẫu", at=ACCEPTED)
LEADER = Mark(signs_as="KT. Cục trưởng", title="Phó Cục trưởng", name="Phạm Văn Ví Dụ", at=ACCEPTED)

RECEIPT: Receipt = {
    "heading": HEADING,
    "binding": BINDING,
    "filer": FILER,
    "procedure": PROCEDURE,
    "unit": UNIT,
    "form": {"number": "01", "title": "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"},
    "signature": OFFICER,
    "papers": [
        {"name": "Văn bản đề nghị công nhận kho ngoại quan", "originals": 1, "copies": 0, "files": 1},
        {"name": "Sơ đồ thiết kế khu vực kho, bãi", "originals": 0, "copies": 1, "files": 2},
    ],
    "sets": 1,
    "term": "15 ngày làm việc",
    "accepted_at": ACCEPTED,
    "due_at": DUE,
    "way_of_result": "Trực tuyến",
    "submitted_by": "Trần Thị Ví Dụ",
    "online": True,
    "secret": "7K2M9QXW4T",
    "book": {"volume": "01", "entry": "12"},
}
SUPPLEMENT: Supplement = {
    "heading": HEADING,
    "binding": BINDING,
    "filer": FILER,
    "procedure": PROCEDURE,
    "unit": UNIT,
    "form": {"number": "02", "title": "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"},
    "signature": OFFICER,
    "items": [
        {"what": "Sơ đồ thiết kế khu vực kho, bãi", "why": "bản quét bị mờ"},
        {"what": "Diện tích bãi", "why": "khác số trên sơ đồ"},
    ],
    "reason": "Điểm b khoản 2 Điều 11 Nghị định 68/2016/NĐ-CP",
    "reply_by": DUE,
    "contact": CONTACT,
}
REFUSAL: Refusal = {
    "heading": HEADING,
    "binding": BINDING,
    "filer": FILER,
    "procedure": PROCEDURE,
    "unit": UNIT,
    "form": {"number": "03", "title": "Phiếu từ chối tiếp nhận giải quyết hồ sơ"},
    "signature": OFFICER,
    "reasons": ["Kho nằm ngoài khu vực được thành lập kho ngoại quan."],
    "legal": "khoản 1 Điều 10 Nghị định 68/2016/NĐ-CP",
    "after_appraisal": False,
}
APOLOGY: Apology = {
    "heading": HEADING,
    "binding": BINDING,
    "filer": FILER,
    "procedure": PROCEDURE,
    "unit": UNIT,
    "form": {"number": "04", "title": "Phiếu xin lỗi và hẹn lại ngày trả kết quả"},
    "signature": LEADER,
    "accepted_at": ACCEPTED,
    "due_at": DUE,
    "new_due_at": datetime(2026, 11, 27, 10, 0, tzinfo=UTC),
    "reasons": ["Đoàn kiểm tra chưa hoàn thành do mưa bão."],
}
STOP: Stop = {
    "heading": HEADING,
    "binding": BINDING,
    "filer": FILER,
    "procedure": PROCEDURE,
    "unit": UNIT,
    "form": {"number": "05", "title": "Thông báo dừng giải quyết hồ sơ"},
    "signature": LEADER,
    "accepted_at": ACCEPTED,
    "asked_at": datetime(2026, 11, 5, 2, 0, tzinfo=UTC),
    "stopped_at": datetime(2026, 11, 5, 7, 30, tzinfo=UTC),
    "reason": "Doanh nghiệp thay đổi địa điểm kho.",
}
DECISION: RecognitionDecision = {
    "heading": HEADQUARTERS,
    "binding": BINDING,
    "filer": FILER,
    "procedure": PROCEDURE,
    "signature": LEADER,
    "subject": "Về việc công nhận kho ngoại quan",
    "authority": "Cục trưởng Cục Hải quan",
    "grounds": ["Căn cứ Nghị định số 68/2016/NĐ-CP"],
    "accepted_at": ACCEPTED,
    "proposed_by": "Trưởng Ban Giám sát quản lý về hải quan",
    "ruling": "Công nhận kho ngoại quan:",
    "facts": [{"label": "Diện tích kho, bãi", "value": "5.400 m²"}],
    "valid_from": date(2026, 11, 20),
    "valid_to": date(2031, 11, 19),
    "conditions": ["Kho phải có hệ thống ca-mê-ra hoạt động liên tục."],
    "implementers": ["Chi cục Hải quan khu vực III"],
    "recipients": ["Như Điều 3", "Chi cục Hải quan khu vực III"],
}
ANSWER: WrittenAnswer = {
    "heading": HEADQUARTERS,
    "binding": BINDING,
    "filer": FILER,
    "procedure": PROCEDURE,
    "signature": LEADER,
    "subject": "trả lời đề nghị kiểm tra giảm giá hàng nhập khẩu",
    "accepted_at": ACCEPTED,
    "grounds": ["Căn cứ Điều 15 Thông tư 39/2015/TT-BTC", "Căn cứ Điều 8 Nghị định 08/2015/NĐ-CP"],
    "answer": ["Khoản giảm giá phù hợp quy định.", "Đề nghị doanh nghiệp khai bổ sung."],
    "facts": [{"label": "Kết quả", "value": "Chấp nhận"}],
    "recipients": ["Như trên", "Lưu: VT, GSQL"],
}

REMINDER: ReminderLetter = {
    "heading": HEADQUARTERS,
    "binding": BINDING,
    "signature": LEADER,
    "to": "Chi cục Hải quan khu vực I",
    "subject": "đôn đốc giải quyết hồ sơ quá hạn",
    "dossiers": [
        {
            "code": "G12.99.71-261013-120001",
            "procedure": PROCEDURE,
            "filer": "Công ty TNHH Kho vận Ví Dụ",
            "due": "17:00, 20/10/2026",
            "late": "quá 23 ngày làm việc",
        }
    ],
    "text": ["Các hồ sơ này đã được đôn đốc qua điện thoại."],
    "answer_by": date(2026, 11, 27),
    "recipients": ["Như trên", "Lưu: VT, CHQ"],
}

REPORT: PeriodReport = {
    "heading": HEADQUARTERS,
    "binding": BINDING,
    "signature": LEADER,
    "title": "Báo cáo tháng 10/2026",
    "period": "Tháng 10/2026",
    "until": datetime(2026, 10, 31, 17, 0, tzinfo=UTC),
    "closed_at": datetime(2026, 11, 10, 2, 0, tzinfo=UTC),
    "closed_by": "Đỗ Mẫu Giám Sát",
    "reason": "Báo cáo tháng gửi Bộ",
    "happened": [{"label": "Tiếp nhận trong kỳ", "value": "1.345"}],
    "at_end": [{"label": "Trong đó đã quá hạn", "value": "3"}],
    "columns": ["Tiếp nhận", "Còn lại"],
    "tables": [{"title": "Theo đơn vị", "rows": [["Chi cục Hải quan khu vực I", "1.345", "245"]]}],
    "recipients": ["Bộ Tài chính", "Lưu: VT, CHQ"],
}

SAMPLES: dict[str, Mapping[str, Any]] = {
    "receipt": RECEIPT,
    "supplement": SUPPLEMENT,
    "refusal": REFUSAL,
    "apology": APOLOGY,
    "stop": STOP,
    "recognition-decision": DECISION,
    "written-answer": ANSWER,
    "reminder-letter": REMINDER,
    "period-report": REPORT,
}
