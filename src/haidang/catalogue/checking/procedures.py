"""One procedure: what it names exists, its stages follow each other, its form and papers make sense."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from haidang.catalogue.checking.conditions import check_condition
from haidang.catalogue.checking.findings import At, Sheet, meant
from haidang.catalogue.checking.routes import check_hours
from haidang.catalogue.checking.shared import Shared
from haidang.catalogue.compiling import fields as compiled_fields
from haidang.catalogue.contracts import Field, FieldType

_MARKED_FACTS = ("who", "decided_by", "result", "conditions")
_NEEDED_WHEN_OFFERED = ("term", "form", "route", "result")


def check(sheet: Sheet, shared: Shared) -> None:
    """Note what is wrong with a procedure whose shape is right."""
    data = sheet.data
    _check_names(sheet, data, shared)
    _check_offer(sheet, data)
    for fact in _MARKED_FACTS:
        if data.get(fact) and fact not in data["confidence"]:
            sheet.wrong(
                ("confidence",),
                f"Thiếu mức tin cậy của “{fact}”.",
                f"The confidence mark of “{fact}” is missing.",
            )
    route = (shared.routes or {}).get(data.get("route"), {"steps": []})
    _check_stages(sheet, data.get("term") or [], route["steps"], routes_known=shared.routes is not None)
    check_hours(sheet, data.get("term") or [], route["steps"])
    form = data.get("form") or []
    if isinstance(form, str):
        form = (shared.forms or {}).get(form, {"fields": []})["fields"]
        asked = list(compiled_fields(form))
    else:
        asked = _check_form(sheet, form, ("form",))
    _check_papers(sheet, data.get("papers") or [], asked)
    _check_result(sheet, data, shared, [field.key for field in asked])


def check_shared_forms(sheet: Sheet) -> None:
    """Note what is wrong with the forms that several procedures share."""
    for name, form in sheet.data.items():
        _check_form(sheet, form["fields"], (name, "fields"))


def _check_names(sheet: Sheet, data: Mapping[str, Any], shared: Shared) -> None:
    form = data.get("form")
    for at, name, known, vi, en in (
        ("group", data["group"], shared.groups, "nhóm", "group"),
        ("route", data.get("route"), shared.routes, "quy trình", "route"),
        ("form", form if isinstance(form, str) else None, shared.forms, "biểu mẫu chung", "shared form"),
    ):
        if name and known is not None and name not in known:
            like_vi, like_en = meant(name, list(known))
            sheet.wrong((at,), f"Không có {vi} “{name}”.{like_vi}", f"There is no {en} “{name}”.{like_en}")
    if not sheet.stem.startswith(data["id"]):
        sheet.wrong(
            ("id",), f"Tên tệp phải bắt đầu bằng “{data['id']}”.", f"The file's name must begin with “{data['id']}”."
        )


def _check_offer(sheet: Sheet, data: Mapping[str, Any]) -> None:
    offered = data["offered"]
    if len({"here", "elsewhere", "reason"} & set(offered)) != 1:
        sheet.wrong(
            ("offered",),
            "Chọn một: here (nộp tại đây), elsewhere (nộp ở hệ thống khác), hoặc reason (không cung cấp, vì sao).",
            "Give one: here (filed here), elsewhere (another system), or reason (not offered, and why).",
        )
    if offered.get("here"):
        for key in _NEEDED_WHEN_OFFERED:
            if not data.get(key):
                sheet.wrong((), f"Thủ tục nộp tại đây cần “{key}”.", f"A procedure filed here needs “{key}”.")
        if data.get("result") and "template" not in data["result"]:
            sheet.wrong(("result",), "Kết quả cần mẫu (template).", "The result needs a template.")


def _check_result(sheet: Sheet, data: Mapping[str, Any], shared: Shared, asked: Sequence[str]) -> None:
    template, thing = (data.get("result") or {}).get("template"), (data.get("object") or {}).get("kind")
    if template and shared.templates is not None and template not in shared.templates:
        vi, en = meant(template, shared.templates)
        sheet.wrong(
            ("result", "template"), f"Không có mẫu “{template}”.{vi}", f"There is no template “{template}”.{en}"
        )
    if not thing or shared.objects is None:
        return
    if thing not in shared.objects:
        vi, en = meant(thing, list(shared.objects))
        sentence = f"Không có loại đối tượng “{thing}” (objects.yaml).{vi}"
        sheet.wrong(("object", "kind"), sentence, f"There is no kind of object “{thing}” (objects.yaml).{en}")
        return
    kind = shared.objects[thing]
    for field in (kind.get("called"), kind.get("place"), *(kind.get("facts") or ())):
        if field and field not in asked:
            sheet.wrong(
                ("form",),
                f"Đối tượng “{thing}” lấy mục “{field}” mà biểu mẫu không có.",
                f"The object “{thing}” takes the field “{field}”, which the form does not have.",
            )


def _check_stages(
    sheet: Sheet, stages: Sequence[Mapping[str, Any]], steps: Sequence[Mapping[str, Any]], *, routes_known: bool
) -> None:
    keys = [stage["stage"] for stage in stages]
    ended_by_steps = {str(step["ends_stage"]) for step in steps if step.get("ends_stage")}
    events = {event for step in steps for event in step.get("records") or ()}
    for number, stage in enumerate(stages):
        at: At = ("term", number)
        if keys.count(stage["stage"]) > 1:
            sheet.wrong(at, f"Có hai giai đoạn “{stage['stage']}”.", f"Two stages are called “{stage['stage']}”.")
        if stage.get("length") and not (stage.get("source") and "confidence" in stage):
            sheet.wrong(
                at,
                "Thời hạn phải có căn cứ (source) và mức tin cậy (confidence).",
                "A term needs its source and its confidence mark.",
            )
        _check_start(sheet, (*at, "from"), stage["from"], keys[:number], events if routes_known else None)
    if stages and stages[0]["from"] != "accepted":
        sheet.wrong(
            ("term", 0, "from"),
            "Giai đoạn đầu phải bắt đầu từ khi tiếp nhận (accepted).",
            "The first stage must start at acceptance (accepted).",
        )
    for key in keys[:-1]:
        is_awaited = any(stage["from"] == f"{key}_ended" for stage in stages)
        if routes_known and steps and is_awaited and key not in ended_by_steps:
            sheet.wrong(
                ("route",),
                f"Không bước nào của quy trình kết thúc giai đoạn “{key}” (ends_stage).",
                f"No step of the route ends the stage “{key}” (ends_stage).",
            )
    for key in sorted(ended_by_steps - set(keys)):
        sheet.wrong(
            ("route",),
            f"Quy trình kết thúc giai đoạn “{key}” mà thủ tục không có.",
            f"The route ends a stage “{key}” that the procedure does not have.",
        )


def _check_start(sheet: Sheet, at: At, start: str, earlier: Sequence[str], events: set[str] | None) -> None:
    if start == "accepted":
        return
    if start.endswith("_ended"):
        key = start.removesuffix("_ended")
        if key not in earlier:
            vi, en = meant(key, list(earlier))
            sheet.wrong(
                at,
                f"Giai đoạn bắt đầu sau “{key}”, nhưng không có giai đoạn nào như vậy ở trước.{vi}",
                f"The stage starts after “{key}”, but no stage of that name comes before it.{en}",
            )
    elif events is not None and start not in events:
        sheet.wrong(
            at,
            f"Không bước nào của quy trình ghi nhận sự kiện “{start}” (records).",
            f"No step of the route records the event “{start}” (records).",
        )


def _check_form(sheet: Sheet, form: Sequence[dict[str, Any]], at: At) -> list[Field]:
    fields = list(compiled_fields(form))
    places = [number for number, item in enumerate(form) if "section" not in item]
    seen: set[str] = set()
    for order, (number, field) in enumerate(zip(places, fields, strict=True)):
        here = (*at, number)
        if field.key in seen:
            sheet.wrong((*here, "key"), f"Có hai mục “{field.key}”.", f"Two fields are called “{field.key}”.")
        seen.add(field.key)
        _check_field(sheet, here, field)
        for column_number, column in enumerate(field.columns):
            _check_column(sheet, (*here, "columns", column_number), column, field.columns)
        if field.when:
            check_condition(sheet, (*here, "when"), field.when, fields, known=fields[:order])
    return fields


def _check_field(sheet: Sheet, at: At, field: Field) -> None:
    is_choice = field.type in (FieldType.CHOICE, FieldType.CHOICES)
    if is_choice != bool(field.options):
        sheet.wrong(
            at,
            "Mục chọn cần danh sách lựa chọn (options), mục khác thì không có.",
            "A field to choose from needs its options, and no other field has them.",
        )
    values = [option.value for option in field.options]
    for value in sorted({value for value in values if values.count(value) > 1}):
        sheet.wrong((*at, "options"), f"Lựa chọn “{value}” có hai lần.", f"The option “{value}” stands twice.")
    if (field.type is FieldType.TABLE) != bool(field.columns):
        sheet.wrong(
            at,
            "Bảng cần các cột (columns), mục khác thì không có.",
            "A table needs its columns, and no other field has them.",
        )
    if field.minimum is not None and field.maximum is not None and field.minimum > field.maximum:
        sheet.wrong(at, "minimum lớn hơn maximum.", "minimum is above maximum.")


def _check_column(sheet: Sheet, at: At, column: Field, columns: Sequence[Field]) -> None:
    if sum(other.key == column.key for other in columns) > 1:
        sheet.wrong(at, f"Có hai cột “{column.key}”.", f"Two columns are called “{column.key}”.")
    if column.when or column.type in (FieldType.TABLE, FieldType.DATE_RANGE, FieldType.BANK_ACCOUNT):
        sheet.wrong(
            at,
            "Cột của bảng là mục đơn giản, không có điều kiện (when).",
            "A column of a table is a simple field without a condition (when).",
        )
    _check_field(sheet, at, column)


def _check_papers(sheet: Sheet, papers: Sequence[Mapping[str, Any]], fields: Sequence[Field]) -> None:
    keys = [paper["key"] for paper in papers]
    for number, paper in enumerate(papers):
        at: At = ("papers", number)
        if keys.count(paper["key"]) > 1:
            sheet.wrong((*at, "key"), f"Có hai giấy tờ “{paper['key']}”.", f"Two papers are called “{paper['key']}”.")
        if paper.get("when"):
            check_condition(sheet, (*at, "when"), paper["when"], fields, known=fields)
