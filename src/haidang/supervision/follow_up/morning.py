"""The morning page: what changed since the office opened on the working day before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from haidang.catalogue import api as catalogue
from haidang.clock import api as clock
from haidang.clock.contracts import Calendar
from haidang.directory import api as directory
from haidang.directory.contracts import UnitCard
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import DossierRow
from haidang.follow_up import api as follow_up
from haidang.follow_up.contracts import Calls
from haidang.kernel.actor import Actor
from haidang.kernel.now import now
from haidang.supervision.access import SupervisorRequest, supervisors_only
from haidang.supervision.follow_up.calls import today

if TYPE_CHECKING:
    from haidang.look.parts import Words

MOST = 200
"""So many rows of one kind the page shows; who has more looks at the late list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One dossier that became late, or was settled late."""

    row: DossierRow
    unit: UnitCard
    procedure: Words


@supervisors_only
@require_safe
def morning(request: SupervisorRequest) -> HttpResponse:
    """Show what became late, what was settled, which agreements are due and what was answered."""
    actor, moment, day = request.actor, now(), today()
    since = opened_before(day, clock.standard_calendar())
    late = dossiers.list_running_out(actor=actor, after=since, until=moment, size=MOST)
    due, due_count = follow_up.list_calls(actor=actor, on=day, of=Calls.DUE, size=MOST)
    trouble, trouble_count = follow_up.list_calls(actor=actor, on=day, of=Calls.TROUBLE, size=MOST)
    answered, answered_count = follow_up.list_answered(actor=actor, since=since, size=MOST)
    letters, letters_count = follow_up.list_answered_letters(actor=actor, since=since, size=MOST)
    context = {
        "since": since,
        "most": MOST,
        "late": _lines([each.row for each in late]),
        "settled": _lines(_settled(actor, since, moment)),
        "due": due,
        "due_count": due_count,
        "answered": answered,
        "letters": letters,
        "answers": answered_count + letters_count,
        "trouble": trouble,
        "trouble_count": trouble_count,
        "today": day,
    }
    return render(request, "supervision/follow_up/morning.html", context)


def opened_before(day: date, calendar: Calendar) -> datetime:
    """Return when the office opened on the latest day before this one on which it opened at all."""
    before = day - timedelta(days=1)
    while not calendar.windows_on(before):
        before -= timedelta(days=1)
    return datetime.combine(before, calendar.windows_on(before)[0][0], calendar.zone)


def _settled(actor: Actor, since: datetime, until: datetime) -> list[DossierRow]:
    return dossiers.list_counted(
        actor=actor,
        figure="decided_late",
        units=dict.fromkeys(actor.sees, until),
        since=since,
        until=until,
        late_until=until,
        size=MOST,
    )


def _lines(rows: Sequence[DossierRow]) -> list[Line]:
    return [
        Line(row=row, unit=directory.get_unit(row.unit), procedure=catalogue.get_procedure(row.version).name)
        for row in rows
    ]
