"""The beginning of a filing: which unit, and for whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from haidang.accounts import api as accounts
from haidang.catalogue.contracts import Procedure
from haidang.directory import api as directory
from haidang.directory.contracts import Competent, UnitCard
from haidang.dossiers import api as dossiers
from haidang.kernel.errors import Missing, Refused
from haidang.kernel.now import now
from haidang.kernel.text import fold
from haidang.portal import dossiers_shown, typed
from haidang.portal.forms import StartForm
from haidang.portal.requests import ActorRequest, acting_for, is_filer, person_of, today
from haidang.portal.views.finding import current


@require_http_methods(["GET", "POST"])
def start(request: ActorRequest, procedure_id: str) -> HttpResponse:
    """Tell which unit is competent and why, or let it be chosen; then begin a draft, or move one to another unit."""
    if not is_filer(request.actor):
        raise Refused(_("You are signed in as an officer. To file a dossier, sign in with an account of your own."))
    procedure = current(procedure_id)
    if not procedure.offered:
        return redirect("portal:procedure", procedure_id)
    units = directory.competent_units(tier=procedure.tier, on=today())
    businesses = accounts.list_businesses(person_of(request.actor))
    form = StartForm(request.POST or None, procedure=procedure, units=units, businesses=businesses)
    if request.method == "POST" and form.is_valid():
        draft = request.POST.get("draft")
        return _move(request, draft, form) if draft else _begin(request, procedure, form)
    context = _context(request, procedure, units, form) | {
        "businesses": businesses,
        "needs_business": procedure.who_may_file == {"business"} and not businesses,
    }
    return render(request, "portal/start.html", context, status=422 if request.method == "POST" else 200)


def _begin(request: ActorRequest, procedure: Procedure, form: StartForm) -> HttpResponse:
    chosen = int(form.only("business"))
    request.session["business"] = chosen
    person, business = accounts.get_filer(person_id=person_of(request.actor), business_id=chosen)
    uid = dossiers.start_draft(
        procedure=procedure.id,
        unit=int(form.only("unit")),
        answers=typed.prefilled(procedure, person, business),
        by=acting_for(request.actor, business),
        now=now(),
    )
    return redirect("portal:draft", uid)


def _move(request: ActorRequest, draft: str, form: StartForm) -> HttpResponse:
    try:
        uid = UUID(draft)
    except ValueError:
        raise Missing from None
    dossiers.save_draft(uid=uid, unit=int(form.only("unit")), by=request.actor, now=now())
    return redirect("portal:check", uid)


def _context(
    request: ActorRequest, procedure: Procedure, units: Sequence[Competent], form: StartForm
) -> dict[str, Any]:
    wanted = request.GET.get("tim", "").strip()
    found = [each for each in units if fold(wanted) in _words(each.unit)]
    mine = [each for each in dossiers.list_drafts(actor=request.actor) if each.procedure == procedure.id]
    draft = request.POST.get("draft") or request.GET.get("ban-nhap", "")
    return {
        "procedure": procedure,
        "form": form,
        "units": units,
        "found": found,
        "groups": _by_parent(found),
        "wanted": wanted,
        "usual": _usual(request, units),
        "chosen": form["unit"].value() or "",
        "chosen_business": str(form["business"].value() or request.actor.on_behalf_of or ""),
        "draft": draft,
        "drafts": dossiers_shown.drafts(mine) if not draft else [],
    }


def _by_parent(found: Sequence[Competent]) -> list[tuple[UnitCard | None, list[Competent]]]:
    """Return the units under the unit they belong to; the country's own departments need no heading."""
    if not found or found[0].unit.tier < 3:
        return [(None, list(found))] if found else []
    parents = [directory.get_unit(parent) for parent in {each.unit.parent for each in found} if parent]
    return [
        (parent, [each for each in found if each.unit.parent == parent.id])
        for parent in sorted(parents, key=lambda each: each.code)
    ]


def _usual(request: ActorRequest, units: Sequence[Competent]) -> Competent | None:
    """Return the unit the filer used last, if it may take this procedure."""
    rows, _count = dossiers.list_dossiers_of_filer(actor=request.actor, size=20)
    known = {each.unit.id: each for each in units}
    return next((known[row.unit] for row in rows if row.unit in known), None)


def _words(unit: UnitCard) -> str:
    """Return what a unit is found by: its own names and provinces, for a branch those of the unit above as well."""
    above = directory.get_unit(unit.parent) if unit.parent and unit.tier > 2 else None
    of_above = [above.name.vi, *above.area] if above else []
    return fold(" ".join([unit.name.vi, unit.name.en or "", unit.code, *unit.area, *of_above]))
