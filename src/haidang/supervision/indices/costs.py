"""What following procedures costs, before and after a change, by the standard cost model."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from haidang.catalogue import api as catalogue
from haidang.indices import api as indices
from haidang.indices.contracts import CostInputs, CostVersion, Saving
from haidang.kernel.errors import Invalid, Missing, Refused
from haidang.supervision.access import SupervisorRequest, supervisors_only
from haidang.supervision.indices.forms import CostForm
from haidang.supervision.indices.page import Asked, asked, head

if TYPE_CHECKING:
    from haidang.look.parts import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A procedure with its first and its latest inputs and what lies between them."""

    procedure: str
    name: Words
    before: CostVersion
    after: CostVersion
    saving: Saving | None


@supervisors_only
@require_safe
def overview(request: SupervisorRequest) -> HttpResponse:
    """Show the procedures with inputs, what they cost and what was saved, beside the published saving."""
    found = asked(request)
    versions = indices.list_costs(actor=request.actor)
    lines = [_line(list(own), found) for _key, own in groupby(versions, key=lambda each: each.procedure)]
    savings = [each.saving for each in lines if each.saving]
    context = head(request, found, here="indices_costs") | {
        "lines": lines,
        "total": sum((each.vnd for each in savings), Decimal(0)),
        "total_days": sum((each.days for each in savings), Decimal(0)),
        "published": [
            (each, indices.saving_of_days(Decimal(each.days), wage_per_day=Decimal(each.wage_per_day)))
            for each in indices.published_savings()
        ],
        "model": indices.cost_model(),
        "procedures": catalogue.list_procedures(on=found.today),
    }
    return render(request, "supervision/indices/costs.html", context)


@supervisors_only
@require_http_methods(["GET", "POST"])
def procedure(request: SupervisorRequest, procedure_id: str) -> HttpResponse:
    """Show the versions of a procedure's inputs and take the next one."""
    found = asked(request)
    chosen = catalogue.find_current(procedure_id, on=found.today)
    if chosen is None:
        raise Missing(_("There is no such procedure."))
    versions = indices.list_costs(actor=request.actor, procedure=chosen.id)
    form = CostForm(request.POST or None, initial=asdict(versions[-1].inputs) if versions else {})
    if request.method == "POST" and form.is_valid():
        try:
            indices.enter_costs(
                procedure=chosen.id, inputs=_inputs(form.cleaned_data), by=request.actor, now=found.moment
            )
        except (Invalid, Refused) as error:
            form.put(error)
        else:
            messages.success(request, _("The inputs are kept as a new version."))
            return redirect("supervision:indices_cost", chosen.id)
    context = head(request, found, here="indices_costs") | {
        "chosen": chosen,
        "versions": versions,
        "line": _line(versions, found) if versions else None,
        "form": form,
        "may_enter": indices.may_enter_values(request.actor),
        "model": indices.cost_model(),
    }
    return render(request, "supervision/indices/cost.html", context, status=form.answered_with)


def _inputs(typed: dict[str, Any]) -> CostInputs:
    return CostInputs(**typed | {"filings_per_year": int(typed["filings_per_year"])})


def _line(versions: list[CostVersion], found: Asked) -> Line:
    first, latest = versions[0], versions[-1]
    known = catalogue.find_current(first.procedure, on=found.today)
    return Line(
        procedure=first.procedure,
        name=known.name if known else first.procedure,
        before=first,
        after=latest,
        saving=indices.saving_between(first.cost, latest.cost) if len(versions) > 1 else None,
    )
