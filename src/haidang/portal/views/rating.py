"""After the result: the filer says once how it went."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from haidang.dossiers import api as dossiers
from haidang.indices import api as indices
from haidang.indices.contracts import Rating
from haidang.kernel.now import now
from haidang.portal.forms import RatingForm
from haidang.portal.requests import ActorRequest


@require_http_methods(["GET", "POST"])
def rate(request: ActorRequest, dossier_id: int) -> HttpResponse:
    """Ask how the time and the service were, and keep the answer."""
    sheet = dossiers.get_sheet(actor=request.actor, dossier_id=dossier_id)
    indices.may_answer_survey(request.actor, sheet).enforce()
    form = RatingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        rating = Rating(**form.cleaned_data)
        indices.answer_survey(dossier_id=dossier_id, rating=rating, by=request.actor, now=now())
        messages.success(request, _("Thank you. Your answers help to make this better."))
        return redirect("portal:dossier", dossier_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "portal/rate.html", {"sheet": sheet, "form": form}, status=status)
