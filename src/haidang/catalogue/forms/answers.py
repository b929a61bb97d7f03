"""
A whole form read at once, compiled to closures once per version of a procedure.

What was typed stays with the caller, so nothing is lost where it cannot be used; what is returned can be stored as
JSON, and reading that again gives the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from haidang.catalogue.conditions import Condition
from haidang.catalogue.contracts import Answers, Field, FieldType, PaperNeeded, Procedure
from haidang.catalogue.forms import days
from haidang.catalogue.forms.typed import Unusable, fitting, grouped, line
from haidang.catalogue.forms.values import Parse, account_number, parser
from haidang.kernel.errors import Problem

_MOST_ROWS = 200
_COMPOUND = {FieldType.TABLE, FieldType.DATE_RANGE, FieldType.BANK_ACCOUNT}


@dataclass(slots=True)
class _Reading:
    """One form being read: whether it is to be complete, and what is wrong so far."""

    complete: bool
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, at: str, code: str, message: str) -> None:
        self.problems.append(Problem(field=at, code=code, message=message))


_Read = Callable[[Any, str, _Reading], Any]
"""Returns the value to store or None, and notes what is wrong."""


@dataclass(frozen=True, slots=True)
class _Question:
    """One compiled field: how it is read and when it is asked."""

    field: Field
    read: _Read
    condition: Condition | None
    is_compound: bool


@dataclass(frozen=True, slots=True)
class _Form:
    """A compiled form with the conditions of its papers."""

    questions: tuple[_Question, ...]
    papers: tuple[tuple[PaperNeeded, Condition | None], ...]
    has_parts: bool


_forms: dict[str, _Form] = {}


def read_answers(procedure: Procedure, raw: Mapping[str, Any], *, complete: bool) -> Answers:
    """
    Return the answers of a form as they are stored, and what cannot be used.

    `raw` holds the values of an HTML form (text or lists of text, tables as `key.0.column`) or of JSON. A draft is
    read with `complete` false: what is missing is then no problem. A field that is not asked is not stored.
    """
    form = _compiled(procedure)
    reading = _Reading(complete)
    parts = _parts(raw) if form.has_parts else {}
    values: dict[str, Any] = {}
    for question in form.questions:
        key = question.field.key
        if question.condition is None or question.condition.holds(values):
            given = raw.get(key)
            if question.is_compound and not given:
                given = parts.get(key)
            value = _answer(question.field, question.read, given, key, reading)
            if value is not None:
                values[key] = value
    return Answers(values=values, problems=tuple(reading.problems))


def asked_fields(procedure: Procedure, raw: Mapping[str, Any]) -> list[Field]:
    """Return the fields that these answers make asked, in order; the others are neither shown nor stored."""
    values = read_answers(procedure, raw, complete=False).values
    return [
        question.field
        for question in _compiled(procedure).questions
        if question.condition is None or question.condition.holds(values)
    ]


def papers_needed(procedure: Procedure, values: Mapping[str, Any]) -> list[tuple[PaperNeeded, bool]]:
    """
    Return every paper of a procedure, and whether these answers make it needed.

    A condition that only a person can judge leaves the paper to the filer: shown with its sentence, not demanded.
    """
    return [
        (paper, condition.holds(values) if condition else paper.required and paper.condition is None)
        for paper, condition in _compiled(procedure).papers
    ]


def _compiled(procedure: Procedure) -> _Form:
    found = _forms.get(procedure.sha256)
    if found is None:
        found = _forms[procedure.sha256] = _compile(procedure)
    return found


def _compile(procedure: Procedure) -> _Form:
    takes_people = "person" in procedure.who_may_file
    questions = tuple(
        _Question(
            field=each,
            read=_reader(each, takes_people=takes_people),
            condition=Condition(each.when, procedure.fields) if each.when else None,
            is_compound=each.type in _COMPOUND,
        )
        for each in procedure.fields
    )
    papers = tuple(
        (paper, Condition(paper.when, procedure.fields) if paper.when else None) for paper in procedure.papers
    )
    return _Form(questions, papers, any(question.is_compound for question in questions))


def _reader(of: Field, *, takes_people: bool) -> _Read:
    if of.type is FieldType.TABLE:
        columns = tuple((column, _reader(column, takes_people=takes_people)) for column in of.columns)
        return partial(_read_table, of, columns)
    if of.type is FieldType.DATE_RANGE:
        return partial(_read_range, of)
    if of.type is FieldType.BANK_ACCOUNT:
        return _read_account
    return _simple(parser(of, takes_people=takes_people))


def _simple(parse: Parse) -> _Read:
    def read(raw: Any, at: str, reading: _Reading) -> Any:
        try:
            return parse(raw)
        except Unusable as error:
            reading.refuse(at, error.code, error.message)
            return None

    return read


def _answer(of: Field, read: _Read, raw: Any, at: str, reading: _Reading) -> Any:
    known = len(reading.problems)
    value = read(raw, at, reading)
    if value is None and of.required and reading.complete and len(reading.problems) == known:
        reading.refuse(at, "required", _("Please answer “%(question)s”.") % {"question": of.label})
    return value


def _read_table(
    of: Field, columns: tuple[tuple[Field, _Read], ...], raw: Any, at: str, reading: _Reading
) -> list[dict[str, Any]] | None:
    rows = _rows(raw)
    if rows is None:
        reading.refuse(at, "table", _("Rows are expected here."))
        return None
    most = of.maximum or _MOST_ROWS
    if len(rows) > most:
        message = _("You gave %(typed)s rows; at most %(limit)s fit here. Attach the whole list as a paper.")
        reading.refuse(at, "too_many", message % {"typed": grouped(len(rows)), "limit": grouped(most)})
        return None
    read = [
        {column.key: value for column, value in _cells(columns, row, f"{at}.{index}", reading)} for index, row in rows
    ]
    if rows and reading.complete and of.minimum and len(rows) < of.minimum:
        reading.refuse(at, "too_few", _("At least %(limit)s rows are needed here.") % {"limit": grouped(of.minimum)})
    return read or None


def _cells(
    columns: tuple[tuple[Field, _Read], ...], row: Mapping[str, Any], at: str, reading: _Reading
) -> list[tuple[Field, Any]]:
    found = [
        (column, _answer(column, read, row.get(column.key), f"{at}.{column.key}", reading)) for column, read in columns
    ]
    return [(column, value) for column, value in found if value is not None]


_day, _number = _simple(days.day), _simple(account_number)
_bank = _simple(lambda raw: fitting(line(raw), 200) or None)


def _read_range(of: Field, raw: Any, at: str, reading: _Reading) -> dict[str, str] | None:
    known = len(reading.problems)
    found = _read_pair(raw, at, (("from", _day), ("to", _day)), reading)
    if found is None:
        return None
    first, last = found["from"], found["to"]
    length = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    if length < 1:
        reading.refuse(f"{at}.to", "date_range", _("The last day lies before the first; please check both."))
    elif of.maximum and length > of.maximum:
        message = _("This period has %(typed)s days; at most %(limit)s are possible.")
        reading.refuse(f"{at}.to", "too_long", message % {"typed": grouped(length), "limit": grouped(of.maximum)})
    return found if len(reading.problems) == known else None


def _read_account(raw: Any, at: str, reading: _Reading) -> dict[str, str] | None:
    return _read_pair(raw, at, (("account", _number), ("bank", _bank)), reading)


def _read_pair(
    raw: Any, at: str, parts: tuple[tuple[str, _Read], tuple[str, _Read]], reading: _Reading
) -> dict[str, str] | None:
    """Read an answer of two parts, of which each needs the other."""
    if raw is not None and not isinstance(raw, dict):
        reading.refuse(at, "shape", _("Two values are expected here."))
        return None
    known = len(reading.problems)
    found = {name: read((raw or {}).get(name), f"{at}.{name}", reading) for name, read in parts}
    empty = [name for name, value in found.items() if value is None]
    if len(reading.problems) > known or len(empty) == len(parts):
        return None
    if empty and reading.complete:
        reading.refuse(f"{at}.{empty[0]}", "required", _("This part is missing; give both."))
    return None if empty else found


def _parts(raw: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Gather `key.part` by key, as HTML forms send compound fields."""
    parts: dict[str, dict[str, Any]] = {}
    for name, value in raw.items():
        key, dot, part = name.partition(".")
        if dot:
            parts.setdefault(key, {})[part] = value
    return parts


def _rows(raw: Any) -> list[tuple[int, Mapping[str, Any]]] | None:
    """Return the rows that hold anything, each with the number it was sent under; None for another shape."""
    if raw is None:
        return []
    if isinstance(raw, dict):
        by_number: dict[int, dict[str, Any]] = {}
        for name, value in raw.items():
            number, _dot, column = str(name).partition(".")
            if number.isascii() and number.isdigit() and len(number) < 7:
                by_number.setdefault(int(number), {})[column] = value
        rows: list[tuple[int, Any]] = sorted(by_number.items())
    elif isinstance(raw, list):
        rows = list(enumerate(raw))
    else:
        return None
    if not all(isinstance(row, dict) for _number, row in rows):
        return None
    return [(number, row) for number, row in rows if any(_holds_anything(value) for value in row.values())]


def _holds_anything(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return any(_holds_anything(each) for each in value)
    return bool(value.strip()) if isinstance(value, str) else value is not None
