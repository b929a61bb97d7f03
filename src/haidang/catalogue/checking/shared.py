"""What several procedures share, and whether anybody uses it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from haidang.catalogue.checking.findings import Sheet
from haidang.catalogue.pack import read_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """
    The shared files whose shape is right; None for one that must be mended first.

    `templates` are the names of the papers that can be set, `objects` the kinds of recognised objects with the
    fields they take; None where a pack has neither.
    """

    groups: Mapping[str, Any] | None
    forms: Mapping[str, Any] | None
    routes: Mapping[str, Any] | None
    templates: Sequence[str] | None
    objects: Mapping[str, Any] | None


def templates_in(folder: Path) -> list[str] | None:
    """Return the names of the papers a pack can set."""
    documents = folder / "documents"
    return sorted(path.stem for path in documents.glob("*.typ")) if documents.is_dir() else None


def objects_in(folder: Path) -> Mapping[str, Any] | None:
    """Return the kinds of recognised objects of a pack; the room of the objects judges the file itself."""
    path = folder / "objects.yaml"
    data = read_yaml(path.read_text("utf-8")) if path.is_file() else None
    return data if isinstance(data, dict) else None


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
