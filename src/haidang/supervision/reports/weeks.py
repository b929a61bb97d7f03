"""The weeks of units as they were kept: a list for headquarters, a page for each unit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from haidang.kernel.now import now
from haidang.look.parts import Tab, Words
from haidang.reports import api as reports
from haidang.reports.contracts import WeekCard, WeekSums
from haidang.supervision.access import SupervisorRequest, supervisors_only

KEPT: dict[str, tuple[Words, Callable[[WeekCard], bool]]] = {
    "": (gettext_lazy("All units"), lambda _card: True),
    "co-ho-so": (gettext_lazy("With dossiers or calls"), lambda card: card.sums != WeekSums()),
    "chua-xem": (gettext_lazy("You have not looked at"), lambda card: card.is_awaited),
}
"""Which pages are listed, by the name in the address."""


@supervisors_only
@require_safe
def weeks(request: SupervisorRequest) -> HttpResponse:
    """Show the pages of a week of every unit in sight, or those the reader has not looked at."""
    latest = reports.latest_kept(actor=request.actor)
    first = _monday(request.GET.get("tuan", "")) or latest
    cards = reports.list_weeks(actor=request.actor, first=first, now=now()) if first else []
    shown = next((each for each in KEPT if each == request.GET.get("loc")), "")
    context = {
        "first": first,
        "last": first + timedelta(days=6) if first else None,
        "previous": first - timedelta(days=7) if first else None,
        "next": first + timedelta(days=7) if first and latest and first < latest else None,
        "cards": [card for card in cards if KEPT[shown][1](card)],
        "made_at": cards[0].made_at if cards else None,
        "shown": shown,
        "tabs": [
            Tab(
                label=label,
                url=f"?tuan={first:%Y-%m-%d}" + (f"&loc={each}" if each else ""),
                is_open=each == shown,
                count=sum(map(is_kept, cards)),
            )
            for each, (label, is_kept) in KEPT.items()
            if first
        ],
    }
    return render(request, "supervision/reports/weeks.html", context)


@supervisors_only
@require_safe
def week(request: SupervisorRequest, page_id: int) -> HttpResponse:
    """Show one unit's week beside those before it."""
    sheet = reports.get_week(actor=request.actor, page_id=page_id, now=now())
    context = {"sheet": sheet, "card": sheet.card, "next_unseen": _next_unseen(request, sheet.card)}
    return render(request, "supervision/reports/week.html", context)


@supervisors_only
@require_POST
def look(request: SupervisorRequest, page_id: int) -> HttpResponse:
    """Note that the reader looked at a unit's week."""
    reports.look_at_week(page_id=page_id, by=request.actor, now=now())
    messages.success(request, _("Noted that you looked at this week."))
    return HttpResponseRedirect(reverse("supervision:report-week", args=[page_id]))


def _next_unseen(request: SupervisorRequest, card: WeekCard) -> WeekCard | None:
    """Return the page of the same week to look at after this one; after the last it begins at the first."""
    cards = reports.list_weeks(actor=request.actor, first=card.period[0], now=now())
    place = next((place for place, each in enumerate(cards, start=1) if each.id == card.id), 0)
    return next((each for each in cards[place:] + cards[:place] if each.is_awaited and each.id != card.id), None)


def _monday(text: str) -> date | None:
    """Return the Monday of the week an address names."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day - timedelta(days=day.weekday()) if 1900 <= day.year <= 2999 else None
