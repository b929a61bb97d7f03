"""The indices of Decision 766, with the fraction, the dossiers behind it and what others have published."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from haidang.indices import api as indices
from haidang.indices.contracts import Decision766, Index, Measured, MeasuredGroup, Part
from haidang.kernel.errors import Invalid, Missing
from haidang.look import wording
from haidang.supervision.access import SupervisorRequest, supervisors_only
from haidang.supervision.columns import BY_FIGURE
from haidang.supervision.indices.forms import StatedForm
from haidang.supervision.indices.page import Asked, asked, head


@dataclass(frozen=True, slots=True, kw_only=True)
class Addend:
    """One figure of a fraction and the list of its dossiers."""

    label: object
    value: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One index with the dossiers behind numerator and denominator."""

    measured: Measured
    above: tuple[Addend, ...]
    below: tuple[Addend, ...]
    url: str

    @property
    def is_days(self) -> bool:
        """Whether the value is a number of days and not a share."""
        return self.measured.index.shown_as == "days"


@supervisors_only
@require_safe
def indices_766(request: SupervisorRequest) -> HttpResponse:
    """Show every index of a unit and period: formula, fraction, value, points, or why there is none."""
    found = asked(request)
    measured = _measure(request, found)
    context = head(request, found, here="indices") | {
        "found": measured,
        "groups": [(each, _lines(each, found)) for each in measured.groups],
        "scheme": indices.decision_766(),
        "may_enter": indices.may_enter_values(request.actor),
    }
    return render(request, "supervision/indices/decision.html", context)


@supervisors_only
@require_http_methods(["GET", "POST"])
def state_value(request: SupervisorRequest, code: str) -> HttpResponse:
    """Enter what another source says about an index of a unit and period."""
    found = asked(request)
    indices.may_enter_values(request.actor).enforce()
    index, form = _index(code), StatedForm(request.POST or None)
    back = f"{reverse('supervision:indices')}?{found.query}#i-{code}"
    if request.method == "POST" and form.is_valid():
        try:
            indices.state_value(
                index=code,
                unit_id=found.area.unit.id,
                period=found.choice.period,
                by=request.actor,
                now=found.moment,
                **form.cleaned_data,
            )
        except Invalid as error:
            form.put(error)
        else:
            messages.success(request, _("The value stands beside our own now."))
            return redirect(back)
    context = head(request, found, here="indices") | {"index": index, "form": form, "back": back}
    status = 422 if request.method == "POST" else 200
    return render(request, "supervision/indices/state.html", context, status=status)


def _measure(request: SupervisorRequest, found: Asked) -> Decision766:
    return indices.measure_766(
        actor=request.actor,
        units=found.units,
        unit_id=found.area.unit.id,
        period=found.choice.period,
        zone=wording.ZONE,
        now=found.moment,
    )


def _index(code: str) -> Index:
    for group in indices.decision_766().groups:
        for index in group.indices:
            if index.code == code:
                return index
    raise Missing(_("There is no such index."))


def _lines(group: MeasuredGroup, found: Asked) -> list[Line]:
    return [
        Line(
            measured=each,
            above=_addends(each.numerator, found),
            below=_addends(each.denominator, found),
            url=f"{reverse('supervision:indices_state', args=[each.index.code])}?{found.query}",
        )
        for each in group.indices
    ]


def _addends(part: Part | None, found: Asked) -> tuple[Addend, ...]:
    if part is None:
        return ()
    address, unit = reverse("supervision:list"), str(found.area.unit.id)
    query = found.choice.query(don_vi=unit, nhom="", thutuc="", kenh=part.channel)
    return tuple(
        Addend(label=BY_FIGURE[figure].label, value=value, url=f"{address}?muc={figure}&{query}" if value else "")
        for figure, value in part.figures
    )
