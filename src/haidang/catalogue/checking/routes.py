"""Routes: every step can be reached, can be left, can be taken by somebody, and has a time that makes sense."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from haidang.catalogue.checking.findings import At, Sheet, meant
from haidang.catalogue.contracts import Act
from haidang.directory.contracts import Duty

_DUTIES_AT_DESKS = {Duty.RECEIVE, Duty.ASSIGN, Duty.HANDLE, Duty.LEAD, Duty.ISSUE}
"""Who works on dossiers; a supervisor and an editor look at them and at the pack."""

_MINUTES = {"working_days": 8 * 60, "working_hours": 60, "working_minutes": 1}
"""Internal processes count a day as eight working hours."""


def check(sheet: Sheet) -> None:
    """Note what is wrong with the routes."""
    for name, route in sheet.data.items():
        at, steps = (name, "steps"), route["steps"]
        keys = [step["key"] for step in steps]
        for number, step in enumerate(steps):
            _check_step(sheet, (*at, number), step, keys)
        _check_ways(sheet, at, steps, keys)
        _check_whole(sheet, at, steps)


def _check_step(sheet: Sheet, at: At, step: dict[str, Any], keys: Sequence[str]) -> None:
    key, duty = step["key"], step["duty"]
    if keys.count(key) > 1:
        sheet.wrong((*at, "key"), f"Có hai bước “{key}”.", f"Two steps are called “{key}”.")
    for way in ("then", "back"):
        to = step.get(way)
        if to and to not in keys:
            vi, en = meant(to, keys)
            sheet.wrong((*at, way), f"Không có bước “{to}”.{vi}", f"There is no step “{to}”.{en}")
    if duty not in _DUTIES_AT_DESKS:
        sheet.wrong(
            (*at, "duty"),
            f"Không ai làm được bước “{key}”: người có nhiệm vụ “{duty}” không xử lý hồ sơ.",
            f"Nobody may take the step “{key}”: whoever has the duty “{duty}” handles no dossier.",
        )
    if step["act"] == Act.APPROVE and not step.get("back"):
        sheet.wrong(
            at,
            f"Bước “{key}” phê duyệt nhưng không nói trả lại về bước nào (back).",
            f"The step “{key}” approves but does not say where it sends back to (back).",
        )
    if bool(step.get("within")) != bool(step.get("source")):
        sheet.wrong(
            at,
            f"Thời gian nội bộ của bước “{key}” (within) và quy trình nội bộ quy định nó (source) phải đi cùng nhau.",
            f"The internal time of the step “{key}” (within) and the internal process that states it (source) "
            "belong together.",
        )


def _check_ways(sheet: Sheet, at: At, steps: Sequence[dict[str, Any]], keys: Sequence[str]) -> None:
    reached = _reached_from(steps, keys[:1])
    for number, key in enumerate(keys):
        if key not in reached:
            sheet.wrong(
                (*at, number),
                f"Không bước nào dẫn tới “{key}”: hồ sơ không bao giờ đến đây.",
                f"No step leads to “{key}”: no dossier ever gets there.",
            )
    ways = {step["key"]: step.get("then") for step in steps}
    for number, key in enumerate(keys):
        if not _ends(ways, key):
            sheet.wrong(
                (*at, number),
                f"Từ bước “{key}” hồ sơ đi vòng mãi, không tới bước trả kết quả.",
                f"From the step “{key}” a dossier goes round for ever and never reaches its return.",
            )


def _check_whole(sheet: Sheet, at: At, steps: Sequence[dict[str, Any]]) -> None:
    acts = [step["act"] for step in steps]
    for act, vi, en in (
        (Act.PROPOSE, "đề xuất", "proposal"),
        (Act.APPROVE, "phê duyệt", "approval"),
        (Act.RETURN, "trả kết quả", "return"),
    ):
        if act not in acts:
            sheet.wrong(at, f"Quy trình thiếu bước {vi}.", f"The route has no step of {en}.")
    _check_times(sheet, at, steps)


def _check_times(sheet: Sheet, at: At, steps: Sequence[dict[str, Any]]) -> None:
    stated = [number for number, step in enumerate(steps) if step.get("within")]
    shared = [number for number, step in enumerate(steps) if step.get("share")]
    total = sum(steps[number]["share"] for number in shared)
    if stated and shared:
        sheet.wrong(
            (*at, stated[0], "within"),
            "Một quy trình chia thời gian theo phần trăm (share) hoặc theo giờ (within), không dùng cả hai.",
            "A route gives its steps shares of the term (share) or hours (within), not both.",
        )
    elif not stated and total != 100:
        sheet.wrong(
            at,
            f"Các phần thời hạn của bước (share) cộng lại {total}, phải là 100.",
            f"The shares of the steps add up to {total}; it must be 100.",
        )


def check_hours(sheet: Sheet, stages: Sequence[Mapping[str, Any]], steps: Sequence[Mapping[str, Any]]) -> None:
    """Note when the internal times of a procedure's steps are longer than its term, a day counted as eight hours."""
    term = [_minutes(stage.get("length")) for stage in stages if not stage.get("optional")]
    given = sum(_minutes(step.get("within")) or 0 for step in steps)
    if not term or None in term or given <= sum(each or 0 for each in term):
        return
    hours, most = -(-given // 60), sum(each or 0 for each in term) // 60
    sheet.wrong(
        ("route",),
        f"Thời gian nội bộ của các bước cộng lại {hours} giờ, dài hơn thời hạn {most} giờ làm việc của thủ tục.",
        f"The internal times of the steps add up to {hours} hours; the term of the procedure has only {most}.",
    )


def _minutes(length: str | None) -> int | None:
    """Return how long a term in office time is; None where there is none, or it runs on the wall."""
    number, unit = (length or "0 none").split()
    return int(number) * _MINUTES[unit] if unit in _MINUTES else None


def _reached_from(steps: Sequence[dict[str, Any]], first: Sequence[str]) -> set[str]:
    ways = {step["key"]: [step[way] for way in ("then", "back") if step.get(way)] for step in steps}
    reached: set[str] = set()
    todo = list(first)
    while todo:
        key = todo.pop()
        if key not in reached:
            reached.add(key)
            todo.extend(ways.get(key, ()))
    return reached


def _ends(ways: dict[str, str | None], key: str | None) -> bool:
    seen: set[str] = set()
    while key in ways and key not in seen:
        seen.add(key)
        key = ways[key]
    return key not in seen
