"""How far the online service is used: overview, units, procedures. Each count leads to its list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from haidang.catalogue import api as catalogue
from haidang.kernel.now import now
from haidang.look import wording
from haidang.look.parts import Tab
from haidang.supervision.access import SupervisorRequest, supervisors_only
from haidang.supervision.area import Area
from haidang.supervision.choice import Choice, read_choice, shortcuts, told
from haidang.supervision.divisions import procedure_name
from haidang.supervision.usage import tables
from haidang.supervision.usage.effects import read_effects
from haidang.supervision.usage.places import area_of, by_office, offices
from haidang.usage import api as usage
from haidang.usage.contracts import Use, total_use

if TYPE_CHECKING:
    from haidang.directory.contracts import UnitCard

USED, NONE, LOW, NEVER, BY_HAND = "co", "khong", "it", "chua", "giay"


@supervisors_only
@require_safe
def overview(request: SupervisorRequest) -> HttpResponse:
    """Show the use of an area by the units right below it, and by month; `dang=csv` as a table."""
    moment = now()
    today = wording.local(moment).date()
    choice, area = chosen(request, today)
    uses = usage.use_of_units(actor=request.actor, now=moment, period=choice.period, units=area.members)
    lines = _by_row(area, choice, uses)
    if request.GET.get("dang") == "csv":
        return tables.as_csv(_("Unit"), lines, choice, name=area.unit.code, now=moment)
    until = min(choice.period[1], today)
    found = usage.use_by_month(actor=request.actor, first=tables.last_months(until)[0], last=until, units=area.members)
    procedures = usage.use_of_procedures(actor=request.actor, now=moment, period=choice.period, units=area.members)
    context = page(request, area, choice, here="usage", today=today) | {
        "as_of": moment,
        "lines": lines,
        "total": tables.line(_("Total"), total_use(uses.values()), _query(choice, area), key="total"),
        "months": tables.months(found, until=until, don_vi=str(area.unit.id)),
        "counts": _counts(area, choice, uses, procedures, today),
    }
    return render(request, "supervision/usage/overview.html", context)


@supervisors_only
@require_safe
def units(request: SupervisorRequest) -> HttpResponse:
    """Show the use of each unit alone: all, those that work with the service, those that do not, those of low use."""
    moment = now()
    today = wording.local(moment).date()
    choice, area = chosen(request, today)
    uses = usage.use_of_units(actor=request.actor, now=moment, period=choice.period, units=area.members)
    found, kind = by_office(uses, on=today), request.GET.get("loc", "")
    kept = [unit for unit in offices(area, on=today) if _is_kept(found.get(unit.id, Use()), kind)]
    if kind == LOW:
        kept.sort(key=lambda unit: found[unit.id].online_share or 0)
    lines = [_office(unit, found.get(unit.id, Use()), choice) for unit in kept]
    if request.GET.get("dang") == "csv":
        return tables.as_csv(_("Unit"), lines, choice, name=area.unit.code, now=moment)
    effects = read_effects(request.actor, kept, members=area.members, today=today)
    context = page(request, area, choice, here="usage_units", today=today, loc=kind) | {
        "as_of": moment,
        "rows": [(each, effects.get(unit.id)) for unit, each in zip(kept, lines, strict=True)],
        "total": tables.line(_("Total"), tables.total_of(lines), "", key="total"),
        "kind": kind,
        "below": usage.measures().low_below_percent,
        "kinds": _kinds(
            request,
            choice,
            {"": _("All"), USED: _("Received and returned"), NONE: _("Nothing received"), LOW: _("Low use")},
        ),
    }
    return render(request, "supervision/usage/units.html", context)


@supervisors_only
@require_safe
def procedures(request: SupervisorRequest) -> HttpResponse:
    """Show the use of each procedure offered here: all, those never filed, those filed by hand alone."""
    moment = now()
    today = wording.local(moment).date()
    choice, area = chosen(request, today)
    uses = usage.use_of_procedures(actor=request.actor, now=moment, period=choice.period, units=area.members)
    kind = request.GET.get("loc", "")
    lines = [
        tables.line(
            procedure_name(key, today),
            uses.get(key, Use()),
            choice.query(don_vi=str(area.unit.id), rieng=request.GET.get("rieng", ""), thutuc=key),
            key=key,
        )
        for key in _procedures(area, uses, today)
        if _is_procedure_kept(uses.get(key, Use()), kind)
    ]
    if request.GET.get("dang") == "csv":
        return tables.as_csv(_("Procedure"), lines, choice, name="thu-tuc", now=moment)
    context = page(request, area, choice, here="usage_procedures", today=today, loc=kind) | {
        "as_of": moment,
        "lines": lines,
        "total": tables.line(_("Total"), tables.total_of(lines), "", key="total"),
        "kinds": _kinds(request, choice, {"": _("All"), NEVER: _("Never filed"), BY_HAND: _("By hand alone")}),
    }
    return render(request, "supervision/usage/procedures.html", context)


def chosen(request: SupervisorRequest, today: date) -> tuple[Choice, Area]:
    """Return the period and the units an address asks for; way of filing and procedure are told apart here anyway."""
    asked = read_choice(request.GET, on=today)
    return Choice(period=asked.period, form=asked.form), area_of(request.actor, request.GET, on=today)


def page(
    request: SupervisorRequest, area: Area, choice: Choice, *, here: str, today: date, loc: str = ""
) -> dict[str, Any]:
    """Return what every page of use shows above its rows."""
    given = {"don_vi": request.GET.get("don-vi", ""), "rieng": request.GET.get("rieng", ""), "loc": loc}
    quick = shortcuts(choice, on=today, here=request.path, theo="")
    more = choice.query(**given)[len(choice.query()) :]
    return {
        "area": area,
        "choice": choice,
        "period": told(choice.period),
        "pages": tables.tabs(choice, here=here, unit=request.GET.get("don-vi", "")),
        "shortcuts": [replace(each, url=each.url + more) for each in quick],
        "kept": {name.replace("_", "-"): value for name, value in given.items() if value},
        "csv": choice.query(**given, dang="csv"),
        "above": [(unit.name, f"{request.path}?{choice.query(don_vi=str(unit.id))}") for unit in area.above],
    }


def _by_row(area: Area, choice: Choice, uses: Mapping[int, Use]) -> list[tables.Line]:
    found: dict[int, Use] = {row.id: Use() for row in area.rows}
    for unit, use in uses.items():
        found[area.members[unit]] += use
    lines = []
    for row in area.rows:
        is_own = area.is_own(row)
        if found[row.id] == Use() and row.tier == area.unit.tier:
            continue  # the unit itself, or an office of the headquarters, without a dossier of its own
        query = choice.query(don_vi=str(row.id), rieng="1" if is_own else "")
        url = f"{reverse('supervision:usage')}?{choice.query(don_vi=str(row.id))}"
        if is_own:
            url = unit_url(row.id)
        note = _("own dossiers") if is_own and len(area.rows) > 1 else ""
        lines.append(tables.line(row.name, found[row.id], query, key=str(row.id), note=note, url=url))
    return lines


def _office(unit: UnitCard, use: Use, choice: Choice) -> tables.Line:
    query = choice.query(don_vi=str(unit.id), rieng="1")
    return tables.line(unit.name, use, query, key=str(unit.id), url=unit_url(unit.id))


def unit_url(unit_id: int) -> str:
    """Return the address of one unit's own use."""
    return reverse("supervision:usage_unit", args=[unit_id])


