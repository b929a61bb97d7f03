"""The indices of Decision 766, with the fraction, the dossiers behind it and what others have published."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from haidang.indices import api as indices
from haidang.indices.contracts import Decision766, Index
from haidang.kernel.errors import Invalid, Missing, Refused
from haidang.look import wording
from haidang.supervision.access import SupervisorRequest, supervisors_only
from haidang.supervision.indices.forms import StatedForm
from haidang.supervision.indices.fractions import as_csv, lines
from haidang.supervision.indices.page import Asked, asked, head, name_of


@supervisors_only
@require_safe
def indices_766(request: SupervisorRequest) -> HttpResponse:
    """Show every index of a unit and period: formula, fraction, value, points, or why there is none; or as CSV."""
    found = asked(request)
    measured = _measure(request, found)
    if request.GET.get("dang") == "csv":
        told = [each for group in measured.groups for each in group.indices]
        return as_csv([(found.area.unit, told)], found, name="quyet-dinh-766")
    context = head(request, found, here="indices") | {
        "found": measured,
        "groups": [(each, lines(each.indices, found)) for each in measured.groups],
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
    page, index = _index(code)
    form = StatedForm(request.POST or None)
    back = f"{reverse(f'supervision:{page}')}?{found.query}#i-{code}"
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
        except (Invalid, Refused) as error:
            form.put(error)
        else:
            messages.success(request, _("The value stands beside our own now."))
            return redirect(back)
    context = head(request, found, here=page) | {
        "index": index,
        "form": form,
        "back": back,
        "back_name": name_of(page),
    }
    return render(request, "supervision/indices/state.html", context, status=form.answered_with)


def _measure(request: SupervisorRequest, found: Asked) -> Decision766:
    return indices.measure_766(
        actor=request.actor,
        units=found.units,
        unit_id=found.area.unit.id,
        period=found.choice.period,
        zone=wording.ZONE,
        now=found.moment,
    )


def _index(code: str) -> tuple[str, Index]:
    """Return the page an index stands on, and the index."""
    pages = [("indices", index) for group in indices.decision_766().groups for index in group.indices]
    pages += [("indices_inputs", index) for scheme in indices.input_schemes() for index in scheme.indices]
    found = next((each for each in pages if each[1].code == code), None)
    if found is None:
        raise Missing(_("There is no such index."))
    return found
