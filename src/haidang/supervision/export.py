"""What is seen on a board as a table for a spreadsheet."""

from __future__ import annotations

import csv

from django.http import HttpResponse

from haidang.look import wording
from haidang.supervision.board import Shown
from haidang.supervision.choice import Choice, told
from haidang.supervision.columns import COLUMNS


def as_csv(shown: Shown, choice: Choice) -> HttpResponse:
    """Return the rows of a board as CSV, with its period and the moment it tells of above them."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    day = wording.local(shown.as_of).date().isoformat()
    response["Content-Disposition"] = f'attachment; filename="so-lieu-{shown.area.unit.code}-{day}.csv"'
    response.write("\ufeff")  # spreadsheets of Vietnamese offices read UTF-8 only by its mark
    table = csv.writer(response)
    table.writerow([str(shown.area.unit.name), told(choice.period), wording.moment(shown.as_of)])
    table.writerow([str(shown.head), *(as_cell(column.title) for column in COLUMNS)])
    for line in (*shown.lines, shown.total):
        name = f"{line.name} ({line.note})" if line.note else str(line.name)
        table.writerow([as_cell(name), *(cell.value for cell in line.cells)])
    return response


def as_cell(text: object) -> str:
    """Return a text a spreadsheet will not take for a formula."""
    written = str(text)
    return f"'{written}" if written[:1] in tuple("=+-@\t\r") else written
