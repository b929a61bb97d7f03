"""What several procedures share, and whether anybody uses it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from haidang.catalogue.checking.findings import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """The shared files whose shape is right; None for one that must be mended first."""

    groups: Mapping[str, Any] | None
    forms: Mapping[str, Any] | None
    routes: Mapping[str, Any] | None


def check_use(sheets: Mapping[str, Sheet], procedures: Sequence[Sheet]) -> None:
    """Note what no procedure uses: nobody would see a mistake in it."""
    for name, key, vi, en in (
        ("groups", "group", "nhóm", "group"),
        ("forms", "form", "biểu mẫu", "form"),
        ("routes", "route", "quy trình", "route"),
    ):
        sheet = sheets[name]
        used = {value for value in (each.data.get(key) for each in procedures) if isinstance(value, str)}
        for unused in sorted(set(sheet.data or ()) - used):
            sheet.wrong(
                (unused,), f"Không thủ tục nào dùng {vi} “{unused}”.", f"No procedure uses the {en} “{unused}”."
            )
