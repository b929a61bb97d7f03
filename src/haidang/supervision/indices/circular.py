"""The nine indices of Circular 01/2018: units, officers, and the points of each dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from haidang.accounts import api as accounts
from haidang.catalogue import api as catalogue
from haidang.directory import api as directory
from haidang.directory.contracts import UnitCard
from haidang.indices import api as indices
from haidang.indices.contracts import Index, ScoredDossier, Scores
from haidang.kernel.errors import Missing
from haidang.look import wording
from haidang.look.addresses import number_in, page_in
from haidang.look.parts import Tab
from haidang.supervision.access import SupervisorRequest, supervisors_only
from haidang.supervision.choice import CHANNELS, Choice
from haidang.supervision.indices.page import Asked, asked, head

if TYPE_CHECKING:
    from haidang.look.parts import Words

_SIZE = 50
_QUARTERS = 5
_HAVING = {
    "": "",
    "result": gettext_lazy("with the result as a file"),
    "papers": gettext_lazy("with papers and result as files"),
    "timed": gettext_lazy("with a statutory term"),
    "sent_back": gettext_lazy("sent back through the office's fault"),
}
_CODES = ("1", "2", "3", "4", "6")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A unit or an officer with the scores and the list of the dossiers behind them."""

    name: Words
    scores: Scores
    url: str
    list: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierLine:
    """A dossier with its points, in the order of the indices."""

    scored: ScoredDossier
    unit: UnitCard
    procedure: Words
    officer: str
    channel: Words
    points: tuple[tuple[Index, int | None], ...]


@supervisors_only
@require_safe
def scores(request: SupervisorRequest) -> HttpResponse:
    """Show the nine indices of a unit with all below, of the units right below it, and of the officers."""
    found = asked(request)
    whole, rows = indices.score_units(
        actor=request.actor,
        whole=found.area.unit.id,
        rows=found.area.members,
        period=found.choice.period,
        zone=wording.ZONE,
        now=found.moment,
    )
    officers = indices.score_officers(
        actor=request.actor,
        units=[unit for unit, row in found.area.members.items() if row == found.area.unit.id],
        period=found.choice.period,
        zone=wording.ZONE,
        now=found.moment,
    )
    names = accounts.list_names([each.key for each in officers])
    context = head(request, found, here="indices_scores") | {
        "scheme": indices.circular_01(),
        "whole": whole,
        "lines": [_line(each, found) for each in rows if each.dossiers],
        "officers": [_officer(each, names, found) for each in officers],
        "quarters": _quarters(found, request.path),
        "list": f"{reverse('supervision:indices_dossiers')}?{found.query}",
    }
    return render(request, "supervision/indices/scores.html", context)


@supervisors_only
@require_safe
def dossiers_scored(request: SupervisorRequest) -> HttpResponse:
    """Show the decided dossiers behind a score, each with its points."""
    found = asked(request)
    page, (officer, having) = page_in(request.GET), (request.GET.get(name, "") for name in ("can-bo", "co"))
    if having not in _HAVING:
        raise Missing(_("There is no such list."))
    listed = indices.list_scored(
        actor=request.actor,
        units=found.units,
        period=found.choice.period,
        zone=wording.ZONE,
        officer=number_in(officer),
        having=having,
        page=page,
        size=_SIZE + 1,
    )
    names = accounts.list_names([each.row.officer for each in listed if each.row.officer is not None])
    more = f"{request.path}?{found.choice.query(don_vi=str(found.area.unit.id), can_bo=officer, co=having)}&page="
    context = head(request, found, here="indices_scores", can_bo=officer, co=having) | {
        "having": _HAVING[having],
        "lines": [_dossier(each, names) for each in listed[:_SIZE]],
        "indices": _listed(),
        "before": f"{more}{page - 1}" if page > 1 else "",
        "after": f"{more}{page + 1}" if len(listed) > _SIZE else "",
        "back": f"{reverse('supervision:indices_scores')}?{found.query}",
    }
    return render(request, "supervision/indices/dossiers.html", context)


def _listed() -> list[Index]:
    return [each for each in indices.circular_01().indices if each.code in _CODES]


def _line(each: Scores, found: Asked) -> Line:
    unit = directory.get_unit(each.key)
    url = f"{reverse('supervision:indices_scores')}?{found.choice.query(don_vi=str(unit.id))}"
    if unit.id == found.area.unit.id:  # alone, without what lies below it: no list holds just that
        return Line(name=unit.name, scores=each, url="", list="")
    listed = f"{reverse('supervision:indices_dossiers')}?{found.choice.query(don_vi=str(unit.id))}"
    return Line(name=unit.name, scores=each, url=url, list=listed)


def _officer(each: Scores, names: Mapping[int, str], found: Asked) -> Line:
    query = found.choice.query(don_vi=str(found.area.unit.id), can_bo=str(each.key))
    listed = f"{reverse('supervision:indices_dossiers')}?{query}"
    return Line(name=names.get(each.key, ""), scores=each, url=listed, list=listed)


def _dossier(each: ScoredDossier, names: Mapping[int, str]) -> DossierLine:
    return DossierLine(
        scored=each,
        unit=directory.get_unit(each.row.unit),
        procedure=catalogue.get_procedure(each.row.version).name,
        officer=names.get(each.row.officer or 0, ""),
        channel=CHANNELS[each.row.channel],
        points=tuple((index, each.points[index.code]) for index in _listed()),
    )


def _quarters(found: Asked, here: str) -> list[Tab]:
    """Return the latest quarters and this year: what the circular grades (art. 15)."""
    first = date(found.today.year, found.today.month - (found.today.month - 1) % 3, 1)
    tabs = [
        _tab(found, here, _("Year %(year)s") % {"year": first.year}, (date(first.year, 1, 1), date(first.year, 12, 31)))
    ]
    for _number in range(_QUARTERS):
        last = (first + timedelta(days=93)).replace(day=1) - timedelta(days=1)
        label = _("Quarter %(n)s/%(year)s") % {"n": (first.month + 2) // 3, "year": first.year}
        tabs.append(_tab(found, here, label, (first, last)))
        first = (first - timedelta(days=80)).replace(day=1)
    return tabs


def _tab(found: Asked, here: str, label: str, period: tuple[date, date]) -> Tab:
    choice: Choice = replace(found.choice, period=period)
    query = choice.query(don_vi=str(found.area.unit.id))
    return Tab(label=label, url=f"{here}?{query}", is_open=period == found.choice.period)
