"""Dossiers and drafts in the words of their filer: the state, what happens next, and every step so far and to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haidang.catalogue import api as catalogue
from haidang.directory import api as directory
from haidang.dossiers.api import FINAL, LABEL, Status
from haidang.dossiers.contracts import DossierRow, DraftSheet, Outcome, Sheet
from haidang.kernel.text import Text
from haidang.look.parts import Clock, Event, Paper, Progress, Tone, Words
from haidang.portal import clocks
from haidang.register.contracts import Entry

S = Status
_TONES = {
    S.SUBMITTED: Tone.INFO,
    S.SUPPLEMENT_AT_RECEPTION: Tone.WAIT,
    S.SUPPLEMENT_IN_PROCESS: Tone.WAIT,
    S.REFUSED_AT_RECEPTION: Tone.LATE,
    S.AWAITING_PAYMENT: Tone.WAIT,
    S.WITHDRAWAL_ASKED: Tone.WARNING,
    S.WITHDRAWN: Tone.QUIET,
    S.STOPPED: Tone.LATE,
    S.RETURNED: Tone.OK,
}
NEEDS_FILER = {S.SUPPLEMENT_AT_RECEPTION, S.SUPPLEMENT_IN_PROCESS}
"""States in which the filer is the one who has to act."""

_NEXT = {
    S.SUBMITTED: gettext_lazy("The unit checks whether the dossier is complete. You need do nothing now."),
    S.SUPPLEMENT_AT_RECEPTION: gettext_lazy("The unit waits for what it asked you to add."),
    S.REFUSED_AT_RECEPTION: gettext_lazy("You may file again once the reason no longer holds."),
    S.ACCEPTED: gettext_lazy("The dossier is complete; an officer is being named for it."),
    S.IN_PROCESS: gettext_lazy("The unit is handling the dossier. You need do nothing now."),
    S.SUPPLEMENT_IN_PROCESS: gettext_lazy("The unit waits for what it asked you to add."),
    S.AWAITING_PAYMENT: gettext_lazy("The unit waits for your payment."),
    S.WITHDRAWAL_ASKED: gettext_lazy("The unit checks that no decision exists, then confirms the withdrawal."),
    S.WITHDRAWN: gettext_lazy("You withdrew the dossier; it is no longer handled."),
    S.STOPPED: gettext_lazy("The unit stopped handling the dossier; the reason stands below."),
    S.DECIDED: gettext_lazy("The decision is signed; you can download it here as soon as it is handed over."),
    S.RETURNED: gettext_lazy("The dossier is finished. Download the result and keep it."),
}
_TITLES = {
    "submitted": gettext_lazy("Dossier filed"),
    "accepted": gettext_lazy("Received: the dossier has its code"),
    "receipt_issued": gettext_lazy("Receipt issued, with the date of the result"),
    "supplement_asked": gettext_lazy("Supplement asked for"),
    "supplemented": gettext_lazy("Supplement sent"),
    "refused_at_reception": gettext_lazy("Not received"),
    "event_recorded": gettext_lazy("Event recorded that starts a stage"),
    "apologised": gettext_lazy("Apology, and a new date for the result"),
    "extended": gettext_lazy("Term extended by law"),
    "withdrawal_asked": gettext_lazy("You asked to withdraw"),
    "withdrawn": gettext_lazy("Withdrawal confirmed"),
    "withdrawal_declined": gettext_lazy("Withdrawal declined"),
    "stopped": gettext_lazy("Handling stopped"),
    "decided": gettext_lazy("Decision signed"),
    "returned": gettext_lazy("Result handed over"),
    "moved_to_successor": gettext_lazy("Moved to the unit that took over the work"),
}
"""Entries of the register that tell the filer something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One dossier in a list."""

    row: DossierRow
    name: Text
    unit: Text
    status: Words
    tone: Tone
    clock: Clock | None
    needs_filer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """One draft in a list."""

    uid: UUID
    name: Text
    saved_at: datetime


def line(row: DossierRow, now: datetime) -> Line:
    """Return one line of a list."""
    return Line(
        row=row,
        name=catalogue.get_procedure(row.version).name,
        unit=directory.get_unit(row.unit).name,
        status=status_words(row.status, row.outcome),
        tone=tone(row.status, row.outcome),
        clock=clocks.of_row(row, now),
        needs_filer=row.status in NEEDS_FILER,
    )


def drafts(found: Sequence[DraftSheet]) -> list[DraftLine]:
    """Return the lines of a list of drafts."""
    return [
        DraftLine(uid=each.uid, name=catalogue.get_procedure(each.version).name, saved_at=each.saved_at)
        for each in found
    ]


def status_words(status: Status, outcome: Outcome | None) -> Words:
    """Return the state in words; a finished dossier says how it ended."""
    if status is S.RETURNED and outcome is Outcome.REFUSED:
        return _("Answered: refused")
    if status is S.RETURNED:
        return _("Result returned")
    return LABEL[status]


def tone(status: Status, outcome: Outcome | None) -> Tone:
    """Return how the state feels."""
    return Tone.WARNING if outcome is Outcome.REFUSED else _TONES.get(status, Tone.INFO)


def what_next(sheet: Sheet) -> Words:
    """Return what happens next, in one sentence."""
    return _NEXT[sheet.status]


def reason_of_end(sheet: Sheet) -> str:
    """Return why a dossier was not received or was stopped; "" for any other."""
    ends = {"refused_at_reception", "stopped"}
    found = [entry for entry in sheet.history if entry.event in ends]
    return str(found[-1].data["reason"]) if found else ""


def timeline(sheet: Sheet) -> list[Event]:
    """Return every step so far, the one being done, and those to come."""
    done = [_event(sheet, entry) for entry in sheet.history if entry.event in _TITLES]
    return done if sheet.status in FINAL else [*done, *_to_come(sheet)]


def issued(sheet: Sheet) -> list[tuple[UUID, Words]]:
    """Return what the administration issued, each with its name: the result first, then slips, the newest first."""
    is_refused = sheet.outcome is Outcome.REFUSED
    result = sheet.rule_pack.forms["refusal"].title if is_refused else sheet.procedure.result_name
    slips = [(each.file, each.title) for each in reversed(sheet.slips)]
    papers = [(sheet.result_file, str(result)), *slips, (sheet.receipt_file, _("Receipt"))]
    return [(file, name) for file, name in papers if file]


def _event(sheet: Sheet, entry: Entry) -> Event:
    return Event(
        title=_TITLES[entry.event],
        progress=Progress.DONE,
        at=entry.at,
        by=directory.get_unit(entry.unit).name if entry.unit else sheet.filer.name if _is_filers(entry) else "",
        note=_note(entry),
        papers=_papers(sheet, entry),
    )


def _is_filers(entry: Entry) -> bool:
    return entry.capacity == "filer"


def _note(entry: Entry) -> Words:
    if entry.event == "decided":
        is_granted = entry.data["outcome"] == Outcome.GRANTED
        return _("What you asked for is granted.") if is_granted else _("What you asked for is refused.")
    if entry.event == "accepted":
        return _("Dossier code: %(code)s") % {"code": entry.data["code"]}
    return str(entry.data.get("reason") or entry.data.get("article") or "")


def _papers(sheet: Sheet, entry: Entry) -> list[Paper]:
    found = {"receipt_issued": sheet.receipt_file, "returned": sheet.result_file}.get(entry.event)
    slip = next((each.file for each in sheet.slips if each.entry == entry.seq), None)
    return [
        Paper(name=str(name), url=reverse("portal:document", args=[sheet.id, file]), note=_("PDF, signed"))
        for file, name in issued(sheet)
        if file in (found, slip)
    ]


def _to_come(sheet: Sheet) -> list[Event]:
    """Return what is being done now and the legal steps that follow; the desks inside a unit are its own affair."""
    unit, states = sheet.unit.name, list(_AHEAD)
    here = next((at for at, (statuses, _title) in enumerate(states) if sheet.status in statuses), 0)
    here = 0 if sheet.accepted_at is None else here
    events = []
    for at, (_statuses, title) in enumerate(states[here:]):
        is_now = at == 0
        stopped = is_now and sheet.status in NEEDS_FILER | {S.AWAITING_PAYMENT, S.WITHDRAWAL_ASKED}
        progress = Progress.BLOCKED if stopped else Progress.NOW if is_now else Progress.TO_COME
        note = str(sheet.step.name) if is_now and sheet.step and not stopped else ""
        events.append(Event(title=title, progress=progress, by=unit if is_now else "", note=note))
    return events


_AHEAD: tuple[tuple[frozenset[Status], Words], ...] = (
    (frozenset({S.SUBMITTED, S.SUPPLEMENT_AT_RECEPTION}), gettext_lazy("Check whether the dossier is complete")),
    (
        frozenset({S.ACCEPTED, S.IN_PROCESS, S.SUPPLEMENT_IN_PROCESS, S.AWAITING_PAYMENT, S.WITHDRAWAL_ASKED}),
        gettext_lazy("Handling"),
    ),
    (frozenset(), gettext_lazy("Decision")),
    (frozenset({S.DECIDED}), gettext_lazy("Result handed over")),
)
