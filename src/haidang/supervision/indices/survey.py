"""What filers say of time and service after the result: by unit, procedure and channel, never by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from haidang.catalogue import api as catalogue
from haidang.directory import api as directory
from haidang.indices import api as indices
from haidang.indices.contracts import SurveyLine
from haidang.look import wording
from haidang.look.parts import Bar, Tab, Tone
from haidang.supervision.access import SupervisorRequest, supervisors_only
from haidang.supervision.choice import CHANNELS
from haidang.supervision.indices.page import Asked, asked, head

if TYPE_CHECKING:
    from haidang.look.parts import Words

_DIVISIONS = {
    "": ("unit", _("By unit")),
    "thu-tuc": ("procedure", _("By procedure")),
    "kenh": ("channel", _("By way of filing")),
}
RATINGS = (_("very bad"), _("bad"), _("fair"), _("good"), _("very good"))
_TONES = (Tone.LATE, Tone.WARNING, Tone.QUIET, Tone.OK, Tone.OK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One unit, procedure or channel and what was said of it."""

    name: Words
    line: SurveyLine


@supervisors_only
@require_safe
def results(request: SupervisorRequest) -> HttpResponse:
    """Show how many answered, what they said on average, and what they wrote."""
    found = asked(request)
    tab = request.GET.get("theo", "") if request.GET.get("theo", "") in _DIVISIONS else ""
    span = indices.moments(found.choice.period, wording.ZONE)
    total, lines = indices.survey_results(
        actor=request.actor, units=found.units, period=span, division=_DIVISIONS[tab][0]
    )
    context = head(request, found, here="indices_survey", theo=tab) | {
        "total": total,
        "bars": _bars(total),
        "lines": [Line(name=_name(_DIVISIONS[tab][0], each.key, found), line=each) for each in lines],
        "divided": _DIVISIONS[tab][1],
        "tabs": [
            Tab(label=label, url=f"{request.path}?{found.query}&theo={key}", is_open=key == tab)
            for key, (_division, label) in _DIVISIONS.items()
        ],
        "remarks": indices.list_remarks(actor=request.actor, units=found.units, period=span),
        "rules": indices.survey_rules(),
    }
    return render(request, "supervision/indices/survey.html", context)


def _bars(total: SurveyLine) -> list[Bar]:
    if total.by_rating is None:
        return []
    most = max(total.by_rating) or 1
    told = zip(RATINGS, total.by_rating, _TONES, strict=True)
    return [
        Bar(label=f"{number} – {label}", figure=count, share=100 * count // most, tone=tone)
        for number, (label, count, tone) in enumerate(told, start=1)
    ]


def _name(division: str, key: str, found: Asked) -> Words:
    if division == "unit":
        return directory.get_unit(int(key)).name
    if division == "channel":
        return CHANNELS[key]
    procedure = catalogue.find_current(key, on=found.today)
    return procedure.name if procedure else key
