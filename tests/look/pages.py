"""Pages drawn without a database: the pattern page with every component, and its invented content."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django import forms
from django.template import engines
from django.template.loader import get_template
from django.test import RequestFactory

from haidang.catalogue.contracts import Field, FieldType, Option
from haidang.kernel.actor import Actor, Capacity
from haidang.kernel.errors import Problem
from haidang.kernel.text import Text
from haidang.kernel.verdict import ALLOWED, Verdict
from haidang.look import parts
from haidang.look.parts import ClockState, Progress

FOLDER = Path(__file__).parent / "templates"
FILER = Actor(capacity=Capacity.FILER, person=1, name="Trần Thị Ví Dụ", on_behalf_of_name="Công ty TNHH Kho Bãi Mẫu")
DUE = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


def request(*, signed_in: bool = True, path: str = "/ho-so/") -> Any:
    """Return a request as the middleware would hand it on."""
    made = RequestFactory().get(path)
    made.user = SimpleNamespace(is_authenticated=signed_in)  # type: ignore[assignment]
    made.actor = FILER  # type: ignore[attr-defined]
    made.resolver_match = SimpleNamespace(view_name="portal:home")  # type: ignore[assignment]
    return made


def draw(source: str, context: dict[str, Any] | None = None, **kwargs: Any) -> str:
    """Return a template given as text, drawn."""
    return engines["django"].from_string(source).render(context or {}, request(**kwargs))


def draw_page(name: str, context: dict[str, Any] | None = None, **kwargs: Any) -> str:
    """Return a whole template, drawn."""
    return get_template(name).render(context or {}, request(**kwargs))


def pattern(face: str) -> str:
    """Return the page with every component, as one face shows it."""
    source = (FOLDER / f"{face}.html").read_text("utf-8")
    return draw(source, everything())


class Contact(forms.Form):
    """A few ordinary fields, two of them wrong."""

    name = forms.CharField(label="Họ và tên", help_text="Như trên giấy tờ tùy thân.")
    email = forms.EmailField(label="Địa chỉ thư điện tử")
    reason = forms.ChoiceField(label="Lý do", choices=[("a", "Thiếu giấy tờ"), ("b", "Sai thông tin")], required=False)
    way = forms.ChoiceField(
        label="Cách nhận kết quả", choices=[("o", "Trực tuyến"), ("p", "Qua bưu chính")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="Tôi cam đoan những nội dung trên là đúng sự thật")


def field(key: str, kind: FieldType, label: str, **more: Any) -> Field:
    """Return one field of an invented procedure."""
    more.setdefault("required", True)
    more.setdefault("confidence", "sure")
    return Field(key=key, type=kind, label=Text(label), **more)


FIELDS = [
    field(
        "tax_code",
        FieldType.TAX_CODE,
        "Mã số thuế",
        help=Text("Trên giấy chứng nhận đăng ký doanh nghiệp."),
        example="0100109106",
    ),
    field("yard_area", FieldType.DECIMAL, "Diện tích bãi", unit="m²", confidence="from memory"),
    field("address", FieldType.LONG_TEXT, "Địa chỉ kho", help=Text("Số nhà, đường, xã, tỉnh."), max_length=300),
    field("fenced", FieldType.BOOLEAN, "Kho có tường rào ngăn cách với bên ngoài không?"),
    field(
        "kind",
        FieldType.CHOICE,
        "Hàng gửi kho chủ yếu là",
        options=(Option(value="dry", label=Text("Hàng khô")), Option(value="cold", label=Text("Hàng đông lạnh"))),
    ),
    field("period", FieldType.DATE_RANGE, "Thời gian thuê kho"),
    field("founded", FieldType.DATE, "Ngày cấp giấy chứng nhận", required=False),
    field(
        "goods",
        FieldType.TABLE,
        "Hàng hóa dự kiến",
        columns=(
            field("name", FieldType.TEXT, "Tên hàng"),
            field("weight", FieldType.DECIMAL, "Khối lượng", unit="tấn"),
            field("value", FieldType.MONEY, "Trị giá", unit="đồng"),
        ),
    ),
]
VALUES = {
    "tax_code": "010010910",
    "yard_area": 5200.5,
    "address": "Lô CN3, đường Ví Dụ, phường Mẫu",
    "fenced": True,
    "kind": "dry",
    "period": {"from": "2026-01-01", "to": "2030-12-31"},
    "founded": "2017-06-27",
    "goods": [{"name": "Hạt nhựa", "weight": 120, "value": 1250000000}],
}
PROBLEMS = [
    Problem(
        field="tax_code",
        code="length",
        message="Mã số thuế phải có 10 hoặc 13 chữ số; số bạn nhập có 9. "
        "Xem trên giấy chứng nhận đăng ký doanh nghiệp.",
    ),
    Problem(
        field="goods.0.weight", code="unit", message="Khối lượng tính bằng tấn: 120 tấn là 120, không phải 120000."
    ),
]

CLOCKS = {
    "running": parts.Clock(
        title="Thời hạn giải quyết",
        state=ClockState.RUNNING,
        spent=35,
        minutes=3 * 480 + 180,
        due=DUE,
        moved="Tính lại từ đầu ngày 08/09: hồ sơ đã bổ sung đủ (Nghị định 61/2018, Điều 19 khoản 4).",
        reasons=[
            "10 ngày làm việc, tính từ ngày sau ngày tiếp nhận.",
            "Ngày 02/09 là ngày Quốc khánh, không tính.",
            "Bổ sung lần 1 đủ ngày 08/09: tính lại từ đầu (Nghị định 61/2018, Điều 19 khoản 4).",
        ],
        marks=[parts.Mark(at=20, label="Yêu cầu bổ sung lần 1 ngày 01/09.")],
    ),
    "soon": parts.Clock(title="Tiếp nhận", state=ClockState.SOON, spent=86, minutes=65, due=DUE),
    "late": parts.Clock(title="Thẩm định", state=ClockState.LATE, spent=100, minutes=480 + 120, due=DUE),
    "stopped": parts.Clock(
        title="Thời hạn giải quyết",
        state=ClockState.STOPPED,
        spent=40,
        minutes=2880,
        due=DUE,
        moved="Chờ bạn bổ sung từ 14:05, 18/11/2026.",
    ),
    "met": parts.Clock(title="Trả kết quả", state=ClockState.MET, spent=70, due=DUE),
    "missed": parts.Clock(title="Trả kết quả", state=ClockState.MISSED, spent=100, minutes=95, due=DUE),
    "none": parts.Clock(title="Thời hạn giải quyết", state=ClockState.NONE),
}


def everything() -> dict[str, Any]:
    """Return what the pattern page shows."""
    form = Contact({"name": "", "email": "sai", "reason": "a", "way": "o"})
    return {
        "now": DUE,
        "form": form,
        "is_development": True,
        "fields": FIELDS,
        "values": VALUES,
        "problems": PROBLEMS,
        "clocks": CLOCKS,
        "events": [
            parts.Event(
                title="Đã nộp hồ sơ",
                at=datetime(2026, 11, 16, 3, 12, tzinfo=UTC),
                by="Công ty TNHH Kho Bãi Mẫu",
                papers=[parts.Paper(name="Xác nhận đã nhận", url="#", note="PDF, 48 KB")],
            ),
            parts.Event(
                title="Đã tiếp nhận, có giấy hẹn trả kết quả",
                at=datetime(2026, 11, 16, 8, 40, tzinfo=UTC),
                by="Chi cục Hải quan khu vực III",
                papers=[parts.Paper(name="Giấy tiếp nhận hồ sơ và hẹn trả kết quả", url="#", note="PDF, ký số")],
            ),
            parts.Event(
                title="Đang kiểm tra thực tế kho, bãi",
                progress=Progress.NOW,
                by="Phòng Giám sát quản lý",
                note="Chậm nhất 17:00, 27/11/2026.",
            ),
            parts.Event(title="Lãnh đạo ký quyết định", progress=Progress.TO_COME, by="Cục Hải quan"),
            parts.Event(title="Trả kết quả", progress=Progress.TO_COME),
        ],
        "tasks": [
            parts.Task(title="Thông tin doanh nghiệp", progress=Progress.DONE, url="#"),
            parts.Task(title="Thông tin kho, bãi", progress=Progress.NOW, url="#", note="Còn 4 câu hỏi"),
            parts.Task(title="Giấy tờ kèm theo", progress=Progress.TO_COME, url="#", note="5 giấy tờ, 1 bản chính"),
            parts.Task(title="Kiểm tra và nộp", progress=Progress.BLOCKED, note="Mở khi ba phần trên đã xong"),
        ],
        "tabs": [
            parts.Tab(label="Quá hạn", url="#", count=4),
            parts.Tab(label="Tiếp nhận", url="#", is_open=True, count=12),
            parts.Tab(label="Đang xử lý", url="#", count=1250),
            parts.Tab(label="Chờ bổ sung", url="#", count=0),
        ],
        "rows": [
            parts.Row(label="Mã số thuế", value="0100109106", url="#"),
            parts.Row(label="Diện tích bãi", value="5.200,5 m²", url="#", is_changed=True),
            parts.Row(label="Hàng gửi kho", value=["Hạt nhựa, 120 tấn", "Linh kiện, 40 tấn"], url="#"),
            parts.Row(label="Ghi chú", value="", url="#"),
        ],
        "bars": [
            parts.Bar(label="Khu vực I (Hà Nội)", figure=1250, share=100, url="#"),
            parts.Bar(label="Khu vực II (TP HCM)", figure=980, share=78, url="#"),
            parts.Bar(label="Khu vực III (Hải Phòng)", figure=42, share=4, url="#", tone=parts.Tone.LATE),
        ],
        "trend": [3, 5, 4, 8, 6, 9, 12],
        "files": [{"name": "phuong-an-pccc.pdf", "size": 1258291, "url": "#", "remove": "1"}],
        "may": ALLOWED,
        "may_not": Verdict("Chỉ lãnh đạo đơn vị được phê duyệt kết quả này."),
        "queue": [(f"HQ-2026-000{n}", list(CLOCKS.values())[n % 4 - 1]) for n in range(1, 9)],
    }
