"""Open data for programs and people: what was published of each month. No sign-in, no personal data, cacheable."""

from __future__ import annotations

import csv
from datetime import datetime
from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from ninja import Router, Schema
from pydantic import Field

from haidang.reports import api as reports
from haidang.reports.contracts import OpenData, PublishedMonth
from haidang.rest.schemas import ProblemOut

_LIST_KEPT, _MONTH_KEPT = 3600, 7 * 86400
router = Router(tags=["statistics"], auth=None)


class MonthOut(Schema):
    """A published month; `sha256` names its content, which never changes."""

    month: str = Field(examples=["2026-06"])
    published_at: datetime
    sha256: str


class RowOut(Schema):
    """
    How many dossiers.

    The rows of one division of a measure add up to its total. Of fewer than five dossiers nothing is told: small
    counts stand together with a larger one in one row that names all their `keys`. A `day` row with two keys is the
    stretch from the first to the second.
    """

    measure: str = Field(description="received, decided, returned, refused_at_reception, withdrawn or stopped")
    division: str = Field(description="total, unit, procedure, channel, timeliness or day")
    keys: list[str]
    names: list[str] = Field(description="In Vietnamese, as they were called in that month")
    count: int = Field(ge=5)


class StatisticsOut(MonthOut):
    """Everything published of a month."""

    rows: list[RowOut]


@router.get("/statistics", response={200: list[MonthOut]})
def list_statistics(request: HttpRequest, response: HttpResponse) -> list[PublishedMonth]:
    """List the published months. A month is published once, on the 10th of the next, and never changes."""
    response["Cache-Control"] = f"public, max-age={_LIST_KEPT}"
    return reports.list_published()


@router.get(
    "/statistics/{month}.csv",
    response={404: ProblemOut},
    openapi_extra={"responses": {200: {"description": "The rows as a table", "content": {"text/csv": {}}}}},
)
def get_statistics_as_csv(request: HttpRequest, month: str) -> HttpResponse:
    """Download a month as CSV (UTF-8): measure, division, keys, names, count; several keys are joined by “;”."""
    found = reports.get_published(month)
    answer = HttpResponse(_csv(found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="thong-ke-{found.about.month}.csv"'
    return _kept(request, answer, found)


@router.get("/statistics/{month}", response={200: StatisticsOut, 404: ProblemOut})
def get_statistics(request: HttpRequest, month: str) -> HttpResponse:
    """Show everything published of a month, written as 2026-06."""
    found = reports.get_published(month)
    told = StatisticsOut(
        month=found.about.month,
        published_at=found.about.published_at,
        sha256=found.about.sha256,
        rows=[RowOut.model_validate(row, from_attributes=True) for row in found.rows],
    )
    return _kept(request, HttpResponse(told.model_dump_json(), content_type="application/json; charset=utf-8"), found)


def _kept(request: HttpRequest, answer: HttpResponse, found: OpenData) -> HttpResponse:
    """Return the answer for every cache to keep, or nothing where the asker has it already."""
    answer["ETag"] = f'"{found.about.sha256}"'
    answer["Cache-Control"] = f"public, max-age={_MONTH_KEPT}, immutable"
    kept = get_conditional_response(request, etag=answer["ETag"], response=answer)
    assert isinstance(kept, HttpResponse), "GET has no precondition that fails"
    return kept


def _csv(found: OpenData) -> str:
    held = StringIO()
    table = csv.writer(held)
    table.writerow(["measure", "division", "keys", "names", "count"])
    for row in found.rows:
        table.writerow([row.measure, row.division, ";".join(row.keys), ";".join(row.names), row.count])
    return held.getvalue()
