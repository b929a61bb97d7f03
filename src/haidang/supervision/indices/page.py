"""What every page of the indices shows above its rows: which unit, which period, which of the pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haidang.kernel.now import now
from haidang.look import wording
from haidang.look.addresses import number_in
from haidang.look.parts import Tab
from haidang.supervision.access import SupervisorRequest
from haidang.supervision.area import Area, read_area
from haidang.supervision.choice import Choice, read_choice, shortcuts, told

if TYPE_CHECKING:
    from haidang.look.parts import Words

_PAGES = {
    "indices": _("Decision 766"),
    "indices_scores": _("Nine indices"),
    "indices_inputs": _("Other indices"),
    "indices_survey": _("Survey"),
    "indices_coverage": _("Coverage"),
    "indices_times": _("Time study"),
    "indices_costs": _("Compliance cost"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address asks for."""

    moment: datetime
    today: date
    area: Area
    choice: Choice

    @property
    def query(self) -> str:
        """The unit and the period as the end of an address."""
        return self.choice.query(don_vi=str(self.area.unit.id))

    @property
    def units(self) -> list[int]:
        """All units that count."""
        return list(self.area.members)


def asked(request: SupervisorRequest) -> Asked:
    """
    Return the unit in sight and the period an address names, by default the widest unit and this year.

    :raises Missing: if the unit is not in sight
    """
    moment = now()
    today = wording.local(moment).date()
    area = read_area(request.actor, on=today, unit_id=number_in(request.GET.get("don-vi", "")))
    return Asked(moment=moment, today=today, area=area, choice=read_choice(request.GET, on=today))


def head(request: SupervisorRequest, found: Asked, *, here: str, **kept: str) -> dict[str, Any]:
    """Return what the head of a page shows; `kept` stays in the address when unit or period change."""
    unit = str(found.area.unit.id)
    quick = shortcuts(found.choice, on=found.today, here=request.path, theo="")
    more = found.choice.query(don_vi=unit, **kept)[len(found.choice.query()) :]
    return {
        "area": found.area,
        "choice": found.choice,
        "period": told(found.choice.period),
        "as_of": found.moment,
        "query": found.query,
        "csv": found.choice.query(don_vi=unit, dang="csv"),
        "pages": pages(here, found.query),
        "shortcuts": [replace(each, url=each.url + more) for each in quick],
        "units": [*found.area.above, *found.area.rows],
        "kept": {name.replace("_", "-"): value for name, value in kept.items() if value},
    }


def pages(here: str, query: str) -> list[Tab]:
    """Return the pages of the indices, for the same unit and period."""
    return [
        Tab(label=label, url=f"{reverse(f'supervision:{name}')}?{query}", is_open=name == here)
        for name, label in _PAGES.items()
    ]


def name_of(page: str) -> Words:
    """Return what a page is called."""
    return _PAGES[page]
