"""Screens of the roll-out teams: who is called where, and which units have named nobody."""

from __future__ import annotations

import csv

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from haidang.directory import api as directory
from haidang.directory.contracts import TEAM_DUTIES, TeamDuty
from haidang.follow_up import api as follow_up
from haidang.kernel.errors import Invalid, Missing
from haidang.kernel.now import now
from haidang.supervision.access import SupervisorRequest, supervisors_only
from haidang.supervision.export import as_cell
from haidang.supervision.follow_up.calls import today
from haidang.supervision.follow_up.forms import NameMember, ReleaseMember


@supervisors_only
@require_safe
def teams(request: SupervisorRequest) -> HttpResponse:
    """Show every team in sight and the units without one; `dang=csv` gives all members as a table."""
    day = today()
    members = directory.list_members(actor=request.actor, on=day)
    if request.GET.get("dang") == "csv":
        return _as_csv(request)
    context = {
        "members": [(directory.get_unit(each.unit), TEAM_DUTIES[each.duty], each) for each in members],
        "teams": len({each.unit for each in members}),
        "without": directory.list_without_team(actor=request.actor, on=day),
    }
    return render(request, "supervision/follow_up/teams.html", context)


@supervisors_only
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: SupervisorRequest, unit_id: int) -> HttpResponse:
    """Show one unit's team; name somebody to it."""
    form = NameMember(request.POST or None, initial={"since": today()})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            directory.name_member(
                unit_id=unit_id, by=request.actor, now=now(), **typed | {"duty": TeamDuty(typed["duty"])}
            )
        except Invalid as error:
            form.put(error)
        else:
            messages.success(request, _("%(name)s is in the team.") % {"name": typed["name"]})
            return redirect("supervision:team", unit_id)
    return _show(request, unit_id, form)


@supervisors_only
@require_POST
def release(request: SupervisorRequest, unit_id: int) -> HttpResponse:
    """Let somebody leave the team after a day."""
    form = ReleaseMember(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        directory.release_member(member_id=typed["member"], last_day=typed["last_day"], by=request.actor, now=now())
        messages.success(request, _("Noted the last day in the team."))
    else:
        messages.error(request, _("Write the day as day/month/year, for example 27/06/2026."))
    return redirect("supervision:team", unit_id)


def _show(request: SupervisorRequest, unit_id: int, form: NameMember) -> HttpResponse:
    day = today()
    contact = directory.list_contacts(actor=request.actor, unit_ids=[unit_id], on=day).get(unit_id)
    if contact is None:
        raise Missing(_("There is no such customs unit."))
    context = {
        "form": form,
        "contact": contact,
        "members": [
            (TEAM_DUTIES[each.duty], each, ReleaseMember(initial={"member": each.id, "last_day": day}, auto_id=False))
            for each in contact.team
        ],
        "may": directory.may_name_team(request.actor, unit_id=unit_id),
        "may_urge": follow_up.may_urge(request.actor, unit_id=unit_id),
    }
    return render(request, "supervision/follow_up/team.html", context)


def _as_csv(request: SupervisorRequest) -> HttpResponse:
    day = today()
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="to-trien-khai-{day.isoformat()}.csv"'
    response.write("\ufeff")  # spreadsheets of Vietnamese offices read UTF-8 only by its mark
    table = csv.writer(response)
    heads = (_("Code"), _("Unit"), _("Name"), _("Duty in the team"), _("Telephone"), _("E-mail"), _("Notice"))
    table.writerow([*heads, _("Since"), _("Until")])
    for each in directory.list_members(actor=request.actor, on=day):
        unit = directory.get_unit(each.unit)
        told = (unit.code, unit.name, each.name, TEAM_DUTIES[each.duty], each.phone, each.email, each.notice)
        table.writerow([*map(as_cell, told), each.valid_from.isoformat(), each.valid_to or ""])
    for unit in directory.list_without_team(actor=request.actor, on=day):
        table.writerow([as_cell(unit.code), as_cell(unit.name), _("no team named"), "", "", "", "", "", ""])
    return response
