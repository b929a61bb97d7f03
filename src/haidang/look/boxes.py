"""
What a procedure's field looks like on paper: the boxes, their names and what stands in them.

The names are the ones the catalogue reads: `key` for most, `key.from` and `key.to` for a range of days,
`key.0.column` for a cell of a table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from haidang.catalogue.contracts import Field, FieldType
from haidang.kernel.errors import Problem
from haidang.look import wording

EMPTY_ROWS = 1
_NUMBERS = {FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY}
_DIGITS = {FieldType.TAX_CODE, FieldType.PERSONAL_ID, FieldType.BANK_ACCOUNT, FieldType.DATE}
_AUTOCOMPLETE = {FieldType.EMAIL: "email", FieldType.PHONE: "tel", FieldType.COUNTRY: "country-name"}
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One field ready to draw; `rows` are the lines of a table, each a list of boxes."""

    field: Field
    name: str
    text: str
    chosen: tuple[str, ...] = ()
    until: str = ""
    problems: tuple[str, ...] = ()
    rows: tuple[tuple[Box, ...], ...] = ()

    @property
    def id(self) -> str:
        """The id of the first control, which the error summary links to."""
        return f"id_{self.name}".replace(".", "-")

    @property
    def kind(self) -> str:
        """Which drawing this field gets."""
        match self.field.type:
            case FieldType.BOOLEAN:
                return "boolean"
            case FieldType.CHOICE:
                return "radios" if len(self.field.options) <= 6 else "select"
            case FieldType.CHOICES:
                return "checkboxes"
            case FieldType.LONG_TEXT:
                return "area"
            case FieldType.DATE_RANGE:
                return "range"
            case FieldType.TABLE:
                return "table"
            case _:
                return "line"

    @property
    def is_group(self) -> bool:
        """Whether several controls share one question, so that it needs a legend."""
        return self.kind in {"boolean", "radios", "checkboxes", "range", "table"}

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


def box(
    field: Field, value: Any, *, problems: Mapping[str, Sequence[str]], name: str = "", extra_rows: int = 0
) -> Box:
    """Return one field with what stands in it; `problems` maps names of boxes to sentences."""
    name = name or field.key
    first, until = _range(value) if field.type is FieldType.DATE_RANGE else (value, "")
    return Box(
        field=field,
        name=name,
        text=typed(first),
        until=typed(until),
        chosen=_chosen(value),
        problems=tuple(problems.get(name, ())),
        rows=_rows(field, value, problems=problems, name=name, extra_rows=extra_rows),
    )


def by_field(problems: Sequence[Problem]) -> dict[str, list[str]]:
    """Return the sentences by the name of their box."""
    found: dict[str, list[str]] = {}
    for problem in problems:
        found.setdefault(problem.field, []).append(str(problem.message))
    return found


def typed(value: Any) -> str:
    """Return a stored value as a person would type it: days by day, month, year; numbers with a comma."""
    match value:
        case None | True | False | list() | tuple() | dict():
            return ""
        case date() as day:
            return wording.moment(day) if isinstance(day, datetime) else f"{day:%d/%m/%Y}"
        case int() | float() | Decimal():
            return str(value).replace(".", "," if not wording.is_english() else ".")
        case str() as text:
            return _day_typed(text)
        case _:
            return str(value)


def _day_typed(text: str) -> str:
    """Turn a stored ISO day or moment into the typed form; leave anything else as it is."""
    if len(text) < 10 or text[4:5] != "-" or text[7:8] != "-":
        return text
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{found:%d/%m/%Y}" if len(text) == 10 else f"{found:%d/%m/%Y %H:%M}"


def _range(value: Any) -> tuple[Any, Any]:
    match value:
        case {"from": first, "to": until}:
            return first, until
        case [first, until]:
            return first, until
        case _:
            return None, None


def _chosen(value: Any) -> tuple[str, ...]:
    match value:
        case None:
            return ()
        case bool():
            return ("yes" if value else "no",)
        case list() | tuple():
            return tuple(str(item) for item in value)
        case _:
            return (str(value),)


def _rows(
    field: Field, value: Any, *, problems: Mapping[str, Sequence[str]], name: str, extra_rows: int
) -> tuple[tuple[Box, ...], ...]:
    if field.type is not FieldType.TABLE:
        return ()
    given: list[Any] = list(value) if isinstance(value, list | tuple) else []
    given += [{}] * max(EMPTY_ROWS if given else EMPTY_ROWS + 1, extra_rows)
    return tuple(
        tuple(
            box(column, row.get(column.key), problems=problems, name=f"{name}.{index}.{column.key}")
            for column in field.columns
        )
        for index, row in enumerate(given)
    )
