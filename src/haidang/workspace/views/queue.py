"""The queue: what must I do first?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from haidang.dossiers import api as dossiers
from haidang.follow_up import api as follow_up
from haidang.kernel.errors import DomainError
from haidang.kernel.now import now
from haidang.workspace.access import OfficerRequest, officers_only
from haidang.workspace.forms import AssignMany
from haidang.workspace.listing import read_listing
from haidang.workspace.place import read_place


@officers_only
@require_safe
def queue(request: OfficerRequest) -> HttpResponse:
    """Show one page of the queue; a live refresh asks for the same page and gets the list alone."""
    listing = read_listing(request.actor, read_place(request.GET, request.actor), now=now())
    template = "workspace/queue.html#live" if request.htmx else "workspace/queue.html"
    context = {
        "listing": listing,
        "corrections": dossiers.list_waiting_corrections(actor=request.actor),
        "reminders": follow_up.count_reminders(actor=request.actor),
    }
    return render(request, template, context)


@officers_only
@require_POST
def assign_many(request: OfficerRequest) -> HttpResponse:
    """Assign the ticked dossiers to one officer, each on its own, and tell the result of each."""
    place, at = read_place(request.GET, request.actor), now()
    form = AssignMany(request.POST)
    if not form.is_valid():
        messages.error(request, _("Tick at least one dossier and choose an officer."))
        return redirect(place.url)
    sheets = [dossiers.get_sheet(actor=request.actor, dossier_id=each) for each in form.cleaned_data["dossier"]]
    officer, done = form.cleaned_data["officer"], 0
    for sheet in sheets:
        try:
            dossiers.assign_dossier(dossier_id=sheet.id, officer_id=officer, by=request.actor, now=at)
            done += 1
        except DomainError as error:
            messages.error(request, f"{sheet.code or sheet.number}: {error}")
    if done:
        messages.success(request, ngettext("%(n)d dossier assigned.", "%(n)d dossiers assigned.", done) % {"n": done})
    return redirect(place.url)
