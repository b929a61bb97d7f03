"""A report as rows for a spreadsheet: CSV and .xlsx hold the same."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import gettext as _

from haidang.directory.contracts import UnitCard
from haidang.look import wording
from haidang.reports import api as reports
from haidang.reports.contracts import Changed, Content, Line, Period
from haidang.supervision.export import as_cell
from haidang.supervision.reports.columns import COLUMNS, DIVISIONS, LABELS

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NAME_WIDTH, _FIGURE_WIDTH = 48, 13

Cells = Sequence[str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a file holds: a report and the sentence that says whether it is closed."""

    unit: UnitCard
    period: Period
    content: Content
    state: str
    changed: Sequence[Changed] = ()

    @property
    def file_name(self) -> str:
        """The name without its ending."""
        return f"bao-cao-{self.unit.code}-{self.period[0]:%Y%m%d}-{self.period[1]:%Y%m%d}"


def as_csv(told: Told) -> HttpResponse:
    """Return the report as CSV."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{told.file_name}.csv"'
    response.write("\ufeff")  # spreadsheets of Vietnamese offices read UTF-8 only by its mark
    table = csv.writer(response)
    for cells in _rows(told):
        table.writerow([as_cell(cell) if isinstance(cell, str) else cell for cell in cells])
    return response


def as_xlsx(told: Told) -> HttpResponse:
    """Return the report as a workbook with one sheet; texts are written as texts, whatever they begin with."""
    held = BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(_("Report"))
        strong, number = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0"})
        sheet.set_column(0, 0, _NAME_WIDTH)
        sheet.set_column(1, len(COLUMNS), _FIGURE_WIDTH)
        for row, cells in enumerate(_rows(told)):
            is_head = all(isinstance(cell, str) for cell in cells)
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(row, column, cell, strong if is_head else None)
                else:
                    sheet.write_number(row, column, cell, number)
    response = HttpResponse(held.getvalue(), content_type=_XLSX)
    response["Content-Disposition"] = f'attachment; filename="{told.file_name}.xlsx"'
    return response


def _rows(told: Told) -> Iterator[Cells]:
    yield [str(told.unit.name), str(reports.name_of(told.period)), told.state]
    yield ["", *(str(column.label) for column in COLUMNS)]
    yield _cells(told.content.lines[0], _("Total"))
    for division, title in DIVISIONS.items():
        yield []
        yield [str(title), *(str(column.label) for column in COLUMNS)]
        yield from (_cells(line, str(line.name)) for line in told.content.of(division))
    if told.changed:
        yield []
        yield [_("Changed since it was closed"), _("Figure"), _("When closed"), _("Today"), _("Difference")]
        for each in told.changed:
            yield [name_of(each.line), str(LABELS[each.measure]), each.closed, each.today, each.today - each.closed]


def name_of(line: Line) -> str:
    """Return what a line is called, the total as such."""
    return str(line.name) if line.key else _("Total")


def _cells(line: Line, name: str) -> Cells:
    return [name, *(column.value(line.sums) for column in COLUMNS)]


def state_of_draft(read_at: datetime) -> str:
    """Return the sentence that says that nothing is closed yet."""
    return _("Not closed; figures as of %(moment)s") % {"moment": wording.moment(read_at)}
