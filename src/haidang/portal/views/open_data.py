"""The catalogue of open data: which months and days are published, what the columns mean, where programs ask."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from haidang.reports import api as reports
from haidang.reports.contracts import PublishedDays, PublishedMonth

if TYPE_CHECKING:
    from haidang.look.parts import Words

BASE = "/rest/v1/statistics"
COLUMNS = (
    ("first, last", _("The first and the last day that were put together; mostly they are the same. Days alone.")),
    (
        "measure",
        _("What is counted: received, decided or returned; by month also refused_at_reception, withdrawn, stopped."),
    ),
    (
        "division",
        _(
            "By what: total (the whole country), unit (those right below headquarters, each with all below it), group "
            "(of procedures; days), procedure, channel, timeliness, day (months)."
        ),
    ),
    ("keys", _("The codes the count stands for: a list in Parquet, joined by semicolons in CSV.")),
    ("names", _("The same in words, in Vietnamese, as they were called then.")),
    ("count", _("How many dossiers: five or more.")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A month with its files: the month itself once it is published, and its days so far."""

    month: str
    first: date
    published: PublishedMonth | None
    days: tuple[PublishedDays, ...]

    @property
    def json(self) -> str:
        """Where programs read the month."""
        return f"{BASE}/{self.month}"


@login_not_required
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """List what is published, the newest first."""
    months = {each.month: each for each in reports.list_published()}
    days: dict[str, list[PublishedDays]] = defaultdict(list)
    for each in reports.list_published_days():
        days[f"{each.first:%Y-%m}"].append(each)
    lines = [
        Line(month=month, first=date.fromisoformat(f"{month}-01"), published=months.get(month), days=tuple(days[month]))
        for month in sorted({*months, *days}, reverse=True)
    ]
    columns: tuple[tuple[str, Words], ...] = COLUMNS
    return render(request, "portal/open_data.html", {"lines": lines, "columns": columns, "base": BASE})
