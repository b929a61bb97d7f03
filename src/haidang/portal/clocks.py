"""The clock of a dossier as its filer sees it: when the answer comes, what stopped or moved it, and why."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haidang.clock import api as clock
from haidang.clock.contracts import Due
from haidang.directory import api as directory
from haidang.dossiers.api import FINAL, Status
from haidang.dossiers.contracts import DossierRow, Sheet
from haidang.look import wording
from haidang.look.parts import Clock, ClockState, Words

SOON = 8 * 60
"""Working minutes left from which the clock warns: one office day."""

_WAITING = {Status.SUPPLEMENT_AT_RECEPTION, Status.SUPPLEMENT_IN_PROCESS, Status.AWAITING_PAYMENT}
_AT_RECEPTION = {Status.SUBMITTED, Status.SUPPLEMENT_AT_RECEPTION}
_ANSWER = gettext_lazy("Answer whether the dossier is received")
_RESULT = gettext_lazy("Result of the dossier")


def of_row(row: DossierRow, now: datetime) -> Clock | None:
    """Return the clock of one line of a list; None where nothing runs any more."""
    if row.status in FINAL or row.status is Status.DECIDED:
        return None
    title = _ANSWER if row.status in _AT_RECEPTION else _RESULT
    due = row.due_at if row.status in _AT_RECEPTION else row.legal_due_at or row.promised_at
    if row.status in _WAITING:
        return Clock(title=title, state=ClockState.STOPPED, due=due)
    if due is None:
        return Clock(title=title, state=ClockState.NONE)
    left = _minutes(row.unit, now, due)
    return Clock(title=title, state=_state(left, is_late=now > due), minutes=abs(left), due=due)


def of_sheet(sheet: Sheet, now: datetime) -> Clock | None:
    """Return the clock of the page of a dossier; None where it ended without a decision."""
    if sheet.decided_at is not None:
        return _finished(sheet, sheet.decided_at)
    if sheet.status in FINAL:
        return None
    return _answer(sheet, now) if sheet.accepted_at is None else _result(sheet, sheet.accepted_at, now)


def _answer(sheet: Sheet, now: datetime) -> Clock:
    if sheet.status in _WAITING:
        return Clock(title=_ANSWER, state=ClockState.STOPPED, moved=_waits_for_you(sheet))
    return _running(sheet, _ANSWER, sheet.clock.due, sheet.submitted_at, now)


def _result(sheet: Sheet, accepted_at: datetime, now: datetime) -> Clock:
    told = sheet.clock
    legal = told.legal or (told.due if told.running == "promised" else None)
    if told.running == "waiting":
        return Clock(
            title=_RESULT,
            state=ClockState.STOPPED,
            due=legal.at if legal else told.promised,
            moved=_waits_for_you(sheet),
            reasons=_reasons(sheet, legal),
        )
    if legal is None and told.promised is not None:
        legal = Due(at=told.promised, day=wording.local(told.promised).date(), reasons=())
    return _running(sheet, _RESULT, legal, accepted_at, now)


def _running(sheet: Sheet, title: Words, due: Due | None, start: datetime, now: datetime) -> Clock:
    if due is None:
        return Clock(title=title, state=ClockState.NONE)
    left, whole = _minutes(sheet.unit.id, now, due.at), _minutes(sheet.unit.id, start, due.at)
    promised, moves = sheet.clock.promised, sheet.clock.moves
    return Clock(
        title=title,
        state=_state(left, is_late=now > due.at),
        spent=max(0, min(100, 100 - 100 * left // whole)) if whole > 0 else 100,
        minutes=abs(left),
        due=due.at,
        promised=promised if promised and promised != due.at else None,
        moved=moves[-1] if moves else "",
        reasons=_reasons(sheet, due),
    )


def _finished(sheet: Sheet, decided_at: datetime) -> Clock:
    legal = sheet.clock.legal
    is_late = sheet.timeliness == "late"
    return Clock(
        title=_RESULT,
        state=ClockState.MISSED if is_late else ClockState.MET,
        spent=100,
        minutes=abs(_minutes(sheet.unit.id, legal.at, decided_at)) if legal and is_late else None,
        due=legal.at if legal else sheet.clock.promised,
        reasons=_reasons(sheet, legal),
    )


def _reasons(sheet: Sheet, due: Due | None) -> list[Words]:
    """Return why the date is what it is: what moved it, each stage with its end, then how the last was counted."""
    ends = [
        _("%(stage)s: by %(moment)s") % {"stage": stage.name, "moment": wording.moment(stage.due.at)}
        for stage in sheet.clock.stages
        if stage.due and len(sheet.clock.stages) > 1
    ]
    return [*sheet.clock.moves, *ends, *(due.reasons if due else ())]


def _waits_for_you(sheet: Sheet) -> str:
    if sheet.status is Status.AWAITING_PAYMENT:
        return _("The clock waits for your payment.")
    return _("The clock waits for you: it goes on as soon as you have supplemented the dossier.")


def _minutes(unit: int, start: datetime, end: datetime) -> int:
    return clock.working_minutes(calendar=directory.calendar_of(unit), start=start, end=end)


def _state(left: int, *, is_late: bool) -> ClockState:
    """Return how the clock is drawn; on a day off a dossier is late though no working time has passed."""
    if is_late:
        return ClockState.LATE
    return ClockState.SOON if left <= SOON else ClockState.RUNNING
