"""
What is wrong with a pack: every mistake with its file, its line and a sentence that says what to mend.

First each file's shape; what the files mean together is judged where their shapes are right. Needs no database.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from haidang.catalogue.checking import periods, procedures, routes, rule_packs, shapes
from haidang.catalogue.checking.findings import Sheet, read_sheet
from haidang.catalogue.checking.shared import Shared, check_use, objects_in, templates_in
from haidang.catalogue.contracts import Mistake
from haidang.catalogue.pack import SHARED, procedure_files

__all__ = ["check_pack"]

_SHAPES: Mapping[str, shapes.Shape] = {
    "groups": shapes.GROUPS,
    "forms": shapes.FORMS,
    "routes": shapes.ROUTES,
    "rule-packs": shapes.RULE_PACKS,
    "coverage": shapes.COVERAGE,
}


def check_pack(folder: Path) -> list[Mistake]:
    """Return every mistake of the pack in a folder, in the order of files and lines."""
    sheets = {name: read_sheet(folder / f"{name}.yaml", folder) for name in SHARED}
    for name, sheet in sheets.items():
        shapes.check(sheet, _SHAPES[name])
    shared = Shared(
        groups=_sound(sheets["groups"]),
        forms=_sound(sheets["forms"]),
        routes=_sound(sheets["routes"]),
        templates=templates_in(folder),
        objects=objects_in(folder),
    )
    written = [read_sheet(path, folder) for path in procedure_files(folder)]
    for sheet in written:
        shapes.check(sheet, shapes.PROCEDURE)

    sound = [sheet for sheet in written if not sheet.mistakes]
    for sheet in sound:
        procedures.check(sheet, shared)
    periods.check(sound)
    if not sheets["routes"].mistakes:
        routes.check(sheets["routes"])
    if not sheets["forms"].mistakes:
        procedures.check_shared_forms(sheets["forms"])
    if not sheets["rule-packs"].mistakes:
        rule_packs.check(sheets["rule-packs"])
    if len(sound) == len(written):
        check_use(sheets, sound)
    return sorted(mistake for sheet in (*sheets.values(), *written) for mistake in sheet.mistakes)


def _sound(sheet: Sheet) -> Mapping[str, Any] | None:
    return None if sheet.mistakes else sheet.data
