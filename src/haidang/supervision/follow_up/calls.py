"""Screens of calls and agreements, and the late list that they start from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from haidang.directory import api as directory
from haidang.directory.contracts import UnitCard
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import FINAL, DossierRow
from haidang.follow_up import api as follow_up
from haidang.follow_up.contracts import Calls
from haidang.kernel.errors import Invalid, Missing, Refused
from haidang.kernel.now import now
from haidang.look import wording
from haidang.look.addresses import number_in, page_in
from haidang.look.parts import Tab
from haidang.supervision.access import SupervisorRequest, supervisors_only
from haidang.supervision.area import read_area
from haidang.supervision.choice import read_choice
from haidang.supervision.columns import BY_FIGURE
from haidang.supervision.follow_up.forms import CloseAgreement, DecideTrouble, RecordCall
from haidang.supervision.follow_up.late import AT_STEPS, read_late, read_steps
from haidang.supervision.listing import read_listing

MOST = 200
"""So many dossiers one call or letter is about at most."""

SIZE = 50
LISTS = {
    Calls.DUE: gettext_lazy("Due today or overdue"),
    Calls.TROUBLE: gettext_lazy("Repeated trouble, for the leader"),
    Calls.COMING: gettext_lazy("Agreed, not due yet"),
    Calls.ALL: gettext_lazy("All calls"),
}


@supervisors_only
@require_safe
def late(request: SupervisorRequest) -> HttpResponse:
    """Show what is late, or soon late, by the law or at a step, with whom to telephone."""
    moment = now()
    day, shown = wording.local(moment).date(), {each: BY_FIGURE[each] for each in ("late", "soon")} | AT_STEPS
    unit, page = request.GET.get("don-vi", ""), page_in(request.GET)
    column = shown.get(request.GET.get("muc", ""), shown["late"])
    area, is_step = read_area(request.actor, on=day, unit_id=number_in(unit)), column.figure in AT_STEPS
    if is_step:
        listing = read_steps(request.actor, area, column, page=page, now=moment)
    else:
        listing = read_listing(request.actor, area, read_choice(QueryDict(), on=day), column, page=page, now=moment)
    context = {
        "listing": listing,
        "is_step": is_step,
        "lines": read_late(request.actor, listing, now=moment),
        "tabs": [
            Tab(label=each.title, url=f"?muc={each.figure}&don-vi={unit}", is_open=each is column)
            for each in shown.values()
        ],
    }
    return render(request, "supervision/follow_up/late.html", context)


@supervisors_only
@require_safe
def calls(request: SupervisorRequest) -> HttpResponse:
    """Show a page of one list: what is due, repeated trouble, what is not due yet, all; of all units or of one."""
    actor, day, page = request.actor, today(), page_in(request.GET)
    unit = _unit(request)
    wanted = [unit.id] if unit else None
    usual = Calls.ALL if unit else Calls.DUE
    of = next((each for each in LISTS if each.value == request.GET.get("loc", "")), usual)
    found, count = follow_up.list_calls(actor=actor, on=day, of=of, unit_ids=wanted, page=page, size=SIZE)
    context = {
        "of": of,
        "tabs": list(_tabs(of, follow_up.count_lists(actor=actor, on=day, unit_ids=wanted), unit)),
        "calls": found,
        "count": count,
        "page": page,
        "pages": max(1, -(-count // SIZE)),
        "unit": unit,
        "after": follow_up.TROUBLE_AFTER,
        "days": follow_up.TROUBLE_WITHIN.days,
        "may_call": unit and follow_up.may_urge(actor, unit_id=unit.id),
    }
    return render(request, "supervision/follow_up/calls.html", context)


@supervisors_only
@require_http_methods(["GET", "HEAD", "POST"])
def record_call(request: SupervisorRequest) -> HttpResponse:
    """Record a call about the dossiers that the address names (`ho-so`), or about a unit as a whole (`don-vi`)."""
    moment = now()
    rows, unit_id = named_dossiers(request)
    form = RecordCall(request.POST or None, initial={"at": wording.local(moment).replace(tzinfo=None)})
    if request.method == "POST" and form.is_valid():
        try:
            uid = follow_up.record_call(
                unit_id=unit_id,
                dossier_ids=[row.id for row in rows],
                by=request.actor,
                now=moment,
                **form.cleaned_data,
            )
        except (Invalid, Refused) as error:
            form.put(error)
        else:
            messages.success(request, _("The call is recorded."))
            return redirect("supervision:call", uid)
    contact = directory.list_contacts(actor=request.actor, unit_ids=[unit_id], on=today())[unit_id]
    context = {
        "form": form,
        "rows": rows,
        "contact": contact,
        "may": follow_up.may_urge(request.actor, unit_id=unit_id),
    }
    return render(request, "supervision/follow_up/record_call.html", context, status=form.answered_with)


@supervisors_only
@require_safe
def call(request: SupervisorRequest, uid: UUID) -> HttpResponse:
    """Show one call with its dossiers and what came of it."""
    return _show(request, uid, close=CloseAgreement(), decide=DecideTrouble())


@supervisors_only
@require_POST
def close_call(request: SupervisorRequest, uid: UUID) -> HttpResponse:
    """Say whether the unit kept what was agreed."""
    form = CloseAgreement(request.POST)
    if form.is_valid():
        try:
            is_trouble = follow_up.close_agreement(uid=uid, by=request.actor, now=now(), **form.cleaned_data)
        except (Invalid, Refused) as error:
            form.put(error)
        else:
            marked = _("Repeated trouble: the call is marked for the leader.")
            messages.success(request, marked if is_trouble else _("Noted what came of the agreement."))
            return redirect("supervision:call", uid)
    return _show(request, uid, close=form, decide=DecideTrouble())


@supervisors_only
@require_POST
def decide_call(request: SupervisorRequest, uid: UUID) -> HttpResponse:
    """Say as the leader what is done about repeated trouble."""
    form = DecideTrouble(request.POST)
    if form.is_valid():
        try:
            follow_up.decide_trouble(uid=uid, by=request.actor, now=now(), **form.cleaned_data)
        except (Invalid, Refused) as error:
            form.put(error)
        else:
            messages.success(request, _("Your decision is recorded."))
            return redirect("supervision:call", uid)
    return _show(request, uid, close=CloseAgreement(), decide=form)


def named_dossiers(request: SupervisorRequest) -> tuple[list[DossierRow], int]:
    """
    Return the dossiers that the address names and their unit; without any, the unit it names.

    :raises Refused: if they are of several units, or too many
    :raises Missing: if nothing in sight is named
    """
    ids = [each for each in map(number_in, request.GET.getlist("ho-so")) if each is not None]
    if len(ids) > MOST:
        raise Refused(_("Choose %(most)s dossiers at most.") % {"most": MOST})
    rows = dossiers.list_named(actor=request.actor, dossier_ids=ids)
    units = {row.unit for row in rows}
    if len(units) > 1:
        raise Refused(_("Tick dossiers of one unit: each unit is called and written to on its own."))
    unit = next(iter(units), number_in(request.GET.get("don-vi", "")))
    if unit is None or unit not in request.actor.sees:
        raise Missing(_("Tick at least one dossier first."))
    return rows, unit


def today() -> date:
    """Return the day it is in the offices."""
    return wording.local(now()).date()


def _unit(request: SupervisorRequest) -> UnitCard | None:
    """Return the unit the address names; one out of sight is none."""
    unit_id = number_in(request.GET.get("don-vi", ""))
    return directory.get_unit(unit_id) if unit_id is not None and unit_id in request.actor.sees else None


def _tabs(of: Calls, counts: Mapping[Calls, int], unit: UnitCard | None) -> Iterator[Tab]:
    more = f"&don-vi={unit.id}" if unit else ""
    for each, label in LISTS.items():
        yield Tab(label=label, url=f"?loc={each.value}{more}", is_open=each is of, count=counts[each])


def _show(request: SupervisorRequest, uid: UUID, *, close: CloseAgreement, decide: DecideTrouble) -> HttpResponse:
    moment, found = now(), follow_up.get_call(actor=request.actor, uid=uid, on=today())
    rows = dossiers.list_named(actor=request.actor, dossier_ids=found.dossiers)
    unsettled = [row for row in rows if row.unit == found.unit.id and not row.outcome and row.status not in FINAL]
    context = {
        "call": found,
        "close": close,
        "decide": decide,
        "is_overdue": found.is_overdue(today()),
        "after": follow_up.TROUBLE_AFTER,
        "days": follow_up.TROUBLE_WITHIN.days,
        "rows": rows,
        "unsettled": unsettled,
        "is_late": bool(unsettled) and all(row.due_at and row.due_at < moment for row in unsettled),
        "may_urge": follow_up.may_urge(request.actor, unit_id=found.unit.id),
    }
    return render(
        request, "supervision/follow_up/call.html", context, status=max(close.answered_with, decide.answered_with)
    )
