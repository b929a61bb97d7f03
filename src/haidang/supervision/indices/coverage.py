"""How many procedures are offered online: as the administration published it, and as the catalogue counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from haidang.catalogue.contracts import PublishedFigure
from haidang.indices import api as indices
from haidang.indices.contracts import Offered
from haidang.supervision.access import SupervisorRequest, supervisors_only
from haidang.supervision.indices.page import Asked, asked, head

_FIRST_YEAR = 2016
_SCALE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A published figure with its bars on the common scale, and what the catalogue counts for the same day."""

    figure: PublishedFigure
    when: str
    counted: Offered | None
    width: int
    width_total: int
    width_level_4: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What the catalogue offers on a day, on the common scale."""

    offered: Offered
    width: int
    width_total: int


@supervisors_only
@require_safe
def coverage(request: SupervisorRequest) -> HttpResponse:
    """Show coverage year by year: published with its source, counted where the catalogue knows the day."""
    found = asked(request)
    published = indices.published_coverage()
    counted = [each for day in _days(found) if (each := indices.offered_on(day))]
    most = max([*(each.total or each.offered for each in published), *(each.procedures for each in counted)])
    context = head(request, found, here="indices_coverage") | {
        "published": [_published(each, most) for each in published],
        "counted": [
            Counted(offered=each, width=_share(each.offered, most), width_total=_share(each.procedures, most))
            for each in counted
        ],
    }
    return render(request, "supervision/indices/coverage.html", context)


def _days(found: Asked) -> list[date]:
    """Return the last day of each year that is over, and today."""
    return [*(date(year, 12, 31) for year in range(_FIRST_YEAR, found.today.year)), found.today]


def _published(figure: PublishedFigure, most: int) -> Published:
    return Published(
        figure=figure,
        when="/".join(reversed(figure.when.split("-"))),
        counted=indices.offered_on(_day(figure.when)),
        width=_share(figure.offered, most),
        width_total=_share(figure.total or 0, most),
        width_level_4=_share(figure.level_4 or 0, most),
    )


def _day(when: str) -> date:
    """Return the day a published figure stands for: the end of the year, or of the month, it names."""
    year, _, month = when.partition("-")
    return date(int(year), int(month), 28) if month else date(int(year), 12, 31)


def _share(value: int, most: int) -> int:
    return _SCALE * value // most
