"""Dossiers by hand that are only counted: the counts of a period, who has reported a month, and the report itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from haidang.directory import api as directory
from haidang.directory.contracts import UnitCard
from haidang.figures import api as figures
from haidang.kernel.actor import Capacity
from haidang.kernel.errors import Invalid, Missing, Refused
from haidang.kernel.now import now
from haidang.look import wording
from haidang.supervision.access import SupervisorRequest, supervisors_only
from haidang.supervision.divisions import procedure_name
from haidang.supervision.usage import tables
from haidang.supervision.usage.forms import OpenForm, ReportForm
from haidang.supervision.usage.places import area_of, read_month, takes_filings
from haidang.supervision.usage.views import chosen, page
from haidang.usage import api as usage
from haidang.usage.contracts import MonthSheet, ReportedCount, Use


def officers_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let officers pass, those who only receive too; for all others the page does not exist."""

    @wraps(view)
    def guarded(request: SupervisorRequest, **args: Any) -> HttpResponse:
        if request.actor.capacity is not Capacity.OFFICER:
            raise Missing(_("There is no such page."))
        return view(request, **args)

    return guarded


@supervisors_only
@require_safe
def counts(request: SupervisorRequest) -> HttpResponse:
    """Show the counts of the months that lie whole in a period: those that stand, and what they corrected."""
    today = wording.local(now()).date()
    choice, area = chosen(request, today)
    procedure = request.GET.get("thutuc", "")
    found = usage.list_reported(actor=request.actor, period=choice.period, units=area.members)
    entries = [each for each in found if procedure in ("", each.procedure)]
    standing = {(each.unit, each.month, each.procedure): each for each in entries}
    rows = [
        (
            each,
            directory.get_unit(each.unit),
            procedure_name(each.procedure, usage.last_day(each.month)),
            _earlier(each, entries),
        )
        for each in standing.values()
        if each.count or each.number
    ]
    context = page(request, area, choice, here="usage_counts", today=today) | {
        "rows": rows,
        "total": sum(each.count for each in standing.values()),
        "who": f"{reverse('supervision:usage_months')}?{choice.query(don_vi=request.GET.get('don-vi', ''))}",
    }
    return render(request, "supervision/usage/counts.html", context)


@supervisors_only
@require_safe
def months(request: SupervisorRequest) -> HttpResponse:
    """Show which units have reported a month, which enter papers one by one, and which did neither."""
    moment = now()
    today = wording.local(moment).date()
    last = usage.previous_month(today.replace(day=1))
    month = read_month(request.GET["thang"]) if request.GET.get("thang") else last
    area = area_of(request.actor, request.GET, on=today)
    period = month, usage.last_day(month)
    uses = usage.use_of_units(actor=request.actor, now=moment, period=period, units=area.members)
    sheets = {each.unit: each for each in usage.list_months(actor=request.actor, month=month, units=area.members)}
    there = [
        unit for unit in map(directory.get_unit, area.members) if unit.exists_on(period[1]) and takes_filings(unit)
    ]
    there.sort(key=lambda unit: (unit.tier, unit.code))
    rows = [_standing(unit, sheets.get(unit.id), uses.get(unit.id, Use()), month) for unit in there]
    context = {
        "area": area,
        "month": month,
        "rows": sorted(rows, key=lambda row: row["is_there"]),
        "missing": sum(not row["is_there"] for row in rows),
        "earlier": f"?thang={usage.previous_month(month):%Y-%m}&don-vi={area.unit.id}",
        "later": f"?thang={usage.next_month(month):%Y-%m}&don-vi={area.unit.id}" if month < last else "",
        "last_day": usage.last_day_to_report(month),
    }
    return render(request, "supervision/usage/months.html", context)


