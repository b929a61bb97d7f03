"""The clock of a dossier, or of its step, as the clock component draws it: for the line of a list, or the sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from haidang.clock import api as clock
from haidang.clock.contracts import Calendar
from haidang.clock.contracts import Outcome as Timeliness
from haidang.dossiers.contracts import FINAL, DossierRow, Sheet, Status, StepTime
from haidang.look.parts import Clock, ClockState

_STANDS_STILL = frozenset({Status.SUPPLEMENT_AT_RECEPTION, Status.SUPPLEMENT_IN_PROCESS, Status.AWAITING_PAYMENT})


def of_row(row: DossierRow, *, now: datetime, calendar: Calendar) -> Clock | None:
    """
    Return the clock of one line, or None where none runs any more.

    The line does not know when its stage began: the dial tells the share of the wall clock since the filing.
    """
    if row.status in FINAL or row.status is Status.DECIDED:
        return None
    if row.due_at is None:
        waits = row.status in _STANDS_STILL
        return Clock(title="", state=ClockState.STOPPED if waits else ClockState.NONE)
    whole = max((row.due_at - row.submitted_at).total_seconds(), 1.0)
    spent = int(100 * (now - row.submitted_at).total_seconds() / whole)
    return _running(row.due_at, spent=spent, now=now, calendar=calendar)


def of_sheet(sheet: Sheet, *, now: datetime, calendar: Calendar) -> Clock | None:
    """Return the clock of a dossier with its explanation, or None where it ended without a decision."""
    state = sheet.clock
    if sheet.decided_at:
        return _finished(sheet, sheet.decided_at, calendar)
    if sheet.status in FINAL:
        return None
    if state.due is None:
        waits = state.running == "waiting"
        return Clock(
            title=_("Waiting for the filer") if waits else _("No term is running"),
            state=ClockState.STOPPED if waits else ClockState.NONE,
            promised=state.promised,
            reasons=state.reasons,
        )
    spent = _spent(_start(sheet), state.due.at, now, calendar)
    return replace(
        _running(state.due.at, spent=spent, now=now, calendar=calendar),
        title=_title(sheet),
        moved=state.moves[-1] if state.moves else "",
        reasons=state.reasons,
        promised=_promised(sheet),
    )


def of_step(step: StepTime, *, now: datetime, calendar: Calendar) -> Clock | None:
    """Return the clock of a step's own time, or None where it has none: the step ends with the legal term then."""
    if step.length is None or step.ends_with_term:
        return None
    title = _("Step: %(step)s") % {"step": step.step.name}
    if step.due is None:
        return Clock(title=title, state=ClockState.STOPPED, is_internal=True)
    spent = _spent(step.since, step.due.at, now, calendar)
    running = _running(step.due.at, spent=spent, now=now, calendar=calendar)
    return replace(running, title=title, reasons=step.due.reasons, is_internal=True)


def office_day(calendar: Calendar) -> int:
    """Return the minutes of the longest day of this office's week; 8 hours where the week is closed."""
    days = (
        sum(((end.hour * 60 + end.minute) or 24 * 60) - (start.hour * 60 + start.minute) for start, end in windows)
        for windows in calendar.week.values()
    )
    return max(days, default=0) or 8 * 60


def _running(due: datetime, *, spent: int, now: datetime, calendar: Calendar) -> Clock:
    is_late = now > due
    is_today = due.astimezone(calendar.zone).date() <= now.astimezone(calendar.zone).date()
    state = ClockState.LATE if is_late else ClockState.SOON if is_today else ClockState.RUNNING
    return Clock(
        title="",
        state=state,
        spent=100 if is_late else max(0, min(spent, 99)),
        minutes=abs(clock.working_minutes(calendar=calendar, start=now, end=due)),
        due=due,
        day_minutes=office_day(calendar),
    )


def _finished(sheet: Sheet, decided_at: datetime, calendar: Calendar) -> Clock:
    legal = sheet.clock.legal
    is_late = sheet.timeliness == Timeliness.LATE
    late_by = clock.working_minutes(calendar=calendar, start=legal.at, end=decided_at) if legal and is_late else None
    met = ClockState.MET if sheet.timeliness else ClockState.NONE
    return Clock(
        title=_("Decided"),
        state=ClockState.MISSED if is_late else met,
        spent=100,
        minutes=late_by,
        due=legal.at if legal else None,
        promised=_promised(sheet),
        reasons=(*sheet.clock.moves, *(legal.reasons if legal else ())),
        day_minutes=office_day(calendar),
    )


def _title(sheet: Sheet) -> str:
    running = sheet.clock.running
    if running == "reception":
        return _("Time to receive it")
    if running == "promised":
        return _("Date promised; the law gives no term")
    return next((str(stage.name) for stage in sheet.clock.stages if stage.key == running), _("Legal term"))


def _start(sheet: Sheet) -> datetime:
    running = sheet.clock.running
    stage = next((each for each in sheet.clock.stages if each.key == running), None)
    if stage and stage.started_at:
        return stage.started_at
    answered = [each.answered_at for each in sheet.supplements if each.answered_at]
    return sheet.accepted_at or (answered[-1] if answered else sheet.submitted_at)


def _spent(start: datetime, due: datetime, now: datetime, calendar: Calendar) -> int:
    whole = max(clock.working_minutes(calendar=calendar, start=start, end=due), 1)
    return 100 * clock.working_minutes(calendar=calendar, start=start, end=now) // whole


def _promised(sheet: Sheet) -> datetime | None:
    """Return the promised date where it differs from the end of the legal term."""
    promised, legal = sheet.clock.promised, sheet.clock.legal
    return promised if promised and sheet.clock.running != "promised" and (not legal or promised != legal.at) else None
