"""Reading what was published: there is nothing in it that anybody may not know, so nobody is asked for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from haidang.kernel.errors import Missing
from haidang.reports.contracts import OpenData, OpenDays, PublishedDays, PublishedMonth, PublishedRow
from haidang.reports.models import DayPublication, Publication


def list_published() -> list[PublishedMonth]:
    """Return the published months, the newest first."""
    rows = Publication.objects.order_by("-month").values_list("month", "published_at", "sha256")
    return [PublishedMonth(month=f"{month:%Y-%m}", published_at=at, sha256=sha256) for month, at, sha256 in rows]


def list_published_days(month: str = "") -> list[PublishedDays]:
    """
    Return the published days, of one month if one is named (2026-06), the newest first.

    :raises Missing: if that is no month
    """
    rows = DayPublication.objects.order_by("-first")
    if month:
        first = _first_of(month)
        rows = rows.filter(first__year=first.year, first__month=first.month)
    return [_about(row) for row in rows.only("first", "last", "published_at", "sha256")]


def get_published(month: str) -> OpenData:
    """
    Return what was published of a month, written as 2026-06.

    :raises Missing: if nothing was
    """
    row = Publication.objects.filter(month=_first_of(month)).first()
    if row is None:
        raise Missing(_("Nothing is published of this month."))
    return OpenData(
        about=PublishedMonth(month=f"{row.month:%Y-%m}", published_at=row.published_at, sha256=row.sha256),
        rows=_rows(row.content),
    )


def get_published_days(day: str) -> OpenDays:
    """
    Return what was published with a day, written as 2026-06-02, alone or put together with others.

    :raises Missing: if nothing was
    """
    wanted = _day(day)
    row = DayPublication.objects.filter(first__lte=wanted, last__gte=wanted).first() if wanted else None
    if row is None:
        raise Missing(_("Nothing is published of this day."))
    return OpenDays(about=_about(row), rows=_rows(row.content))


def list_days_of(month: str) -> list[OpenDays]:
    """
    Return everything published of the days of a month so far, the earliest first.

    :raises Missing: if nothing is
    """
    first = _first_of(month)
    rows = DayPublication.objects.filter(first__year=first.year, first__month=first.month).order_by("first")
    found = [OpenDays(about=_about(row), rows=_rows(row.content)) for row in rows]
    if not found:
        raise Missing(_("Nothing is published of the days of this month."))
    return found


def _first_of(month: str) -> date:
    found = _day(f"{month}-01")
    if found is None:
        raise Missing(_("Nothing is published of this month."))
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _about(row: DayPublication) -> PublishedDays:
    return PublishedDays(first=row.first, last=row.last, published_at=row.published_at, sha256=row.sha256)


def _rows(content: dict[str, Any]) -> tuple[PublishedRow, ...]:
    return tuple(
        PublishedRow(**(each | {"keys": tuple(each["keys"]), "names": tuple(each["names"])}))
        for each in content["rows"]
    )
