"""Reports by e-mail: an officer asks for them, or ends it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from haidang.kernel.errors import Missing
from haidang.kernel.now import now
from haidang.look import wording
from haidang.reports import api as reports
from haidang.reports.contracts import PeriodKind
from haidang.supervision.access import SupervisorRequest, supervisors_only
from haidang.supervision.reports.forms import MailForm
from haidang.supervision.reports.places import units_of

END = "end"


@supervisors_only
@require_POST
def change(request: SupervisorRequest) -> HttpResponse:
    """Ask for a unit's reports by e-mail, or end it."""
    if request.POST.get("what") == END:
        return _end(request)
    form = MailForm(request.POST, units=units_of(request.actor, on=wording.local(now()).date()))
    if not form.is_valid():
        raise Missing(_("There is no such page."))
    unit_id, kind = form.cleaned_data["unit"], form.cleaned_data["kind"]
    reports.subscribe(unit_id=unit_id, kind=kind, by=request.actor, now=now())
    messages.success(request, _("You will get this report on the first working day after each period."))
    return HttpResponseRedirect(reverse("supervision:reports"))


def _end(request: SupervisorRequest) -> HttpResponse:
    """End what the officer once asked for, also of a unit that is no longer among the choices."""
    try:
        unit_id, kind = int(request.POST.get("unit", "")), PeriodKind(request.POST.get("kind", ""))
    except ValueError:
        raise Missing(_("There is no such page.")) from None
    reports.unsubscribe(unit_id=unit_id, kind=kind, by=request.actor)
    messages.success(request, _("You will get no more of these reports."))
    return HttpResponseRedirect(reverse("supervision:reports"))
