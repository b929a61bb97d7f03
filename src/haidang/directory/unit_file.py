"""
The file of units (`units.csv` of a pack), read and checked; no database.

One line is one unit from the day it was set up to the day it was wound up. A code may stand in several lines
whose periods follow each other: an office that continues under a new parent. `parent` and `successor` name codes;
which of their lines is meant follows from the days. Empty means unknown.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from haidang.directory.contracts import Mistake

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

COLUMNS = [
    "code",
    "name_vi",
    "name_en",
    "tier",
    "parent",
    "kind",
    "valid_from",
    "valid_to",
    "successor",
    "successor_confidence",
    "calendar",
    "area",
    "agency_code",
    "agency_code_official",
    "confidence",
    "head",
    "phone",
    "contact",
    "note",
]
_CONFIDENCE = "sure|secondary|from memory|uncertain|"
_SHAPES = {
    "code": (r"[0-9A-Z]{2,8}(-[0-9A-Z]{1,7})?", _("The code “%(text)s” is not made of capitals and digits.")),
    "name_vi": (r".+", _("The unit has no Vietnamese name.")),
    "tier": (r"[123]", _("The tier “%(text)s” is not 1, 2 or 3.")),
    "agency_code": (
        r"[A-Y][0-9]{2}(\.[0-9A-Z]+)*",
        _("The agency code “%(text)s” does not have the shape of Decision 20/2020/QĐ-TTg."),
    ),
    "agency_code_official": ("yes|no", _("Whether the agency code is official must be told by yes or no.")),
    "confidence": (_CONFIDENCE, _("There is no confidence “%(text)s”.")),
    "successor_confidence": (_CONFIDENCE, _("There is no confidence “%(text)s”.")),
}
"""What a column may hold, and what to say otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """One line of the file, typed; `line` is its number there."""

    line: int
    code: str
    name_vi: str
    name_en: str | None
    tier: int
    parent: str | None
    kind: str
    valid_from: date
    valid_to: date | None
    successor: str | None
    successor_confidence: str | None
    calendar: str
    area: tuple[str, ...]
    agency_code: str
    agency_code_is_official: bool
    confidence: str | None
    head: str | None
    phone: str | None
    contact: str | None

    @property
    def key(self) -> tuple[str, date]:
        """What tells one existence of a unit from every other."""
        return self.code, self.valid_from

    def exists_on(self, day: date) -> bool:
        """Return whether the unit existed on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Lines:
    """The lines of a file, found by code and day."""

    def __init__(self, lines: list[UnitLine]) -> None:
        self.all = lines
        self._by_code: dict[str, list[UnitLine]] = defaultdict(list)
        for line in lines:
            self._by_code[line.code].append(line)

    def find(self, code: str, on: date) -> UnitLine | None:
        """Return the line of a code that covers a day."""
        return next((line for line in self._by_code.get(code, ()) if line.exists_on(on)), None)

    def parent_of(self, line: UnitLine) -> UnitLine | None:
        """Return the line a unit stands under when it begins."""
        return self.find(line.parent, line.valid_from) if line.parent else None

    def successor_of(self, line: UnitLine) -> UnitLine | None:
        """Return the line that takes over on the day after a unit ends."""
        if not line.successor or line.valid_to is None:
            return None
        return self.find(line.successor, line.valid_to + timedelta(days=1))

    def namesakes(self, line: UnitLine) -> list[UnitLine]:
        """Return the earlier lines of the file with the same code."""
        return [other for other in self._by_code[line.code] if other.line < line.line]


def read_units(path: Path, *, calendars: Mapping[str, object]) -> tuple[Lines, list[Mistake]]:
    """Return the lines that could be read, and everything there is to mend, in the order of the file."""
    mistakes: list[Mistake] = []
    lines: list[UnitLine] = []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != COLUMNS:
            heading = _("The heading must be exactly: %(columns)s") % {"columns": ",".join(COLUMNS)}
            return Lines([]), [Mistake(file=path.name, line=1, sentence=heading)]
        for number, row in enumerate(reader, start=2):
            say = partial(Mistake, file=path.name, line=number)
            wrong = [say(sentence=sentence) for sentence in _unreadable(row, calendars)]
            mistakes += wrong
            if not wrong:
                lines.append(_line(number, row))
    found = Lines(lines)
    for line in lines:
        say = partial(Mistake, file=path.name, line=line.line)
        mistakes += [say(sentence=sentence) for sentence in _contradictions(line, found)]
    return found, sorted(mistakes, key=lambda mistake: mistake.line)


def _unreadable(row: dict[str, str], calendars: Mapping[str, object]) -> Iterator[StrOrPromise]:
    """Yield what is wrong with one line taken alone."""
    if None in row or None in row.values():
        yield _("The line has more or fewer columns than the heading.")
        return
    for column, (shape, sentence) in _SHAPES.items():
        if not re.fullmatch(shape, row[column]):
            yield sentence % {"text": row[column]}
    if row["calendar"] not in calendars:
        yield _("There is no calendar “%(text)s”.") % {"text": row["calendar"]}
    yield from _unreadable_days(row)


def _unreadable_days(row: dict[str, str]) -> Iterator[StrOrPromise]:
    days = []
    for column in ("valid_from", "valid_to"):
        try:
            days.append(date.fromisoformat(row[column]) if row[column] or column == "valid_from" else date.max)
        except ValueError:
            yield _("“%(text)s” is not a day; write it as 2025-03-01.") % {"text": row[column]}
    if len(days) == 2 and days[1] < days[0]:
        yield _("The unit ends before it begins.")
    if bool(row["valid_to"]) != bool(row["successor"]):
        yield _("A unit that ends needs a successor, and only such a unit: somebody must take over its dossiers.")


def _contradictions(line: UnitLine, lines: Lines) -> Iterator[StrOrPromise]:
    """Yield what does not fit between one line and the others."""
    if any(_overlap(line, other) for other in lines.namesakes(line)):
        yield _("The code %(code)s already stands in an earlier line for some of these days.") % {"code": line.code}
    yield from _parent_contradictions(line, lines)
    if line.successor and lines.successor_of(line) is None:
        yield _("The successor %(code)s does not exist on the day after the unit ends.") % {"code": line.successor}


def _parent_contradictions(line: UnitLine, lines: Lines) -> Iterator[StrOrPromise]:
    parent = lines.parent_of(line)
    if line.parent is None:
        if line.tier != 1:
            yield _("Only a headquarters may stand under no other unit.")
    elif parent is None:
        yield _("The parent %(code)s does not exist when the unit begins.") % {"code": line.parent}
    elif not parent.exists_on(line.valid_to or date.max) and parent.valid_to is not None:
        yield _("The parent %(code)s ends before the unit does.") % {"code": line.parent}
    elif parent.tier > line.tier or (parent.tier == line.tier and (line.tier != 1 or parent.parent)):
        yield _("The parent %(code)s is not of a higher tier.") % {"code": line.parent}


def _overlap(one: UnitLine, other: UnitLine) -> bool:
    return one.valid_from <= (other.valid_to or date.max) and other.valid_from <= (one.valid_to or date.max)


def _line(number: int, row: dict[str, str]) -> UnitLine:
    return UnitLine(
        line=number,
        code=row["code"],
        name_vi=row["name_vi"],
        name_en=row["name_en"] or None,
        tier=int(row["tier"]),
        parent=row["parent"] or None,
        kind=row["kind"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        successor=row["successor"] or None,
        successor_confidence=row["successor_confidence"] or None,
        calendar=row["calendar"],
        area=tuple(filter(None, row["area"].split(";"))),
        agency_code=row["agency_code"],
        agency_code_is_official=row["agency_code_official"] == "yes",
        confidence=row["confidence"] or None,
        head=row["head"] or None,
        phone=row["phone"] or None,
        contact=row["contact"] or None,
    )
