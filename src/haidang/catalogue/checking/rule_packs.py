"""Rule packs: each gives every rule, and together they cover every day."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from haidang.catalogue.checking.findings import Sheet
from haidang.catalogue.checking.periods import follow
from haidang.catalogue.rule_packs import RULES


def check(sheet: Sheet) -> None:
    """Note what is wrong with the rule packs."""
    known: dict[str, set[str]] = {}
    for number, pack in enumerate(sheet.data):
        base = pack.get("extends")
        if base and base not in known:
            vi = f"“{base}” chưa có ở phía trên để mở rộng."
            sheet.wrong((number, "extends"), vi, f"There is no rule pack “{base}” above to extend.")
            known[pack["id"]] = set(RULES)
            continue
        if pack["id"] in known:
            sheet.wrong((number, "id"), f"Có hai bộ quy tắc “{pack['id']}”.", f"Two packs are called “{pack['id']}”.")
        known[pack["id"]] = set(pack["rules"]) | (known[base] if base else set())
        for rule in RULES:
            if rule not in known[pack["id"]]:
                sheet.wrong((number, "rules"), f"Thiếu quy tắc “{rule}”.", f"The rule “{rule}” is missing.")
    _check_days(sheet, sheet.data)


def _check_days(sheet: Sheet, packs: Sequence[dict[str, Any]]) -> None:
    for number, pack in enumerate(packs[1:], start=1):
        if "from" not in pack["valid"]:
            sheet.wrong((number, "valid"), "Thiếu ngày đầu (from).", "The first day (from) is missing.")
            return
    for number, (before, after) in enumerate(pairwise(packs), start=1):
        follow(sheet, before["valid"].get("to"), after["valid"]["from"], (number, "valid"), before["id"])
    if packs and packs[-1]["valid"].get("to"):
        sheet.wrong(
            (len(packs) - 1, "valid"),
            "Sau ngày cuối của bộ quy tắc này không còn bộ nào.",
            "After the last day of this rule pack there is none.",
        )
