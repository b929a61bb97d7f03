"""
What a procedure's field looks like on paper: the boxes, their names and what stands in them.

The names are the ones the catalogue reads: `key` for most, `key.from` and `key.to` for a range of days,
`key.account` and `key.bank` for an account, `key.0.column` for a cell of a table. What stands in the boxes comes
from stored answers or, where a form is shown again, from what was sent: then nothing typed is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.datastructures import MultiValueDict

from haidang.catalogue.api import list_countries
from haidang.catalogue.contracts import Field, FieldType, Option
from haidang.kernel.errors import Problem
from haidang.look import wording

_NUMBERS = {FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY}
_DIGITS = {FieldType.TAX_CODE, FieldType.PERSONAL_ID, FieldType.BANK_ACCOUNT, FieldType.DATE}
_AUTOCOMPLETE = {FieldType.EMAIL: "email", FieldType.PHONE: "tel"}
_WIDTH = {
    FieldType.DATE: "short",
    FieldType.DATE_RANGE: "short",
    FieldType.DATETIME: "medium",
    FieldType.INTEGER: "short",
    FieldType.DECIMAL: "short",
    FieldType.MONEY: "medium",
    FieldType.TAX_CODE: "medium",
    FieldType.PERSONAL_ID: "medium",
    FieldType.PHONE: "medium",
    FieldType.BANK_ACCOUNT: "medium",
}
_KINDS = {
    FieldType.BOOLEAN: "boolean",
    FieldType.CHOICE: "radios",
    FieldType.CHOICES: "checkboxes",
    FieldType.COUNTRY: "select",
    FieldType.LONG_TEXT: "area",
    FieldType.DATE_RANGE: "range",
    FieldType.BANK_ACCOUNT: "account",
    FieldType.TABLE: "table",
}
_FEW = 6
"""Up to so many choices stay in sight as radio buttons; more become a list."""
_PARTS = {FieldType.DATE_RANGE: ("from", "to"), FieldType.BANK_ACCOUNT: ("account", "bank")}
_YES, _NO = {"true", "yes", "1", "on"}, {"false", "no", "0", "off"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """
    One field ready to draw.

    `second` is what stands in the second box of a range or an account; `rows` are the lines of a table.
    """

    field: Field
    name: str
    text: str = ""
    second: str = ""
    chosen: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    rows: tuple[tuple[Box, ...], ...] = ()

    @property
    def id(self) -> str:
        """The id of the first control, which the error summary links to."""
        first = f"{self.name}.{_PARTS[self.field.type][0]}" if self.field.type in _PARTS else self.name
        return anchor(first)

    @property
    def second_id(self) -> str:
        """The id of the second box of a range or an account."""
        return anchor(f"{self.name}.{_PARTS[self.field.type][1]}")

    @property
    def kind(self) -> str:
        """Which drawing this field gets."""
        if self.field.type is FieldType.CHOICE and len(self.field.options) > _FEW:
            return "select"
        return _KINDS.get(self.field.type, "line")

    @property
    def options(self) -> tuple[Option, ...]:
        """What may be chosen."""
        return list_countries() if self.field.type is FieldType.COUNTRY else self.field.options

    @property
    def is_group(self) -> bool:
        """Whether several controls share one question, so that it needs a legend."""
        return self.kind in {"boolean", "radios", "checkboxes", "range", "account", "table"}

    @property
    def input_type(self) -> str:
        """The HTML type; days and numbers stay text, so that what was typed is never lost."""
        return {FieldType.EMAIL: "email", FieldType.PHONE: "tel"}.get(self.field.type, "text")

    @property
    def input_mode(self) -> str:
        """Which keyboard a phone shows; empty for the ordinary one."""
        if self.field.type in _DIGITS:
            return "numeric"
        return "decimal" if self.field.type in _NUMBERS else ""

    @property
    def autocomplete(self) -> str:
        """What the browser may fill in."""
        return _AUTOCOMPLETE.get(self.field.type, "off")

    @property
    def width(self) -> str:
        """How wide the box is: as wide as what belongs in it."""
        return _WIDTH.get(self.field.type, "full")

    @property
    def is_day(self) -> bool:
        """Whether a day is asked for, so that its form is shown."""
        return self.field.type in {FieldType.DATE, FieldType.DATE_RANGE}


def anchor(name: str) -> str:
    """Return the id of a control by its name."""
    return f"id_{name}".replace(".", "-")


def box(
    field: Field,
    values: Mapping[str, Any],
    *,
    problems: Mapping[str, Sequence[str]],
    name: str = "",
    extra_rows: int = 0,
) -> Box:
    """Return one field with what stands in it; `problems` maps names of boxes to sentences."""
    name = name or field.key
    if field.type is FieldType.TABLE:
        rows = _rows(field, _lines(values, name), problems=problems, name=name, extra_rows=extra_rows)
        return Box(field=field, name=name, rows=rows, problems=tuple(problems.get(name, ())))
    if field.type in _PARTS:
        return _pair(field, values, problems=problems, name=name)
    value = _several(values, name) if field.type is FieldType.CHOICES else values.get(name)
    return Box(
        field=field,
        name=name,
        text=typed(value),
        chosen=_chosen(field, value),
        problems=tuple(problems.get(name, ())),
    )


def by_field(problems: Sequence[Problem]) -> dict[str, list[str]]:
    """Return the sentences by the name of their box."""
    found: dict[str, list[str]] = {}
    for problem in problems:
        found.setdefault(problem.field, []).append(str(problem.message))
    return found


def typed(value: Any) -> str:
    """
    Return a stored value as a person would type it: days by day, month, year.

    Decimals begin with a comma in both languages: the catalogue reads a dot before three digits as thousands.
    """
    match value:
        case None | True | False | list() | tuple() | dict():
            return ""
        case date() as day:
            return wording.moment(day) if isinstance(day, datetime) else f"{day:%d/%m/%Y}"
        case int() | float() | Decimal():
            return str(value).replace(".", ",")
        case _:
            return _day_typed(str(value))


def _day_typed(text: str) -> str:
    """Turn a stored ISO day or moment into the typed form; leave anything else as it is."""
    if text[4:5] != "-" or text[7:8] != "-":
        return text
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{found:%d/%m/%Y}" if len(text) == 10 else f"{found:%d/%m/%Y %H:%M}"


def _several(values: Mapping[str, Any], name: str) -> Any:
    return values.getlist(name) if isinstance(values, MultiValueDict) else values.get(name)


def _chosen(field: Field, value: Any) -> tuple[str, ...]:
    given = value if isinstance(value, list | tuple) else [value]
    words = tuple(str(item) for item in given if item is not None)
    if field.type is not FieldType.BOOLEAN:
        return words
    said = {word.lower() for word in words}
    return ("true",) if said & _YES else ("false",) if said & _NO else ()


def _pair(field: Field, values: Mapping[str, Any], *, problems: Mapping[str, Sequence[str]], name: str) -> Box:
    names = [f"{name}.{part}" for part in _PARTS[field.type]]
    stored = values.get(name)
    parts = stored if isinstance(stored, dict) else {}
    first, second = (typed(parts.get(part) or values.get(f"{name}.{part}")) for part in _PARTS[field.type])
    sentences = [text for key in (name, *names) for text in problems.get(key, ())]
    return Box(field=field, name=name, text=first, second=second, problems=tuple(sentences))


def _lines(values: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Return the rows of a table, stored as a list or sent as `key.0.column`."""
    stored = values.get(name)
    if isinstance(stored, list | tuple):
        return [row for row in stored if isinstance(row, Mapping)]
    found: dict[int, dict[str, Any]] = {}
    for key in values:
        table, _dot, rest = key.partition(".")
        number, _dot, column = rest.partition(".")
        if table == name and number.isascii() and number.isdigit() and len(number) < 4:
            found.setdefault(int(number), {})[column] = values[key]
    return [found.get(number, {}) for number in range(max(found, default=-1) + 1)]


def _rows(
    field: Field,
    lines: list[Mapping[str, Any]],
    *,
    problems: Mapping[str, Sequence[str]],
    name: str,
    extra_rows: int,
) -> tuple[tuple[Box, ...], ...]:
    has_room = bool(lines) and not any(lines[-1].values())
    empty = max(0 if has_room else 1, extra_rows)
    return tuple(
        tuple(_cell(column, line, problems=problems, name=f"{name}.{index}.{column.key}") for column in field.columns)
        for index, line in enumerate([*lines, *({},) * empty])
    )


def _cell(column: Field, line: Mapping[str, Any], *, problems: Mapping[str, Sequence[str]], name: str) -> Box:
    value = line.get(column.key)
    return Box(
        field=column,
        name=name,
        text=typed(value),
        chosen=_chosen(column, value),
        problems=tuple(problems.get(name, ())),
    )
