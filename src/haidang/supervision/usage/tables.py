"""Use as it is drawn: rows whose counts lead to the dossiers, or the reports, that make them up."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from haidang.look import wording
from haidang.look.parts import Tab
from haidang.supervision.choice import Choice, told
from haidang.usage import api as usage
from haidang.usage.contracts import MonthUse, Use, total_use

if TYPE_CHECKING:
    from haidang.look.parts import Words

MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One figure of use; `list` is the list of a board that makes it up, `channel` its way of filing."""

    key: str
    label: Words
    list: str = ""
    channel: str = ""

    @property
    def is_share(self) -> bool:
        """Whether it is a per cent."""
        return self.key.endswith("_share")


COLUMNS = (
    Column(key="received", label=gettext_lazy("Entered here"), list="received"),
    Column(key="online", label=pgettext_lazy("figure", "Online"), list="received", channel="online"),
    Column(key="counter", label=pgettext_lazy("figure", "At the counter"), list="received", channel="counter"),
    Column(key="post", label=pgettext_lazy("figure", "By post"), list="received", channel="post"),
    Column(key="reported", label=gettext_lazy("By hand, only counted")),
    Column(key="online_share", label=gettext_lazy("Online share")),
    Column(key="returned", label=pgettext_lazy("figure", "Returned"), list="returned"),
    Column(key="returned_share", label=gettext_lazy("Share returned")),
)
OF_A_MONTH = COLUMNS[:6]
ENTERED = (*COLUMNS[:4], COLUMNS[5])


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One figure of one row; a share, or a count of nothing, has no list."""

    id: str
    column: Column
    value: int | Decimal | None
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row; `url` leads further down, `note` says what else there is to know."""

    name: Words
    note: Words
    url: str
    use: Use
    cells: tuple[Cell, ...]


def line(
    name: Words,
    use: Use,
    query: str,
    *,
    key: str,
    note: Words = "",
    url: str = "",
    columns: Sequence[Column] = COLUMNS,
) -> Line:
    """Return a row; `query` is the end of the address of each list, without its figure and way of filing."""
    return Line(name=name, note=note, url=url, use=use, cells=tuple(_cell(each, use, query, key) for each in columns))


def months(found: Iterable[MonthUse], *, until: date, **more: str) -> list[Line]:
    """Return the latest twelve months up to a day, the oldest first, months without anything included."""
    by_month: dict[date, Use] = {month: Use() for month in last_months(until)}
    for each in found:
        by_month[each.month] += each.use
    return [
        line(f"{month:%m/%Y}", use, month_query(month, **more), key=f"{month:%Y-%m}", columns=OF_A_MONTH)
        for month, use in by_month.items()
    ]


def last_months(until: date) -> list[date]:
    """Return the first days of the latest twelve months up to a day, the oldest first."""
    found = [until.replace(day=1)]
    while len(found) < MONTHS:
        found.append(usage.previous_month(found[-1]))
    return found[::-1]


def month_query(month: date, **more: str) -> str:
    """Return the end of an address that asks for one whole month."""
    return period_query((month, usage.last_day(month)), **more)


def period_query(period: tuple[date, date], **more: str) -> str:
    """Return the end of an address that asks for a period."""
    given = {"tu": period[0].isoformat(), "den": period[1].isoformat()} | more
    return urlencode({name.replace("_", "-"): value for name, value in given.items() if value})


def total_of(lines: Iterable[Line]) -> Use:
    """Return the sum of rows."""
    return total_use(each.use for each in lines)


def tabs(choice: Choice, *, here: str, unit: str) -> list[Tab]:
    """Return the pages of use, with the period that was chosen."""
    pages = {
        "usage": _("Overview"),
        "usage_units": _("Units"),
        "usage_procedures": _("Procedures"),
        "usage_filers": _("Filers by hand"),
        "usage_counts": _("Reported counts"),
    }
    query = choice.query(don_vi=unit)
    return [
        Tab(label=label, url=f"{reverse(f'supervision:{name}')}?{query}", is_open=name == here)
        for name, label in pages.items()
    ]


def as_csv(head: Words, lines: Iterable[Line], choice: Choice, *, name: str, now: datetime) -> HttpResponse:
    """Return rows as a table for a spreadsheet, with their period and the moment they tell of above them."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    day = wording.local(now).date().isoformat()
    response["Content-Disposition"] = f'attachment; filename="su-dung-{name}-{day}.csv"'
    response.write("\ufeff")  # spreadsheets of Vietnamese offices read UTF-8 only by its mark
    table = csv.writer(response)
    table.writerow([told(choice.period), wording.moment(now)])
    table.writerow([str(head), *(_safe(column.label) for column in COLUMNS)])
    for each in lines:
        table.writerow([_safe(each.name), *("" if cell.value is None else cell.value for cell in each.cells)])
    return response


def _cell(column: Column, use: Use, query: str, key: str) -> Cell:
    value = getattr(use, column.key)
    return Cell(
        id=f"{key}-{column.key}".replace(".", "-"),
        column=column,
        value=value,
        url=_address(column, query) if value and not column.is_share else "",
    )


def _address(column: Column, query: str) -> str:
    if not column.list:
        return f"{reverse('supervision:usage_counts')}?{query}"
    channel = f"&kenh={column.channel}" if column.channel else ""
    return f"{reverse('supervision:list')}?muc={column.list}{channel}&{query}"


def _safe(text: object) -> str:
    """Return a text a spreadsheet will not take for a formula."""
    written = str(text)
    return f"'{written}" if written[:1] in tuple("=+-@\t\r") else written
