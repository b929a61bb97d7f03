"""Reading what was published: there is nothing in it that anybody may not know, so nobody is asked for."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from haidang.kernel.errors import Missing
from haidang.reports.contracts import OpenData, PublishedMonth, PublishedRow
from haidang.reports.models import Publication


def list_published() -> list[PublishedMonth]:
    """Return the published months, the newest first."""
    rows = Publication.objects.order_by("-month").values_list("month", "published_at", "sha256")
    return [PublishedMonth(month=f"{month:%Y-%m}", published_at=at, sha256=sha256) for month, at, sha256 in rows]


def get_published(month: str) -> OpenData:
    """
    Return what was published of a month, written as 2026-06.

    :raises Missing: if nothing was
    """
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        first = date.min
    row = Publication.objects.filter(month=first).first()
    if row is None:
        raise Missing(_("Nothing is published of this month."))
    return OpenData(
        about=PublishedMonth(month=f"{row.month:%Y-%m}", published_at=row.published_at, sha256=row.sha256),
        rows=tuple(
            PublishedRow(**(each | {"keys": tuple(each["keys"]), "names": tuple(each["names"])}))
            for each in row.content["rows"]
        ),
    )
