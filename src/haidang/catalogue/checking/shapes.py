"""The shape of each file of a pack, as a table, and the walk that compares a file with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from haidang.catalogue.checking.findings import At, Sheet, meant
from haidang.catalogue.contracts import CONFIDENCE, PREFILLS, Act, FieldType
from haidang.clock.contracts import TermUnit
from haidang.directory.contracts import Duty


@dataclass(frozen=True, slots=True)
class Kind:
    """A plain value: the test it must pass, and what it is called in both languages."""

    test: Callable[[Any], bool]
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with these keys and no others; an optional key may also be null."""

    required: Mapping[str, Shape]
    optional: Mapping[str, Shape] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of things of one shape."""

    item: Shape


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping of names of our own choice to things of one shape."""

    item: Shape


@dataclass(frozen=True, slots=True)
class Either:
    """The first shape where the test holds, the second otherwise."""

    test: Callable[[Any], bool]
    first: Shape
    second: Shape


Shape = Kind | Record | ListOf | MapOf | Either


def check(sheet: Sheet, shape: Shape) -> None:
    """Note where a file differs from its shape."""
    if not sheet.mistakes:
        _walk(sheet, sheet.data, shape, ())


def _walk(sheet: Sheet, value: Any, shape: Shape, at: At) -> None:
    match shape:
        case Kind():
            _walk_value(sheet, value, shape, at)
        case Record():
            _walk_record(sheet, value, shape, at)
        case ListOf():
            _walk_list(sheet, value, shape, at)
        case MapOf():
            _walk_map(sheet, value, shape, at)
        case Either():
            _walk(sheet, value, shape.first if shape.test(value) else shape.second, at)


def _walk_value(sheet: Sheet, value: Any, shape: Kind, at: At) -> None:
    if not shape.test(value):
        name, shown = at[-1] if at else sheet.stem, _shown(value)
        sheet.wrong(
            at,
            f"“{name}” cần {shape.vi}; đang ghi {shown}.",
            f"“{name}” needs {shape.en}, not {shown}.",
        )


def _walk_list(sheet: Sheet, value: Any, shape: ListOf, at: At) -> None:
    if not isinstance(value, list):
        _wrong_container(sheet, at, "một danh sách", "a list")
        return
    for number, item in enumerate(value):
        _walk(sheet, item, shape.item, (*at, number))


def _walk_map(sheet: Sheet, value: Any, shape: MapOf, at: At) -> None:
    if not isinstance(value, dict):
        _wrong_container(sheet, at, "các khóa và giá trị", "keys and values")
        return
    for key, item in value.items():
        _walk(sheet, item, shape.item, (*at, key))


def _walk_record(sheet: Sheet, value: Any, shape: Record, at: At) -> None:
    if not isinstance(value, dict):
        _wrong_container(sheet, at, "các khóa và giá trị", "keys and values")
        return
    known = {**shape.required, **shape.optional}
    for key in shape.required:
        if key not in value:
            sheet.wrong(at, f"Thiếu “{key}”.", f"“{key}” is missing.")
    for key, item in value.items():
        if key not in known:
            vi, en = meant(str(key), list(known))
            sheet.wrong((*at, key), f"Không có khóa “{key}” ở đây.{vi}", f"There is no key “{key}” here.{en}")
        elif item is not None or key in shape.required:
            _walk(sheet, item, known[key], (*at, key))


def _wrong_container(sheet: Sheet, at: At, vi: str, en: str) -> None:
    name = at[-1] if at else sheet.stem
    sheet.wrong(at, f"“{name}” cần {vi}.", f"“{name}” needs {en}.")


def _shown(value: Any) -> str:
    text = str(value)
    return f"“{text}”" if len(text) <= 40 else f"“{text[:40]}…”"


def one_of(values: Iterable[Any]) -> Kind:
    """Return the kind of a value out of a closed list."""
    known = list(values)
    listed = ", ".join("null" if value is None else str(value) for value in known)
    return Kind(lambda value: value in known, f"một trong: {listed}", f"one of: {listed}")


def _matches(pattern: str, vi: str, en: str) -> Kind:
    compiled = re.compile(pattern)
    return Kind(lambda value: isinstance(value, str) and bool(compiled.fullmatch(value)), vi, en)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_text(value: Any) -> bool:
    if isinstance(value, dict):
        return set(value) <= {"vi", "en"} and "vi" in value and all(_is_line(each) for each in value.values())
    return _is_line(value)


