"""Versions of a procedure follow each other day by day: no gap, no overlap, one name for one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from haidang.catalogue.checking.findings import Sheet


def check(sheets: Sequence[Sheet]) -> None:
    """Note where versions of a procedure do not follow each other, and ids used for two procedures."""
    versions: dict[str, list[Sheet]] = defaultdict(list)
    ids: dict[str, str] = {}
    for sheet in sheets:
        name, source = sheet.data["id"], sheet.data["source_id"]
        versions[name].append(sheet)
        if ids.setdefault(source, name) != name:
            sheet.wrong(
                ("source_id",),
                f"“{source}” đã là của thủ tục “{ids[source]}”.",
                f"“{source}” belongs to the procedure “{ids[source]}” already.",
            )
    for found in versions.values():
        found.sort(key=lambda sheet: (sheet.data["valid"]["from"], sheet.file))
        for before, after in pairwise(found):
            follow(after, before.data["valid"].get("to"), after.data["valid"]["from"], ("valid",), before.file)


def follow(sheet: Sheet, ended: date | None, begins: date, at: tuple[str | int, ...], before: str) -> None:
    """Note when a version does not begin on the day after the one before it ended."""
    if ended is None:
        sheet.wrong(
            at,
            f"Phiên bản trước ({before}) chưa có ngày cuối (valid.to), nên hai phiên bản trùng thời gian.",
            f"The version before ({before}) has no last day (valid.to), so the two overlap.",
        )
    elif begins <= ended:
        sheet.wrong(
            at,
            f"Trùng thời gian với {before}, còn hiệu lực đến {ended:%d/%m/%Y}.",
            f"It overlaps with {before}, which is in force to {ended.isoformat()}.",
        )
    elif begins > ended + timedelta(days=1):
        sheet.wrong(
            at,
            f"Hở ngày: {before} hết hiệu lực {ended:%d/%m/%Y}, phiên bản này mới có từ {begins:%d/%m/%Y}.",
            f"There is a gap: {before} ends on {ended.isoformat()} and this begins on {begins.isoformat()}.",
        )
