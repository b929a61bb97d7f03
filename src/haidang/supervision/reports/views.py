"""Reports of a period: the figures as they are now, closing them, and what was closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from haidang.directory.contracts import UnitCard
from haidang.documents import api as documents
from haidang.kernel.errors import Conflict, Missing, Refused
from haidang.kernel.now import now
from haidang.look import files, wording
from haidang.look.parts import Tab
from haidang.reports import api as reports
from haidang.reports.contracts import Changed, Content, Division, Period, PeriodKind
from haidang.supervision.access import SupervisorRequest, supervisors_only
from haidang.supervision.reports import tables
from haidang.supervision.reports.columns import COLUMNS, DIVISIONS, FIRST, LABELS
from haidang.supervision.reports.forms import KINDS, CloseForm, MailForm, PeriodForm
from haidang.supervision.reports.lists import cells_of
from haidang.supervision.reports.places import units_of


@supervisors_only
@require_safe
def overview(request: SupervisorRequest) -> HttpResponse:
    """Show the periods people ask for, any other, and what was closed."""
    return _show_overview(request)


@supervisors_only
@require_safe
def period(request: SupervisorRequest) -> HttpResponse:
    """Show the figures of a period as they are now, and the way to close them; a closed one has its own page."""
    form = _read_period(request, request.GET)
    if not form.is_valid():
        return _show_overview(request, form)
    closed = _find(request, form)
    if closed is not None:
        return HttpResponseRedirect(reverse("supervision:report", args=[closed]))
    return _show_draft(request, form, CloseForm())


@supervisors_only
@require_POST
def close(request: SupervisorRequest) -> HttpResponse:
    """Close the report of a period."""
    form, reason = _read_period(request, request.POST), CloseForm(request.POST)
    if not form.is_valid():
        raise Missing(_("There is no such page."))
    if not reason.is_valid():
        return _show_draft(request, form, reason, status=422)
    unit_id = form.cleaned_data["don_vi"]
    try:
        report_id = reports.close_report(
            unit_id=unit_id, period=form.period, reason=reason.cleaned_data["reason"], by=request.actor, now=now()
        )
    except Conflict as conflict:
        return _standing(request, form, conflict)
    except Refused as refused:
        reason.add_error(None, str(refused))
        return _show_draft(request, form, reason, status=403)
    return HttpResponseRedirect(reverse("supervision:report", args=[report_id]))


@supervisors_only
@require_safe
def report(request: SupervisorRequest, report_id: int) -> HttpResponse:
    """Show a report as it was closed, and beside it what changed since."""
    sheet = reports.get_report(actor=request.actor, report_id=report_id, now=now())
    told = tables.Told(
        unit=sheet.unit,
        period=sheet.period,
        content=sheet.content,
        state=_("Closed at %(moment)s by %(name)s")
        % {"moment": wording.moment(sheet.closed_at), "name": sheet.closed_name},
        changed=sheet.changed,
    )
    if file := _as_file(request, told):
        return file
    context = _shown(sheet.unit, sheet.period, sheet.content, is_closed=True) | {
        "sheet": sheet,
        "changed": _changed(sheet.changed, is_total=True),
        "changed_lines": _changed(sheet.changed, is_total=False),
    }
    return render(request, "supervision/reports/report.html", context)


@supervisors_only
@require_safe
def paper(request: SupervisorRequest, report_id: int) -> HttpResponseBase:
    """Stream the signed paper of a closed report."""
    stored, content = documents.open_file(reports.find_paper(actor=request.actor, report_id=report_id))
    return files.stream(stored, content, inline=True)


def _show_overview(request: SupervisorRequest, form: PeriodForm | None = None) -> HttpResponse:
    today = wording.local(now()).date()
    units = units_of(request.actor, on=today)
    first, last = reports.latest(PeriodKind.MONTH, on=today)
    context = {
        "form": form or PeriodForm(None, units=units, initial={"don_vi": units[0].id, "tu": first, "den": last}),
        "shortcuts": [
            Tab(label=label, url=_address(units[0].id, period)) for label, period in _usual_periods(today).items()
        ],
        "mail": MailForm(None, units=units),
        "subscribed": [(unit, kind, KINDS[kind]) for unit, kind in reports.list_subscriptions(actor=request.actor)],
        "closed": [(card, reports.name_of(card.period)) for card in reports.list_reports(actor=request.actor)],
    }
    return render(request, "supervision/reports/overview.html", context)


def _show_draft(request: SupervisorRequest, form: PeriodForm, reason: CloseForm, status: int = 200) -> HttpResponse:
    draft = reports.read_draft(actor=request.actor, unit_id=form.cleaned_data["don_vi"], period=form.period, now=now())
    told = tables.Told(
        unit=draft.unit, period=draft.period, content=draft.content, state=tables.state_of_draft(draft.read_at)
    )
    if file := _as_file(request, told):
        return file
    context = _shown(draft.unit, draft.period, draft.content, is_closed=False) | {"draft": draft, "reason": reason}
    return render(request, "supervision/reports/draft.html", context, status=status)


def _find(request: SupervisorRequest, form: PeriodForm) -> int | None:
    """Return the closed report of that unit and period, if there is one."""
    return reports.find_report(actor=request.actor, unit_id=form.cleaned_data["don_vi"], period=form.period)


def _standing(request: SupervisorRequest, form: PeriodForm, conflict: Conflict) -> HttpResponse:
    """Lead to the report that somebody closed meanwhile, saying so."""
    messages.info(request, str(conflict))
    return HttpResponseRedirect(reverse("supervision:report", args=[_find(request, form)]))


def _changed(changed: Sequence[Changed], *, is_total: bool) -> list[tuple[str, Any, Changed, str]]:
    """Return what changed in the total, or in the lines that make it up."""
    return [
        (tables.name_of(each.line), LABELS[each.measure], each, f"{each.today - each.closed:+}")
        for each in changed
        if (each.line.division is Division.TOTAL) is is_total
    ]


def _as_file(request: SupervisorRequest, told: tables.Told) -> HttpResponse | None:
    made = {"csv": tables.as_csv, "xlsx": tables.as_xlsx}.get(request.GET.get("dang", ""))
    return made(told) if made else None


def _shown(unit: UnitCard, of: Period, content: Content, *, is_closed: bool) -> dict[str, Any]:
    """Return what both pages of a report draw: first figures, then a table for each division."""
    asked: dict[str, Any] = {"unit": unit, "period": of, "on": wording.local(now()).date(), "is_closed": is_closed}
    total = cells_of(content.of(Division.TOTAL)[0], **asked)
    by_measure = {column.measure: cell for column, cell in zip(COLUMNS, total, strict=True)}
    return {
        "unit": unit,
        "name": reports.name_of(of),
        "query": _query(unit.id, of),
        "content": content,
        "first": [(LABELS[measure], by_measure[measure]) for measure in FIRST],
        "columns": COLUMNS,
        "at_end": sum(column.is_at_end for column in COLUMNS),
        "happened": sum(not column.is_at_end for column in COLUMNS),
        "total": total,
        "tables": [
            (title, [(line.name, cells_of(line, **asked)) for line in content.of(division)])
            for division, title in DIVISIONS.items()
            if content.of(division)
        ],
    }


def _read_period(request: SupervisorRequest, data: QueryDict) -> PeriodForm:
    today = wording.local(now()).date()
    given = {"don_vi": data.get("don-vi", data.get("don_vi", "")), "tu": data.get("tu", ""), "den": data.get("den", "")}
    return PeriodForm(given, units=units_of(request.actor, on=today))


def _usual_periods(today: date) -> dict[str, Period]:
    return {
        _("Last month"): reports.latest(PeriodKind.MONTH, on=today),
        _("Last quarter"): reports.latest(PeriodKind.QUARTER, on=today),
        _("Last year"): reports.latest(PeriodKind.YEAR, on=today),
        _("This month"): reports.around(today, PeriodKind.MONTH),
        _("This year"): reports.around(today, PeriodKind.YEAR),
    }


def _address(unit_id: int, of: Period) -> str:
    return f"{reverse('supervision:report-period')}?{_query(unit_id, of)}"


def _query(unit_id: int, of: Period) -> str:
    return urlencode({"don-vi": str(unit_id), "tu": of[0].isoformat(), "den": of[1].isoformat()})