@officers_only
@require_safe
def own_report(request: SupervisorRequest) -> HttpResponse:
    """Lead to the own unit's report of the month that has just ended."""
    month = usage.previous_month(wording.local(now()).date())
    return redirect("supervision:usage_report", unit_id=request.actor.unit, month=f"{month:%Y-%m}")


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: SupervisorRequest, unit_id: int, month: str) -> HttpResponse:
    """Show a unit's report of a month with its corrections, and take the report where it may be given."""
    first = read_month(month)
    sheet = usage.get_month(actor=request.actor, unit_id=unit_id, month=first)
    unit = directory.get_unit(unit_id)
    form = ReportForm(request.POST or None, sheet=sheet, tier=unit.tier)
    if request.method == "POST" and form.is_valid():
        try:
            usage.report_month(
                unit_id=unit_id,
                month=first,
                counts=form.counts,
                reason=form.cleaned_data.get("reason", ""),
                by=request.actor,
                now=now(),
            )
        except (Invalid, Refused) as error:
            form.put(error)
        else:
            messages.success(request, _("Reported. Thank you."))
            return redirect("supervision:usage_report", unit_id=unit_id, month=month)
    return _report_page(request, unit, sheet, form, OpenForm())


@supervisors_only
@require_POST
def open_closed(request: SupervisorRequest, unit_id: int, month: str) -> HttpResponse:
    """Open a closed month for a unit."""
    first = read_month(month)
    sheet = usage.get_month(actor=request.actor, unit_id=unit_id, month=first)
    form = OpenForm(request.POST)
    if form.is_valid():
        try:
            usage.open_month(unit_id=unit_id, month=first, by=request.actor, now=now(), **form.cleaned_data)
        except (Invalid, Refused) as error:
            form.put(error)
        else:
            messages.success(request, _("The month is open for this unit."))
            return redirect("supervision:usage_report", unit_id=unit_id, month=month)
    unit = directory.get_unit(unit_id)
    return _report_page(request, unit, sheet, ReportForm(sheet=sheet, tier=unit.tier), form)


def _report_page(
    request: SupervisorRequest, unit: UnitCard, sheet: MonthSheet, form: ReportForm, opening: OpenForm
) -> HttpResponse:
    today = wording.local(now()).date()
    oversees = bool(figures.may_read_figures(request.actor))
    earlier = [(each, procedure_name(each.procedure, usage.last_day(sheet.month))) for each in sheet.entries]
    context = {
        "base": "look/supervision.html" if oversees else "look/workspace.html",
        "oversees": oversees,
        "unit": unit,
        "sheet": sheet,
        "form": form,
        "opening": opening,
        "entries": earlier,
        "before": usage.previous_month(sheet.month),
        "after": usage.next_month(sheet.month),
        "last_day": usage.last_day_to_report(sheet.month),
        "is_over": today >= usage.next_month(sheet.month),
        "may_report": usage.may_report_month(
            request.actor, unit_id=unit.id, month=sheet.month, open_until=sheet.open_until, today=today
        ),
        "may_open": usage.may_open_month(request.actor, unit_id=unit.id),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "supervision/usage/report.html", context, status=status)


def _standing(unit: UnitCard, sheet: MonthSheet | None, use: Use, month: date) -> dict[str, Any]:
    is_reported = sheet is not None and sheet.reported_at is not None
    single = use.counter + use.post
    query = tables.month_query(month, don_vi=str(unit.id), rieng="1")
    return {
        "unit": unit,
        "url": reverse("supervision:usage_report", args=[unit.id, f"{month:%Y-%m}"]),
        "is_reported": is_reported,
        "sheet": sheet,
        "count": sum(sheet.standing.values()) if sheet else 0,
        "single": single,
        "single_url": f"{reverse('supervision:usage')}?{query}",
        "is_there": is_reported or single > 0,
    }


def _earlier(standing: ReportedCount, entries: list[ReportedCount]) -> list[ReportedCount]:
    """Return the entries of the same count that were corrected, the first one first."""
    same = (standing.unit, standing.month, standing.procedure)
    found = [each for each in entries if (each.unit, each.month, each.procedure) == same]
    return [each for each in found if each is not standing]
