"""A closed report as it is set, signed by the officer who closed it and stored. Runs outside transactions."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from haidang.directory import api as directory
from haidang.documents import api as documents
from haidang.documents.contracts import Signer, StoredFile
from haidang.reports.contracts import Content, Division, Line
from haidang.reports.models import Report
from haidang.reports.periods import name_of, today

# fmt: off
_LABELS = (
    ("carried_over", "Kỳ trước chuyển sang"), ("received", "Tiếp nhận trong kỳ"), ("decided_early", "Trước hạn"),
    ("decided_on_time", "Đúng hạn"), ("decided_late", "Quá hạn"), ("decided_untimed", "Không quy định thời hạn"),
    ("returned", "Đã trả kết quả"), ("refused_at_reception", "Từ chối tiếp nhận"), ("withdrawn", "Người nộp rút"),
    ("stopped", "Dừng giải quyết"), ("moved", "Chuyển đơn vị do sắp xếp tổ chức"),
)
_AT_END = (
    ("reception", "Chờ tiếp nhận"), ("process", "Đang giải quyết"), ("waiting", "Chờ bổ sung"),
    ("result", "Đã có kết quả, chờ trả"), ("open", "Cộng đang giải quyết"), ("late", "Trong đó đã quá hạn"),
)
_COLUMNS = (
    ("carried_over", "Kỳ trước"), ("received", "Tiếp nhận"), ("decided_early", "Trước hạn"),
    ("decided_on_time", "Đúng hạn"), ("decided_late", "Quá hạn"), ("returned", "Đã trả"), ("open", "Còn lại"),
    ("late", "Còn lại quá hạn"),
)
# fmt: on
_TABLES = {
    Division.UNIT: "Theo đơn vị",
    Division.PROCEDURE: "Theo thủ tục hành chính",
    Division.CHANNEL: "Theo cách thức nộp",
}


def make_paper(report: Report) -> StoredFile:
    """Return the report set after Decree 30/2020/NĐ-CP, signed as of the moment it was closed."""
    signer, data = _signer(report), _data(report)
    mark = {"title": signer.title, "name": signer.name, "signs_as": signer.signs_as, "unit": signer.unit_name}
    pdf = documents.render(
        template="period-report", data=data | {"signature": mark | {"at": report.closed_at}}, now=report.closed_at
    )
    signed = documents.sign(
        pdf=pdf,
        signer=signer,
        reason=data["title"],
        at=report.closed_at,
        bound_to=data["binding"]["head"],
    )
    name = f"bao-cao-{report.first:%Y%m%d}-{report.last:%Y%m%d}.pdf"
    return documents.store_generated(pdf=signed, name=name, now=report.closed_at, may_go=True)


def _data(report: Report) -> dict[str, Any]:
    unit, content = directory.get_unit(report.unit), Content.from_json(report.content)
    period = name_of((report.first, report.last)).vi
    parent = directory.get_unit(unit.parent).name.vi if unit.parent else "Bộ Tài chính"
    return {
        "heading": {
            "parent": parent,
            "agency": unit.name.vi,
            "place": unit.area[0] if unit.area else "Hà Nội",
            "number": "",
            "day": today(report.closed_at),
        },
        "binding": {
            "code": f"BC-{report.pk:06d}",
            "code_name": "Mã báo cáo",
            "bound_name": "Gắn với sổ sự kiện",
            "head": bytes(report.head_hash).hex(),
            "check_url": f"{settings.BASE_URL}/giam-sat/bao-cao/{report.pk}/",
        },
        "title": f"Báo cáo giải quyết thủ tục hành chính {period[0].lower()}{period[1:]}",
        "period": period,
        "until": content.until,
        "closed_at": report.closed_at,
        "closed_by": report.closed_name,
        "reason": report.reason.rstrip(". "),
        "happened": _facts(content, _LABELS),
        "at_end": _facts(content, _AT_END),
        "columns": [label for _name, label in _COLUMNS],
        "tables": [
            {"title": title, "rows": [_row(line) for line in content.of(division)]}
            for division, title in _TABLES.items()
        ],
        "recipients": [*([parent] if unit.parent else []), f"Lưu: VT, {unit.code}"],
    }


def _facts(content: Content, labels: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    return [
        {"label": label, "value": number_of(getattr(content.total, name))}
        for name, label in labels
        if name != "moved" or content.total.moved
    ]


def _row(line: Line) -> list[str]:
    return [line.name.vi, *(number_of(getattr(line.sums, name)) for name, _label in _COLUMNS)]


def number_of(value: int) -> str:
    """Return a number as papers here write it: 1.234."""
    return f"{value:,}".replace(",", ".")


def _signer(report: Report) -> Signer:
    """Return who closed the report, in the capacity of the posting held then."""
    unit, then = directory.get_unit(report.unit), report.closed_at
    actor = directory.find_officer_actor(person_id=report.closed_by, on=then)
    served = directory.list_officers(unit_id=actor.unit, on=today(then)) if actor and actor.unit else []
    posting = next((each for each in served if each.person == report.closed_by), None)
    title, signs_as = (posting.title.vi, posting.signs_as) if posting else ("Người chốt báo cáo", "")
    return Signer(name=report.closed_name, title=title, unit_name=unit.name.vi, signs_as=signs_as)
