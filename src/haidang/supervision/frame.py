"""What stands above every view of the figures: where one is, the ways to look, and the choice of period and kind."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from haidang.look.parts import Tab
from haidang.supervision.access import SupervisorRequest
from haidang.supervision.area import Area
from haidang.supervision.choice import Choice, shortcuts, told

_NATION = 1
_OF_NOW = ("outlook",)
"""Views of this moment alone: no period is chosen there."""


def frame(request: SupervisorRequest, area: Area, choice: Choice, *, view: str, on: date) -> dict[str, Any]:
    """Return what the head of a view shows; `view` is the name of its address for the own unit."""
    tab, is_of_now = request.GET.get("theo", ""), view in _OF_NOW
    return {
        "area": area,
        "choice": choice,
        "period": told(choice.period),
        "tab": tab,
        "views": list(_views(area, choice, view, unit_id=_named(request))),
        "shortcuts": [] if is_of_now else shortcuts(choice, on=on, here=request.path, theo=tab),
        "fields": [field for field in choice.form if not (is_of_now and field.name in ("tu", "den"))],
        "above": [(unit.name, f"{view_url(view, unit.id)}?{choice.query()}") for unit in area.above],
    }


def view_url(view: str, unit_id: int | None) -> str:
    """Return the address of a view of a unit, of the actor's own for None."""
    return reverse(f"supervision:{view}") if unit_id is None else reverse(f"supervision:{view}-of", args=[unit_id])


def _views(area: Area, choice: Choice, view: str, *, unit_id: int | None) -> list[Tab]:
    ways = [("board", _("Figures")), ("trends", _("Trends")), ("outlook", _("Probably late"))]
    if area.unit.tier == _NATION:
        ways.insert(2, ("map", _("Map")))
    return [
        Tab(
            label=label,
            url=f"{view_url(name, None if name == 'map' else unit_id)}?{choice.query()}",
            is_open=name == view,
        )
        for name, label in ways
    ]


def _named(request: SupervisorRequest) -> int | None:
    match = request.resolver_match
    return match.kwargs.get("unit_id") if match else None
