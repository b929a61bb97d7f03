"""The businesses a person acts for: choose one, add one, say who else may."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from haidang.accounts import api as accounts
from haidang.accounts.contracts import Member
from haidang.directory.contracts import Duty
from haidang.kernel.actor import Capacity
from haidang.kernel.errors import Invalid
from haidang.kernel.now import now
from haidang.look.addresses import number_in
from haidang.portal.forms import BusinessForm
from haidang.portal.requests import ActorRequest, person_of


@require_http_methods(["GET", "POST"])
def businesses(request: ActorRequest) -> HttpResponse:
    """Show for whom the person may act; each button is a small form of its own."""
    if request.method == "POST" and "choose" in request.POST:
        return _choose(request)
    if request.method == "POST" and ("confirm" in request.POST or "remove" in request.POST):
        return _answer(request)
    form = BusinessForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            member = accounts.register_business(**form.cleaned_data, by=request.actor, now=now())
        except Invalid as invalid:
            for problem in invalid.problems:
                form.add_error(problem.field if problem.field in form.fields else None, str(problem.message))
        else:
            return _added(request, member)
    person = person_of(request.actor)
    context = {
        "memberships": accounts.list_memberships(person),
        "requests": accounts.list_requests(person),
        "form": form,
        "next": _way_on(request),
    }
    return render(request, "portal/businesses.html", context, status=422 if form.errors else 200)


@require_safe
def after_sign_in(request: ActorRequest) -> HttpResponse:
    """Lead each person to the face that is theirs: the desk, the board, or their dossiers."""
    if request.actor.capacity is not Capacity.OFFICER:
        return redirect("portal:dossiers")
    return redirect("/giam-sat/" if request.actor.duties == {Duty.SUPERVISE} else "/can-bo/")


def _choose(request: ActorRequest) -> HttpResponse:
    known = {str(card.id): card for card in accounts.list_businesses(person_of(request.actor))}
    chosen = known.get(request.POST["choose"])
    request.session["business"] = chosen.id if chosen else 0
    told = _("You now act for %(name)s.") % {"name": chosen.name} if chosen else _("You now act for yourself.")
    messages.success(request, told)
    return redirect(_way_on(request) or "portal:businesses")


def _answer(request: ActorRequest) -> HttpResponse:
    word = "confirm" if "confirm" in request.POST else "remove"
    member = number_in(request.POST[word]) or 0
    if word == "confirm":
        told = accounts.confirm_member(member_id=member, by=request.actor, now=now())
        sentence = _("%(person)s may now act for %(name)s.")
        messages.success(request, sentence % {"person": told.person.full_name, "name": told.business.name})
    else:
        accounts.remove_member(member_id=member, by=request.actor, now=now())
        messages.success(request, _("Done: this person may no longer act for the business."))
    return redirect("portal:businesses")


def _added(request: ActorRequest, member: Member) -> HttpResponse:
    if member.is_confirmed:
        request.session["business"] = member.business.id
        messages.success(request, _("You now act for %(name)s.") % {"name": member.business.name})
        return redirect(_way_on(request) or "portal:businesses")
    messages.info(
        request, _("We asked the person who registered this business to confirm you. Until then you cannot act for it.")
    )
    return redirect("portal:businesses")


def _way_on(request: ActorRequest) -> str:
    """Return the page of ours to go on to, if one was named."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else ""
