"""The weeks of units as they were kept: a list for headquarters, a page for each unit."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from haidang.kernel.now import now
from haidang.reports import api as reports
from haidang.supervision.access import SupervisorRequest, supervisors_only

UNSEEN = "chua-xem"


@supervisors_only
@require_safe
def weeks(request: SupervisorRequest) -> HttpResponse:
    """Show the pages of a week of every unit in sight, or those the reader has not looked at."""
    latest = reports.latest_kept(actor=request.actor)
    first = _monday(request.GET.get("tuan", "")) or latest
    cards = reports.list_weeks(actor=request.actor, first=first, now=now()) if first else []
    only_unseen = request.GET.get("loc") == UNSEEN
    context = {
        "first": first,
        "last": first + timedelta(days=6) if first else None,
        "previous": first - timedelta(days=7) if first else None,
        "next": first + timedelta(days=7) if first and latest and first < latest else None,
        "cards": [card for card in cards if not only_unseen or card.is_awaited],
        "only_unseen": only_unseen,
        "unseen": sum(card.is_awaited for card in cards),
    }
    return render(request, "supervision/reports/weeks.html", context)


@supervisors_only
@require_safe
def week(request: SupervisorRequest, page_id: int) -> HttpResponse:
    """Show one unit's week beside those before it."""
    sheet = reports.get_week(actor=request.actor, page_id=page_id, now=now())
    context = {"sheet": sheet, "card": sheet.card}
    return render(request, "supervision/reports/week.html", context)


@supervisors_only
@require_POST
def look(request: SupervisorRequest, page_id: int) -> HttpResponse:
    """Note that the reader looked at a unit's week."""
    reports.look_at_week(page_id=page_id, by=request.actor, now=now())
    messages.success(request, _("Noted that you looked at this week."))
    return HttpResponseRedirect(reverse("supervision:report-week", args=[page_id]))


def _monday(text: str) -> date | None:
    """Return the Monday of the week an address names."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day - timedelta(days=day.weekday()) if 1900 <= day.year <= 2999 else None
