"""What the data carry into indices that others compute, and the procedures behind the counts of procedures."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from haidang.directory.contracts import UnitCard
from haidang.indices import api as indices
from haidang.indices.contracts import Measured, MeasuredInputs, ProcedureBehind
from haidang.look import wording
from haidang.look.parts import Tab
from haidang.supervision.access import SupervisorRequest, supervisors_only
from haidang.supervision.indices.fractions import as_csv, lines
from haidang.supervision.indices.page import Asked, asked, head

_WHICH = {
    "all": _("All in force"),
    "complete": _("With all their parts"),
    "offered": _("Offered online"),
    "used": _("With an online dossier"),
}
PARTS = {
    "steps": _("steps"),
    "how_to_file": _("ways of filing"),
    "papers": _("papers"),
    "sets": _("number of sets"),
    "term": _("statutory term"),
    "who": _("who may file"),
    "decided_by": _("who decides"),
    "result": _("result"),
}


@supervisors_only
@require_safe
def inputs(request: SupervisorRequest) -> HttpResponse:
    """Show each input of a unit and period: formula, source, fraction, value, or why there is none; or as CSV."""
    found = asked(request)
    if request.GET.get("dang") == "csv":
        return as_csv(_by_unit(request, found), found, name="dau-vao-chi-so")
    measured = _measure(request, found, found.area.unit, found.units)
    context = head(request, found, here="indices_inputs") | {
        "schemes": [(each, lines(each.indices, found)) for each in measured],
        "may_enter": indices.may_enter_values(request.actor),
    }
    return render(request, "supervision/indices/inputs.html", context)


@supervisors_only
@require_safe
def procedures(request: SupervisorRequest) -> HttpResponse:
    """Show the procedures that a measure counts, each with what is known of it."""
    found = asked(request)
    which = request.GET.get("muc", "") if request.GET.get("muc", "") in _WHICH else "all"
    listed = indices.list_procedures_behind(
        actor=request.actor, units=found.units, period=found.choice.period, zone=wording.ZONE, now=found.moment
    )
    context = head(request, found, here="indices_procedures", muc=which) | {
        "title": _WHICH[which],
        "tabs": [
            Tab(label=label, url=f"{request.path}?{found.query}&muc={key}", is_open=key == which)
            for key, label in _WHICH.items()
        ],
        "lines": [(each, [PARTS[part] for part in each.missing]) for each in listed if _counts(each, which)],
        "total": len(listed),
    }
    return render(request, "supervision/indices/procedures.html", context)


def _counts(procedure: ProcedureBehind, which: str) -> bool:
    if which == "complete":
        return not procedure.missing
    return which == "all" or (procedure.is_offered and (which == "offered" or procedure.online > 0))


def _by_unit(request: SupervisorRequest, found: Asked) -> list[tuple[UnitCard, list[Measured]]]:
    """Return the inputs of the whole, then of each unit below it."""
    areas = [(found.area.unit, found.units)]
    areas += [(row, found.area.members_of(row.id)) for row in found.area.rows if row.id != found.area.unit.id]
    return [
        (unit, [each for scheme in _measure(request, found, unit, members) for each in scheme.indices])
        for unit, members in areas
    ]


def _measure(
    request: SupervisorRequest, found: Asked, unit: UnitCard, members: list[int]
) -> tuple[MeasuredInputs, ...]:
    return indices.measure_inputs(
        actor=request.actor,
        units=members,
        unit_id=unit.id,
        period=found.choice.period,
        zone=wording.ZONE,
        now=found.moment,
    )