def _is_line(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


TEXT = Kind(_is_text, "lời văn tiếng Việt, hoặc {vi: …, en: …}", "Vietnamese text, or {vi: …, en: …}")
LINE = Kind(_is_line, "chữ (số thì đặt trong ngoặc kép)", "text (put numbers in quotes)")
NUMBERING = Kind(lambda value: isinstance(value, str), "chữ, có thể rỗng", "text, which may be empty")
FLAG = Kind(lambda value: isinstance(value, bool), "true hoặc false", "true or false")
COUNT = Kind(_is_count, "số nguyên từ 0", "a whole number from 0")
MAYBE_COUNT = Kind(lambda value: value is None or _is_count(value), "số nguyên hoặc null", "a whole number or null")
DAY = Kind(lambda value: isinstance(value, date), "ngày dạng 2018-02-01", "a day like 2018-02-01")
MARK = one_of([*CONFIDENCE, None])
SLUG = _matches(r"[a-z0-9]+(?:[-._][a-z0-9]+)*", "mã viết thường không dấu", "a lower-case name without accents")
KEY = _matches(r"[a-z][a-z0-9_]*", "mã dạng ten_truong", "a name like field_name")
EVENT = _matches(r"[a-z][a-z0-9_-]*", "tên sự kiện dạng accepted", "the name of an event, like accepted")
OF_LAW = [unit.value for unit in TermUnit if unit is not TermUnit.WORKING_MINUTES]
LENGTH = _matches(
    rf"[1-9]\d{{0,3}} (?:{'|'.join(OF_LAW)})",
    f"thời hạn dạng “10 working_days” ({', '.join(OF_LAW)})",
    f"a length like “10 working_days” ({', '.join(OF_LAW)})",
)
OFFICE_TIME = _matches(
    r"[1-9]\d{0,3} working_(?:days|hours|minutes)",
    "thời gian làm việc dạng “4 working_hours” (working_days, working_hours, working_minutes)",
    "office time like “4 working_hours” (working_days, working_hours, working_minutes)",
)
MAYBE_LENGTH = Kind(lambda value: value is None or LENGTH.test(value), f"{LENGTH.vi} hoặc null", f"{LENGTH.en} or null")

_VALID = Record({"from": DAY}, {"to": DAY})
_FIELD_BASE: Mapping[str, Shape] = {
    "help": TEXT,
    "example": LINE,
    "unit": LINE,
    "options": ListOf(Record({"value": LINE, "label": TEXT})),
    "when": LINE,
    "prefill": one_of(sorted(PREFILLS)),
    "max_length": COUNT,
    "minimum": COUNT,
    "maximum": COUNT,
}
_FIELD_REQUIRED: Mapping[str, Shape] = {
    "key": KEY,
    "type": one_of(FieldType),
    "label": TEXT,
    "required": FLAG,
    "confidence": MARK,
}
_COLUMN = Record(_FIELD_REQUIRED, _FIELD_BASE)
_FIELD = Record(_FIELD_REQUIRED, {**_FIELD_BASE, "columns": ListOf(_COLUMN)})
_FORM = ListOf(Either(lambda item: isinstance(item, dict) and "section" in item, Record({"section": TEXT}), _FIELD))
_PAPER = Record(
    {
        "key": SLUG,
        "name": TEXT,
        "kind": one_of(["original", "copy", "photocopy", "certified_copy", "shown"]),
        "required": FLAG,
        "confidence": MARK,
    },
    {
        "originals": COUNT,
        "copies": COUNT,
        "form": LINE,
        "signed": FLAG,
        "original_shown": FLAG,
        "condition": TEXT,
        "when": LINE,
        "note": TEXT,
    },
)
_STAGE = Record(
    {"stage": SLUG, "name": TEXT, "from": EVENT},
    {
        "length": LENGTH,
        "source": LINE,
        "confidence": MARK,
        "optional": FLAG,
        "extension": LENGTH,
        "after_supplement": LENGTH,
    },
)

PROCEDURE = Record(
    {
        "id": SLUG,
        "source_id": LINE,
        "name": TEXT,
        "tier": one_of([1, 2, 3]),
        "group": SLUG,
        "level": one_of([1, 2, 3, 4, None]),
        "offered": Record(
            {},
            {
                "here": one_of([True]),
                "elsewhere": one_of(["clearance", "single-window", "tax-portal"]),
                "reason": TEXT,
                "instead": TEXT,
            },
        ),
        "valid": _VALID,
        "confidence": Record(
            {"name": MARK, "tier": MARK, "level": MARK, "valid": MARK},
            {"who": MARK, "decided_by": MARK, "result": MARK, "conditions": MARK},
        ),
        "who_may_file": ListOf(one_of(["business", "person", "organisation"])),
        "legal_basis": ListOf(Record({"act": LINE, "confidence": MARK}, {"articles": LINE})),
    },
    {
        "aliases": ListOf(LINE),
        "who": TEXT,
        "decided_by": TEXT,
        "how_to_file": TEXT,
        "sets": COUNT,
        "steps": ListOf(TEXT),
        "conditions": ListOf(TEXT),
        "term": ListOf(_STAGE),
        "term_note": TEXT,
        "supplement": Record({}, {"notice": LENGTH, "cancel_without_reply": LENGTH}),
        "reception": LENGTH,
        "papers": ListOf(_PAPER),
        "form": Either(lambda value: isinstance(value, str), SLUG, _FORM),
        "form_note": LINE,
        "route": SLUG,
        "object": Record({"kind": SLUG}, {"valid_years": COUNT}),
        "fees": ListOf(Record({"amount": MAYBE_COUNT, "confidence": MARK}, {"per": LINE, "note": LINE})),
        "result": Record({"name": TEXT}, {"template": SLUG}),
        "note": LINE,
    },
)

GROUPS = MapOf(TEXT)
FORMS = MapOf(Record({"fields": _FORM}, {"note": LINE}))
ROUTES = MapOf(
    Record(
        {
            "name": TEXT,
            "steps": ListOf(
                Record(
                    {"key": SLUG, "name": TEXT, "duty": one_of(Duty), "act": one_of(Act)},
                    {
                        "then": SLUG,
                        "back": SLUG,
                        "ends_stage": SLUG,
                        "records": ListOf(EVENT),
                        "share": COUNT,
                        "within": OFFICE_TIME,
                        "source": LINE,
                    },
                )
            ),
        }
    )
)


def _rule(value: Shape) -> Record:
    return Record({"value": value, "source": LINE, "confidence": MARK})


_STANDARD_FORM = Record({"number": NUMBERING, "title": TEXT})
_CODE = _matches(
    r"[^{}]*\{(?:agency|agency_right_to_left)\}[^{}]*\{date\}[^{}]*\{seq\}",
    "mẫu có {agency}, {date} và cuối cùng {seq}",
    "a pattern with {agency}, {date} and, last, {seq}",
)
RULE_PACKS = ListOf(
    Record(
        {
            "id": SLUG,
            "name": TEXT,
            "valid": Record({}, {"from": DAY, "to": DAY}),
            "rules": Record(
                {},
                {
                    "reception": _rule(MAYBE_LENGTH),
                    "supplement_policy": _rule(one_of(["restart", "pause"])),
                    "supplement_restarts_within": _rule(LENGTH),
                    "supplements_at_most": _rule(COUNT),
                    "appointments_moved_at_most": _rule(COUNT),
                    "apology_before_end": _rule(LENGTH),
                    "close_without_reply": _rule(MAYBE_LENGTH),
                    "shows_officer": _rule(FLAG),
                    "applicant_may_stop": _rule(FLAG),
                    "code_pattern": _rule(_CODE),
                    "forms": _rule(
                        Record(
                            {
                                "receipt": _STANDARD_FORM,
                                "supplement": _STANDARD_FORM,
                                "refusal": _STANDARD_FORM,
                                "apology": _STANDARD_FORM,
                                "control": _STANDARD_FORM,
                                "book": _STANDARD_FORM,
                            },
                            {"stop": _STANDARD_FORM},
                        )
                    ),
                },
            ),
        },
        {
            "extends": SLUG,
            "principles": ListOf(Record({"text": TEXT, "source": LINE, "confidence": MARK})),
        },
    )
)
COVERAGE = Record(
    {
        "published": ListOf(
            Record(
                {"when": LINE, "text": TEXT, "offered": COUNT, "source": LINE, "confidence": MARK},
                {"of": COUNT, "level_4": COUNT},
            )
        )
    }
)
