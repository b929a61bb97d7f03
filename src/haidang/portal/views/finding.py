"""The first page, the search, and the page of one procedure."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import PaperNeeded, Procedure, ProcedureCard
from haidang.directory import api as directory
from haidang.directory.contracts import Duty
from haidang.dossiers import api as dossiers
from haidang.dossiers.api import FINAL
from haidang.kernel.errors import Missing
from haidang.kernel.now import now
from haidang.look import papers_shown
from haidang.portal import dossiers_shown, terms
from haidang.portal.requests import ActorRequest, is_filer, today

EXAMPLES = ("kho ngoai quan", "dai ly hai quan", "mien thue", "huy to khai")
"""What the search box suggests; typed as people type it, without accents."""


ON_THE_FIRST_PAGE = 3
"""How many open dossiers the first page shows, beside the first that waits for the filer."""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper with its particulars in words."""

    paper: PaperNeeded
    about: papers_shown.About


@login_not_required
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Ask what somebody came for, and lead them to it; who has signed in sees first what waits for them."""
    groups = catalogue.list_groups(on=today())
    context = {
        "groups": groups,
        "total": sum(group.procedures for group in groups),
        "offered": sum(group.offered for group in groups),
        "examples": EXAMPLES,
        "waiting": [],
        "lines": [],
        "drafts": [],
    }
    if is_filer(request.actor):
        rows, _count = dossiers.list_dossiers_of_filer(actor=request.actor)
        lines = [dossiers_shown.line(row, now()) for row in rows if row.status not in FINAL]
        context["waiting"] = [line for line in lines if line.needs_filer]
        context["lines"] = [line for line in lines if not line.needs_filer][:ON_THE_FIRST_PAGE]
        context["drafts"] = dossiers_shown.drafts(dossiers.list_drafts(actor=request.actor))
    return render(request, "portal/home.html", context)


@login_not_required
@require_safe
def procedures(request: ActorRequest) -> HttpResponse:
    """Search the procedures as people type, or list them by group."""
    query, group = request.GET.get("q", "").strip(), request.GET.get("nhom", "")
    groups = catalogue.list_groups(on=today())
    found = catalogue.search(query, on=today()) if query else catalogue.list_procedures(on=today(), group=group or None)
    context = {
        "query": query,
        "found": found,
        "by_group": _by_group(found) if not query else [],
        "groups": groups,
        "group": next((each for each in groups if each.key == group), None),
        "examples": EXAMPLES,
    }
    return render(request, "portal/procedures.html", context)


@login_not_required
@require_safe
def procedure(request: ActorRequest, procedure_id: str) -> HttpResponse:
    """Say everything one must know before filing: steps, papers, time, fee, who decides, on what law."""
    found = current(procedure_id)
    moment = now()
    units = directory.competent_units(tier=found.tier, on=today())
    context = {
        "procedure": found,
        "papers": [PaperRow(paper, papers_shown.about(paper)) for paper in found.papers],
        "papers_to_show": [paper for paper in found.papers if paper.original_shown],
        "example": terms.example(found, moment),
        "units": units,
        "filed_at": moment,
        "shows_confidence": Duty.EDIT in request.actor.duties,
    }
    return render(request, "portal/procedure.html", context)


def current(procedure_id: str) -> Procedure:
    """
    Return the version in force today.

    :raises Missing: if there is none
    """
    found = catalogue.find_current(procedure_id, on=today())
    if found is None:
        raise Missing(_("There is no such procedure, or it is no longer in force. Search for what replaced it."))
    return found


def _by_group(found: list[ProcedureCard]) -> list[tuple[object, list[ProcedureCard]]]:
    names = {card.group: card.group_name for card in found}
    return [(names[key], [card for card in found if card.group == key]) for key in names]
