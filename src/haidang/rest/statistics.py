"""Open data: what was published of each day and month. No sign-in, no personal data, cacheable."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from ninja import Router, Schema
from pydantic import Field

from haidang.reports import api as reports
from haidang.reports.contracts import OpenDays, PublishedDays, PublishedMonth, PublishedRow
from haidang.rest.open_tables import CONTENT_TYPE, Kind, Line, written
from haidang.rest.schemas import ProblemOut

_LIST_KEPT, _KEPT_FOR_GOOD = 3600, 7 * 86400
_AS_TABLE = {
    "responses": {200: {"description": "The rows as a table", "content": {told: {} for told in CONTENT_TYPE.values()}}}
}
router = Router(tags=["statistics"], auth=None)


class MonthOut(Schema):
    """A published month; `sha256` names its content, which never changes."""

    month: str = Field(examples=["2026-06"])
    published_at: datetime
    sha256: str


class DaysOut(Schema):
    """A published day, or a few put together, from `first` to `last`; `sha256` names its content."""

    first: date
    last: date
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
    division: str = Field(description="total, unit, procedure, group (days), channel, timeliness or day (months)")
    keys: list[str]
    names: list[str] = Field(description="In Vietnamese, as they were called then")
    count: int = Field(ge=5)


class StatisticsOut(MonthOut):
    """Everything published of a month."""

    rows: list[RowOut]


class DayStatisticsOut(DaysOut):
    """Everything published of a day, or of a few put together."""

    rows: list[RowOut]


@router.get("/statistics", response={200: list[MonthOut]})
def list_statistics(request: HttpRequest, response: HttpResponse) -> list[PublishedMonth]:
    """List the published months. A month is published once, on the 10th of the next, and never changes."""
    response["Cache-Control"] = f"public, max-age={_LIST_KEPT}"
    return reports.list_published()


@router.get("/statistics/days", response={200: list[DaysOut], 404: ProblemOut})
def list_days(request: HttpRequest, response: HttpResponse, month: str = "") -> list[PublishedDays]:
    """List the published days, of one month if named. A day is published once, ten days after it, and never changes."""
    response["Cache-Control"] = f"public, max-age={_LIST_KEPT}"
    return reports.list_published_days(month)


@router.get("/statistics/days/{day}.{kind}", response={404: ProblemOut}, openapi_extra=_AS_TABLE)
def get_day_as_table(request: HttpRequest, day: str, kind: Kind) -> HttpResponse:
    """Download a day as CSV (UTF-8) or Parquet: first, last, measure, division, keys, names, count."""
    found = reports.get_published_days(day)
    answer = _download(kind, _lines([found]), f"thong-ke-{found.about.last}", with_days=True)
    return _kept(request, answer, found.about.sha256)


@router.get("/statistics/days/{day}", response={200: DayStatisticsOut, 404: ProblemOut})
def get_day(request: HttpRequest, day: str) -> HttpResponse:
    """Show everything published with a day; `first` and `last` tell which days it was put together with."""
    found = reports.get_published_days(day)
    told = DayStatisticsOut(
        first=found.about.first,
        last=found.about.last,
        published_at=found.about.published_at,
        sha256=found.about.sha256,
        rows=_rows(found.rows),
    )
    return _kept(request, _json(told), found.about.sha256)


@router.get("/statistics/{month}/days.{kind}", response={404: ProblemOut}, openapi_extra=_AS_TABLE)
def get_days_as_table(request: HttpRequest, month: str, kind: Kind) -> HttpResponse:
    """Download all published days of a month in one table; days are added to it until the 10th of the next month."""
    found = reports.list_days_of(month)
    answer = _download(kind, _lines(found), f"thong-ke-{month}-theo-ngay", with_days=True)
    name = hashlib.sha256("".join(each.about.sha256 for each in found).encode()).hexdigest()
    return _kept(request, answer, name, f"public, max-age={_LIST_KEPT}")


@router.get("/statistics/{month}.{kind}", response={404: ProblemOut}, openapi_extra=_AS_TABLE)
def get_statistics_as_table(request: HttpRequest, month: str, kind: Kind) -> HttpResponse:
    """Download a month as CSV (UTF-8; several keys are joined by “;”) or Parquet."""
    found = reports.get_published(month)
    lines: list[Line] = [(None, row) for row in found.rows]
    answer = _download(kind, lines, f"thong-ke-{found.about.month}", with_days=False)
    return _kept(request, answer, found.about.sha256)


@router.get("/statistics/{month}", response={200: StatisticsOut, 404: ProblemOut})
def get_statistics(request: HttpRequest, month: str) -> HttpResponse:
    """Show everything published of a month, written as 2026-06."""
    found = reports.get_published(month)
    told = StatisticsOut(
        month=found.about.month,
        published_at=found.about.published_at,
        sha256=found.about.sha256,
        rows=_rows(found.rows),
    )
    return _kept(request, _json(told), found.about.sha256)


def _kept(
    request: HttpRequest,
    answer: HttpResponse,
    name: str,
    caching: str = f"public, max-age={_KEPT_FOR_GOOD}, immutable",
) -> HttpResponse:
    """Return the answer for every cache to keep, or nothing where the asker has it already."""
    answer["ETag"] = f'"{name}"'
    answer["Cache-Control"] = caching
    kept = get_conditional_response(request, etag=answer["ETag"], response=answer)
    assert isinstance(kept, HttpResponse), "GET has no precondition that fails"
    return kept


def _rows(rows: Iterable[PublishedRow]) -> list[RowOut]:
    return [RowOut.model_validate(row, from_attributes=True) for row in rows]


def _json(told: Schema) -> HttpResponse:
    return HttpResponse(told.model_dump_json(), content_type="application/json; charset=utf-8")


def _lines(parts: Iterable[OpenDays]) -> list[Line]:
    return [((part.about.first, part.about.last), row) for part in parts for row in part.rows]


def _download(kind: Kind, lines: Iterable[Line], name: str, *, with_days: bool) -> HttpResponse:
    answer = HttpResponse(written(kind, lines, with_days=with_days), content_type=CONTENT_TYPE[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer
