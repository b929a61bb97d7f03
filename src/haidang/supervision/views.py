"""Where is trouble, why, whom do I call? Boards, and the lists behind their figures."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from haidang.kernel.errors import Missing
from haidang.kernel.now import now
from haidang.look import wording
from haidang.look.addresses import number_in, page_in
from haidang.look.parts import Tab
from haidang.supervision import divisions, live
from haidang.supervision.access import SupervisorRequest, supervisors_only
from haidang.supervision.area import Area, read_area, read_own
from haidang.supervision.board import read_board
from haidang.supervision.choice import Choice, read_choice, told
from haidang.supervision.columns import BY_FIGURE
from haidang.supervision.export import as_csv
from haidang.supervision.frame import frame
from haidang.supervision.listing import read_listing


@supervisors_only
@require_safe
def board(request: SupervisorRequest, unit_id: int | None = None) -> HttpResponse:
    """
    Show the figures of a unit and those below it; `dang=csv` gives them as a table.

    A live refresh gets them alone, and nothing at all while they are those it has.
    """
    moment = now()
    if request.htmx and live.is_known(request, now=moment):
        return live.nothing_new(now=moment)
    today, tab = wording.local(moment).date(), request.GET.get("theo", "")
    choice = read_choice(request.GET, on=today)
    area = read_area(request.actor, on=today, unit_id=unit_id, tier=divisions.tier_of(tab))
    shown = read_board(request.actor, area, choice, tab=tab, now=moment)
    if request.GET.get("dang") == "csv":
        return as_csv(shown, choice)
    context = {
        "shown": shown,
        **frame(request, area, choice, view="board", on=today),
        **live.told(request, shown.version, as_of=shown.as_of),
        "tabs": divisions.tabs(area, choice, tab=tab, unit_id=unit_id),
        "csv": choice.query(theo=tab, dang="csv"),
    }
    return render(request, live.template(request, "supervision/board.html"), context)


@supervisors_only
@require_safe
def dossiers_of(request: SupervisorRequest) -> HttpResponse:
    """Show the dossiers that make up one figure of a board."""
    moment = now()
    today = wording.local(moment).date()
    choice = read_choice(request.GET, on=today)
    column = BY_FIGURE.get(request.GET.get("muc", ""))
    if column is None:
        raise Missing(_("There is no such page."))
    area = _area(request, today)
    listing = read_listing(request.actor, area, choice, column, page=page_in(request.GET), now=moment)
    context = {
        "listing": listing,
        "period": told(choice.period),
        "back": f"{divisions.board_url(area.unit.id)}?{choice.query()}",
        "tabs": _late_tabs(request, area, choice) if column.figure in ("late", "soon") else [],
    }
    return render(request, "supervision/list.html", context)


def _area(request: SupervisorRequest, on: date) -> Area:
    """Return the units an address names: one with all below, one alone (`rieng`), or those of a tier (`theo`)."""
    unit_id = number_in(request.GET.get("don-vi", ""))
    if request.GET.get("rieng") and unit_id is not None:
        return read_own(request.actor, on=on, unit_id=unit_id)
    return read_area(request.actor, on=on, unit_id=unit_id, tier=divisions.tier_of(request.GET.get("theo", "")))


def _late_tabs(request: SupervisorRequest, area: Area, choice: Choice) -> list[Tab]:
    given = {name: request.GET.get(name, "") for name in ("rieng", "theo")}
    return [
        Tab(
            label=BY_FIGURE[figure].title,
            url=f"{request.path}?muc={figure}&{choice.query(don_vi=str(area.unit.id), **given)}",
            is_open=request.GET["muc"] == figure,
        )
        for figure in ("late", "soon")
    ]
