"""A stored answer as people read it, in the active language: on the check page, the officer's sheet, in papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from haidang.catalogue.contracts import Field, FieldType
from haidang.catalogue.forms.countries import country_name
from haidang.catalogue.forms.typed import grouped


def show_value(field: Field, value: Any) -> str:
    """Return a stored answer as text, "" where there is none; a table as one line per row."""
    if value is None:
        return ""
    return _SHOWN.get(field.type, _plain)(field, value)


def _plain(_field: Field, value: Any) -> str:
    return str(value)


def _number(field: Field, value: int | float) -> str:
    decimals = "" if isinstance(value, int) else f"{abs(value) % 1:.6f}"[2:].rstrip("0")
    shown = grouped(abs(value), decimals)
    return f"{'-' if value < 0 else ''}{shown}{f' {field.unit}' if field.unit else ''}"


def _year_safe(field: Field, value: int) -> str:
    """A small whole number without a unit may be a year: it is not grouped."""
    return str(value) if not field.unit and abs(value) < 10_000 else _number(field, value)


def _money(_field: Field, value: int) -> str:
    return f"{grouped(value)} đ"


def _day(_field: Field, value: str) -> str:
    day = datetime.fromisoformat(value)
    return f"{day.day} {day:%B %Y}" if _is_english() else f"{day:%d/%m/%Y}"


def _moment(field: Field, value: str) -> str:
    return f"{_day(field, value)} {datetime.fromisoformat(value):%H:%M}"


def _range(field: Field, value: dict[str, str]) -> str:
    return f"{_day(field, value['from'])} – {_day(field, value['to'])}"


def _boolean(_field: Field, value: bool) -> str:  # noqa: FBT001 - every shower takes the value second
    return _("Yes") if value else _("No")


def _choice(field: Field, value: str) -> str:
    return next(str(option.label) for option in field.options if option.value == value)


def _choices(field: Field, value: list[str]) -> str:
    return "; ".join(str(option.label) for option in field.options if option.value in value)


def _account(_field: Field, value: dict[str, str]) -> str:
    return f"{value['account']}, {value['bank']}"


def _country(_field: Field, value: str) -> str:
    return str(country_name(value))


def _table(field: Field, value: list[dict[str, Any]]) -> str:
    rows = [_row(field, row) for row in value]
    return "\n".join(f"{number}. {row}" for number, row in enumerate(rows, start=1))


def _row(field: Field, row: dict[str, Any]) -> str:
    cells = (show_value(column, row.get(column.key)) for column in field.columns)
    return "; ".join(cell for cell in cells if cell)


def _is_english() -> bool:
    return (get_language() or "vi").startswith("en")


_SHOWN: dict[FieldType, Callable[[Field, Any], str]] = {
    FieldType.INTEGER: _year_safe,
    FieldType.DECIMAL: _number,
    FieldType.MONEY: _money,
    FieldType.DATE: _day,
    FieldType.DATETIME: _moment,
    FieldType.DATE_RANGE: _range,
    FieldType.BOOLEAN: _boolean,
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _choices,
    FieldType.BANK_ACCOUNT: _account,
    FieldType.COUNTRY: _country,
    FieldType.TABLE: _table,
}
