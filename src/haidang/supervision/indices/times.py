"""How long each step of a procedure takes, before and after its version changed."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from haidang.catalogue import api as catalogue
from haidang.indices import api as indices
from haidang.indices.contracts import Distribution, TimeStudy
from haidang.look import wording
from haidang.supervision.access import SupervisorRequest, supervisors_only
from haidang.supervision.indices.page import Asked, asked, head

_SCALE = 1000
STEPS = {
    "reception": _("Reception"),
    "assign": _("Assignment"),
    "work": _("Inspection or report"),
    "propose": _("Handling and proposal"),
    "approve": _("Approval"),
    "return": _("Return of the result"),
    "handling": _("From acceptance to the decision"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A distribution with its bars: the median filled, up to 90 % outlined."""

    distribution: Distribution
    width: int
    width_ninety: int


@supervisors_only
@require_safe
def times(request: SupervisorRequest) -> HttpResponse:
    """Show median and 90 % of the working time of each step of one procedure."""
    found = asked(request)
    chosen = catalogue.find_current(found.choice.procedure, on=found.today) if found.choice.procedure else None
    study = None
    if chosen:
        study = indices.study_time(
            actor=request.actor,
            units=found.units,
            procedure=chosen.id,
            period=found.choice.period,
            zone=wording.ZONE,
        )
    context = head(request, found, here="indices_times") | {
        "picker": _picker(found),
        "chosen": chosen,
        "study": study,
        "rows": _rows(study) if study else [],
        "decided": f"{reverse('supervision:list')}?muc=decided&{found.choice.query(don_vi=str(found.area.unit.id))}",
    }
    return render(request, "supervision/indices/times.html", context)


def _picker(found: Asked) -> forms.BoundField:
    return found.choice.form["thutuc"]


def _rows(study: TimeStudy) -> list[tuple[object, list[Cell | None]]]:
    most = max((each.ninety for step in study.steps for each in step.by_version if each), default=0) or 1
    return [
        (
            STEPS[step.key],
            [
                Cell(
                    distribution=each,
                    width=_SCALE * each.median // most,
                    width_ninety=_SCALE * each.ninety // most,
                )
                if each
                else None
                for each in step.by_version
            ],
        )
        for step in study.steps
    ]
