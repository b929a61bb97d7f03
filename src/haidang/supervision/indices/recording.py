"""What two officers record for the indices that the system cannot count: the one-stop unit's own work, feedback."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from haidang.directory import api as directory
from haidang.directory.contracts import UnitCard
from haidang.indices import api as indices
from haidang.indices.contracts import Count, Index, RecordedCount
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Conflict, Invalid, Missing, Refused
from haidang.look.addresses import page_in
from haidang.supervision.access import SupervisorRequest, supervisors_only
from haidang.supervision.choice import told
from haidang.supervision.indices.forms import CountForm
from haidang.supervision.indices.page import Asked, asked, head

_ON_A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A count with its unit and period in words."""

    recorded: RecordedCount
    unit: UnitCard
    period: str
    numbers: tuple[tuple[object, int], ...]


@supervisors_only
@require_http_methods(["GET", "POST"])
def counts(request: SupervisorRequest, code: str) -> HttpResponse:
    """Show the counts recorded for an index in a unit and below it, and take the next one."""
    found, index = asked(request), _index(code)
    form = CountForm(request.POST or None, asks=index.asks)
    if request.method == "POST" and form.is_valid():
        try:
            indices.record_count(
                index=code,
                unit_id=found.area.unit.id,
                period=found.choice.period,
                count=form.count,
                evidence=form.cleaned_data["evidence"],
                by=request.actor,
                now=found.moment,
            )
        except (Invalid, Refused) as error:
            form.put(error)
        else:
            messages.success(request, _("The count is kept. It counts once another officer has confirmed it."))
            return redirect(_here(code, found))
    page, listed = page_in(request.GET), partial(_listed, request.actor, code, found.units)
    recorded, count = listed(page)
    pages = max(1, -(-count // _ON_A_PAGE))
    if page > pages:  # somebody refused counts meanwhile, or typed the number
        page, (recorded, count) = pages, listed(pages)
    context = head(request, found, here="indices_scores") | {
        "index": index,
        "form": form,
        "lines": [_line(each, index) for each in recorded],
        "count": count,
        "page": page,
        "pages": pages,
        "may_record": indices.may_record(request.actor),
        "back": f"{reverse('supervision:indices_scores')}?{found.query}",
    }
    return render(request, "supervision/indices/counts.html", context, status=form.answered_with)


@supervisors_only
@require_POST
def settle(request: SupervisorRequest, code: str, recorded_id: int) -> HttpResponse:
    """Confirm a count, or refuse it with a reason."""
    found, index = asked(request), _index(code)
    is_confirmed = "confirm" in request.POST
    try:
        indices.settle_count(
            recorded_id=recorded_id,
            is_confirmed=is_confirmed,
            reason=request.POST.get("reason", "")[:300],
            by=request.actor,
            now=found.moment,
        )
    except Invalid as error:
        messages.error(request, str(error.problems[0].message))
    except Conflict as error:  # somebody was faster: the page shows who, and what they decided
        messages.error(request, str(error))
    else:
        messages.success(request, _("The count is confirmed.") if is_confirmed else _("The count is refused."))
    return redirect(_here(index.code, found))


def _listed(actor: Actor, code: str, units: list[int], page: int) -> tuple[list[RecordedCount], int]:
    return indices.list_recorded(actor=actor, index=code, units=units, page=page, size=_ON_A_PAGE)


def _here(code: str, found: Asked) -> str:
    return f"{reverse('supervision:indices_counts', args=[code])}?{found.query}"


def _index(code: str) -> Index:
    found = next((each for each in indices.circular_01().indices if each.code == code and each.asks), None)
    if found is None:
        raise Missing(_("There is no such index."))
    return found


def _line(each: RecordedCount, index: Index) -> Line:
    return Line(
        recorded=each,
        unit=directory.get_unit(each.unit),
        period=told(each.period),
        numbers=tuple((label, _number(each.count, name)) for name, label in index.asks.items()),
    )


def _number(count: Count, name: str) -> int:
    return int(getattr(count, name) or 0)
