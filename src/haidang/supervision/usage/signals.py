"""Signals: dossiers that were perhaps not handled by the process, with the rule and the reason; answered here."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from haidang.directory import api as directory
from haidang.kernel.errors import Invalid, Refused
from haidang.kernel.now import now
from haidang.look import wording
from haidang.look.addresses import page_in
from haidang.look.parts import Tab
from haidang.supervision.access import SupervisorRequest, supervisors_only
from haidang.supervision.divisions import procedure_name
from haidang.supervision.usage.forms import RULES, STATES, SignalForm
from haidang.supervision.usage.places import area_of
from haidang.usage import api as usage
from haidang.usage.contracts import SignalRule, SignalSheet, SignalState

SIZE = 50
Named = TypeVar("Named", bound=StrEnum)


@supervisors_only
@require_safe
def listing(request: SupervisorRequest) -> HttpResponse:
    """Show the signals of a state, of one rule or all, of an area."""
    area = area_of(request.actor, request.GET, on=wording.local(now()).date())
    state = _named(SignalState, request.GET.get("tinh-trang", "")) or SignalState.OPEN
    rule = _named(SignalRule, request.GET.get("quy-tac", ""))
    page = page_in(request.GET)
    units = list(area.members)
    found, count = usage.list_signals(actor=request.actor, state=state, rule=rule, units=units, page=page, size=SIZE)
    counts = usage.count_signals(actor=request.actor, units=units)
    given = {"don-vi": request.GET.get("don-vi", ""), "rieng": request.GET.get("rieng", "")}
    states = [
        Tab(
            label=label,
            url=_address(given, each, rule),
            is_open=each is state,
            count=sum(found for (of, by), found in counts.items() if of is each and rule in (None, by)),
        )
        for each, label in STATES.items()
    ]
    rules = [(each.value, label, counts.get((state, each), 0), each is rule) for each, label in RULES.items()]
    context = {
        "area": area,
        "above": [(unit.name, f"?don-vi={unit.id}") for unit in area.above],
        "states": states,
        "rules": rules,
        "kept": {name: value for name, value in (given | {"tinh-trang": state.value}).items() if value},
        "rows": [_row(each) for each in found],
        "count": count,
        "page": page,
        "pages_of_list": max(1, -(-count // SIZE)),
        "is_open": state is SignalState.OPEN,
    }
    return render(request, "supervision/usage/signals.html", context)


@supervisors_only
@require_http_methods(["GET", "HEAD", "POST"])
def signal(request: SupervisorRequest, signal_id: int) -> HttpResponse:
    """Show one signal with its reason, and take what headquarters makes of it."""
    sheet = usage.get_signal(actor=request.actor, signal_id=signal_id)
    form = SignalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            usage.answer_signal(
                signal_id=signal_id,
                is_confirmed=form.cleaned_data["go"] == "confirm",
                reason=form.cleaned_data["reason"],
                by=request.actor,
                now=now(),
            )
        except (Invalid, Refused) as error:
            form.put(error)
        else:
            messages.success(request, _("Answered. The signal and its answer stay in the register."))
            return redirect("supervision:signal", signal_id=signal_id)
    signal, unit, procedure, rule = _row(sheet)
    context = {
        "signal": signal,
        "unit": unit,
        "procedure": procedure,
        "rule": rule,
        "state": STATES[sheet.state],
        "form": form,
        "may_answer": usage.may_answer_signal(
            request.actor, unit_id=sheet.unit, is_open=sheet.state is SignalState.OPEN
        ),
    }
    return render(request, "supervision/usage/signal.html", context, status=form.answered_with)


def _row(sheet: SignalSheet) -> tuple[object, ...]:
    day = wording.local(sheet.happened_at).date()
    return sheet, directory.get_unit(sheet.unit), procedure_name(sheet.procedure, day), RULES[sheet.rule]


def _address(given: dict[str, str], state: SignalState, rule: SignalRule | None) -> str:
    wanted = given | {"tinh-trang": state.value, "quy-tac": rule.value if rule else ""}
    return f"?{urlencode({name: value for name, value in wanted.items() if value})}"


def _named(kind: type[Named], text: str) -> Named | None:
    return next((each for each in kind if each.value == text), None)