def _counts(
    area: Area, choice: Choice, uses: Mapping[int, Use], by_procedure: Mapping[str, Use], today: date
) -> list[dict[str, Any]]:
    """Return how many units and procedures there are of each kind, each with the list it counts."""
    found, all_units = by_office(uses, on=today), offices(area, on=today)
    own = [found.get(unit.id, Use()) for unit in all_units]
    of_procedures = [by_procedure.get(key, Use()) for key in _procedures(area, by_procedure, today)]
    kinds = [
        ("usage_units", USED, _("Units that received and returned"), own, _is_kept, None),
        ("usage_units", NONE, _("Units that received nothing"), own, _is_kept, None),
        ("usage_units", LOW, _("Units of low use"), own, _is_kept, "warning"),
        ("usage_procedures", NEVER, _("Procedures never filed"), of_procedures, _is_procedure_kept, None),
    ]
    return [
        {
            "label": label,
            "figure": figure,
            "note": _("of %(all)s") % {"all": wording.number(len(among))},
            "url": f"{reverse(f'supervision:{name}')}?{_query(choice, area, loc=kind)}",
            "tone": tone if figure else None,
        }
        for name, kind, label, among, is_kept, tone in kinds
        for figure in [sum(is_kept(use, kind) for use in among)]
    ]


def _is_kept(use: Use, kind: str) -> bool:
    if kind == USED:
        return bool(use.received and use.returned)
    if kind == NONE:
        return not use.received
    return usage.is_low(use) if kind == LOW else True


def _is_procedure_kept(use: Use, kind: str) -> bool:
    if kind == NEVER:
        return not use.all
    return not use.online and bool(use.by_hand) if kind == BY_HAND else True


def _procedures(area: Area, uses: Mapping[str, Use], today: date) -> list[str]:
    """Return what may be filed here with the tiers of an area, and what was filed though it no longer may be."""
    tiers = {unit.tier for unit in offices(area, on=today)}
    offered = [card.id for card in catalogue.list_procedures(on=today, offered=True) if card.tier in tiers]
    return offered + sorted(set(uses).difference(offered))


def _query(choice: Choice, area: Area, **more: str) -> str:
    return choice.query(don_vi=str(area.unit.id), **more)


def _kinds(request: SupervisorRequest, choice: Choice, labels: Mapping[str, str]) -> list[Tab]:
    here, open_now = request.path, request.GET.get("loc", "")
    given = {"don_vi": request.GET.get("don-vi", ""), "rieng": request.GET.get("rieng", "")}
    return [
        Tab(label=label, url=f"{here}?{choice.query(**given, loc=kind)}", is_open=kind == open_now)
        for kind, label in labels.items()
    ]
