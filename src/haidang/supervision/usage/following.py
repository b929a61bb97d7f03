"""What is done so that the service is used: a unit with its measures, filers who still file by hand."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from haidang.directory import api as directory
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import FilerUse
from haidang.kernel.errors import Invalid, Refused
from haidang.kernel.now import now
from haidang.look import wording
from haidang.look.addresses import page_in
from haidang.look.parts import Tab
from haidang.supervision.access import SupervisorRequest, supervisors_only
from haidang.supervision.area import read_own
from haidang.supervision.choice import CHANNELS
from haidang.supervision.divisions import procedure_name
from haidang.supervision.usage import tables
from haidang.supervision.usage.forms import KINDS, OUTCOMES, ApproachForm, MeasureForm
from haidang.supervision.usage.views import chosen, page
from haidang.usage import api as usage
from haidang.usage.contracts import ApproachSheet, MeasureSheet

if TYPE_CHECKING:
    from haidang.look.parts import Words

SIZE = 50


@supervisors_only
@require_http_methods(["GET", "HEAD", "POST"])
def unit(request: SupervisorRequest, unit_id: int) -> HttpResponse:
    """Show the use of one unit by month and the measures taken, each with what came before and after; take one."""
    moment = now()
    today = wording.local(moment).date()
    area = read_own(request.actor, on=today, unit_id=unit_id)
    form = MeasureForm(request.POST or None, initial={"taken_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            usage.take_measure(unit_id=area.unit.id, by=request.actor, now=moment, **form.cleaned_data)
        except (Invalid, Refused) as error:
            form.put(error)
        else:
            messages.success(request, _("Recorded. Its effect shows here as dossiers come in."))
            return redirect("supervision:usage_unit", unit_id=area.unit.id)
    taken = usage.list_measures(actor=request.actor, units=area.members, unit_id=area.unit.id, now=moment, today=today)
    months = usage.use_by_month(actor=request.actor, first=tables.last_months(today)[0], last=today, units=area.members)
    context = {
        "unit": area.unit,
        "months": tables.months(months, until=today, don_vi=str(area.unit.id), rieng="1"),
        "measures": [(each, KINDS[each.kind], *_around(each, area.unit.id)) for each in taken],
        "days": usage.measures().measure_days,
        "form": form,
        "may_take": usage.may_take_measure(request.actor, unit_id=area.unit.id),
    }
    return render(request, "supervision/usage/unit.html", context, status=form.answered_with)


@supervisors_only
@require_safe
def filers(request: SupervisorRequest) -> HttpResponse:
    """Show who still files by hand, who was spoken to and who has filed online since."""
    moment = now()
    today = wording.local(moment).date()
    choice, area = chosen(request, today)
    at = page_in(request.GET)
    found, count = usage.list_filers(
        actor=request.actor,
        units=area.members,
        since=datetime.combine(choice.period[0], time.min, wording.ZONE),
        until=datetime.combine(choice.period[1] + timedelta(days=1), time.min, wording.ZONE),
        page=at,
        size=SIZE,
    )
    rows = [
        (
            each.filer,
            directory.get_unit(each.filer.unit),
            each.approach,
            _told(each.approach),
            _approach_url(each.filer),
        )
        for each in found
    ]
    context = page(request, area, choice, here="usage_filers", today=today) | {
        "rows": rows,
        "count": count,
        "page": at,
        "pages_of_list": max(1, -(-count // SIZE)),
        "ways": _ways(request),
    }
    return render(request, "supervision/usage/filers.html", context)


@supervisors_only
@require_safe
def approaches(request: SupervisorRequest) -> HttpResponse:
    """Show everybody who was spoken to, the latest first, and who has filed online since."""
    at = page_in(request.GET)
    found, count = usage.list_approaches(actor=request.actor, page=at, size=SIZE)
    rows = [(each, directory.get_unit(each.unit), _told(each), _approach_url(each)) for each in found]
    context = {
        "rows": rows,
        "count": count,
        "page": at,
        "pages_of_list": max(1, -(-count // SIZE)),
        "ways": _ways(request),
    }
    return render(request, "supervision/usage/approaches.html", context)


@supervisors_only
@require_http_methods(["GET", "HEAD", "POST"])
def approach(request: SupervisorRequest) -> HttpResponse:
    """Show one filer who files by hand, with the latest dossiers, and record that somebody spoke to them."""
    moment = now()
    tax_code, name, unit_id = dossiers.get_filer_by_hand(
        actor=request.actor, tax_code=request.GET.get("ma-so", ""), name=request.GET.get("ten", "")
    )
    form = ApproachForm(request.POST or None, initial={"approached_on": wording.local(moment).date()})
    if request.method == "POST" and form.is_valid():
        try:
            usage.approach_filer(
                tax_code=tax_code, name=name, unit_id=unit_id, by=request.actor, now=moment, **form.cleaned_data
            )
        except (Invalid, Refused) as error:
            form.put(error)
        else:
            messages.success(request, _("Recorded. The list shows when this filer files online."))
            return redirect(request.get_full_path())
    latest = dossiers.list_of_filer(actor=request.actor, tax_code=tax_code, name=name)
    earlier, _count = usage.list_approaches(actor=request.actor, tax_code=tax_code, name=name)
    context = {
        "name": name,
        "tax_code": tax_code,
        "unit": directory.get_unit(unit_id),
        "form": form,
        "may_approach": usage.may_approach(request.actor, unit_id=unit_id),
        "approaches": [(each, _told(each)) for each in earlier],
        "dossiers": [
            (row, CHANNELS[row.channel], procedure_name(row.procedure, wording.local(row.submitted_at).date()), contact)
            for row, contact in latest
        ],
    }
    return render(request, "supervision/usage/approach.html", context, status=form.answered_with)


def _around(measure: MeasureSheet, unit_id: int) -> tuple[tables.Line, tables.Line]:
    """Return what came in before a measure and from its day on, each figure with its list."""
    before, after = (
        tables.line(
            wording.day(period[0]) + " – " + wording.day(period[1]),
            use,
            tables.period_query(period, don_vi=str(unit_id), rieng="1"),
            key=f"{measure.taken_on}-{period[0]}",
            columns=tables.ENTERED,
        )
        for period, use in ((measure.before_period, measure.before), (measure.after_period, measure.after))
    )
    return before, after


def _told(approach: ApproachSheet | None) -> Words:
    return OUTCOMES[approach.outcome] if approach else ""


def _approach_url(filer: FilerUse | ApproachSheet) -> str:
    known_by = {"ma-so": filer.tax_code} if filer.tax_code else {"ten": filer.name}
    return f"{reverse('supervision:usage_approach')}?{urlencode(known_by)}"


def _ways(request: SupervisorRequest) -> list[Tab]:
    here = request.path
    ways = {"usage_filers": _("Still by hand"), "usage_approaches": _("Approached")}
    found = [(reverse(f"supervision:{name}"), label) for name, label in ways.items()]
    return [Tab(label=label, url=url, is_open=url == here) for url, label in found]
