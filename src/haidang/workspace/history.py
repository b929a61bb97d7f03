"""The register's entries of a dossier as sentences: what happened, when, by whom, with the words that matter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from haidang.clock.contracts import TermUnit
from haidang.dossiers.contracts import CORRECTABLE, EntryKind, Sheet
from haidang.kernel.text import Text
from haidang.look import wording
from haidang.look.parts import Event
from haidang.register.contracts import Entry
from haidang.workspace import wording as words

Data = Mapping[str, Any]
Told = tuple[str, str]


def tell(sheet: Sheet) -> list[Event]:
    """Return what happened, newest first."""
    return [_event(entry, sheet) for entry in reversed(sheet.history)]


def _event(entry: Entry, sheet: Sheet) -> Event:
    title, note = _TELL.get(entry.event, _unknown(entry.event))(entry.data, sheet)
    return Event(title=title, note=note, at=entry.at, by=entry.name)


def _unknown(event: str) -> Callable[[Data, Sheet], Told]:
    return lambda _data, _sheet: (event, "")


def _submitted(data: Data, _sheet: Sheet) -> Told:
    channel = words.CHANNELS.get(data["channel"], data["channel"])
    entered = data.get("entered_at")
    note = _("Entered at %(moment)s") % {"moment": _moment(entered)} if entered else ""
    return _("Filed %(channel)s") % {"channel": channel}, note


def _papers_added(data: Data, _sheet: Sheet) -> Told:
    return _("Papers handed in"), ", ".join(sorted(paper["name"] for paper in data["papers"]))


def _accepted(data: Data, _sheet: Sheet) -> Told:
    due = wording.moment(datetime.fromisoformat(data["due"])) if data["due"] else _("not set")
    what = _("Due %(due)s") if data["statutory"] else _("Promised for %(due)s; the law gives no term")
    return _("Accepted under the code %(code)s") % {"code": data["code"]}, _joined(
        what % {"due": due}, data.get("reason", "")
    )


def _refused(data: Data, _sheet: Sheet) -> Told:
    return _("Not received"), data["reason"]


def _supplement_asked(data: Data, sheet: Sheet) -> Told:
    names = _names(sheet)
    items = "; ".join(
        _joined(str(names.get((item["kind"], item["key"]), item["key"])), item["note"], by=": ")
        for item in data["items"]
    )
    title = _("Supplement %(round)s asked for") % {"round": data["round"]}
    override = data.get("override", "")
    return title, _joined(data["reason"], items, _("Beyond the limit: %(why)s") % {"why": override} if override else "")


def _supplemented(data: Data, sheet: Sheet) -> Told:
    names = _names(sheet)
    parts = [str(names.get(("field", key), key)) for key in data["answers"]]
    parts += [paper["name"] for paper in data["papers"]]
    return _("Supplement %(round)s handed in") % {"round": data["round"]}, "; ".join(parts)


def _assigned(data: Data, _sheet: Sheet) -> Told:
    return _("Assigned to %(name)s") % {"name": data["name"]}, ""


def _step_finished(data: Data, sheet: Sheet) -> Told:
    steps = {step.key: str(step.name) for step in sheet.procedure.route.steps}
    return _("Step finished: %(step)s") % {"step": steps.get(data["step"], data["step"])}, data["note"]


def _event_recorded(data: Data, _sheet: Sheet) -> Told:
    return str(words.event_name(data["event"])), ""


def _noted(data: Data, _sheet: Sheet) -> Told:
    return _("Note"), data["note"]


def _proposed(data: Data, _sheet: Sheet) -> Told:
    outcome = words.OUTCOMES.get(data["outcome"], data["outcome"])
    return _("Result proposed: %(outcome)s") % {"outcome": outcome}, _joined(data["text"], data["reason"])


def _sent_back(data: Data, _sheet: Sheet) -> Told:
    return _("Proposal sent back"), data["reason"]


def _decided(data: Data, _sheet: Sheet) -> Told:
    outcome = words.OUTCOMES.get(data["outcome"], data["outcome"])
    title = _("Signed and issued: %(outcome)s, %(number)s") % {"outcome": outcome, "number": data["number"]}
    _tone, timely = words.TIMELINESS.get(data["timeliness"] or "", (None, _("without a legal term")))
    return title, str(timely)


def _returned(_data: Data, _sheet: Sheet) -> Told:
    return _("Result returned to the filer"), ""


def _receipt_issued(_data: Data, _sheet: Sheet) -> Told:
    return _("Receipt made and signed"), ""


def _slip_issued(data: Data, _sheet: Sheet) -> Told:
    return _("“%(title)s” made and signed") % {"title": data["title"]}, ""


def _apologised(data: Data, _sheet: Sheet) -> Told:
    day = wording.moment(datetime.fromisoformat(data["promised"]))
    late = _("Later than the law wants it.") if data["late"] else ""
    return _("Apology, new date promised: %(day)s") % {"day": day}, _joined(data["reason"], late)


def _extended(data: Data, sheet: Sheet) -> Told:
    stages = {stage.key: str(stage.name) for stage in sheet.procedure.stages}
    title = _("Term extended by law: %(length)s, %(stage)s") % {
        "length": length_text(data["value"], TermUnit(data["unit"])),
        "stage": stages.get(data["stage"], data["stage"]),
    }
    return title, data["article"]


def _withdrawal_asked(data: Data, _sheet: Sheet) -> Told:
    return _("The filer asks to withdraw"), data["reason"]


def _withdrawn(_data: Data, _sheet: Sheet) -> Told:
    return _("Withdrawal confirmed"), ""


def _withdrawal_declined(data: Data, _sheet: Sheet) -> Told:
    return _("Withdrawal declined"), data["reason"]


def _stopped(data: Data, _sheet: Sheet) -> Told:
    return _("Handling stopped"), data["reason"]


def _moved(data: Data, _sheet: Sheet) -> Told:
    return _("Moved to the successor of the unit"), f"{data['from']} → {data['to']}"


def _correction_proposed(data: Data, _sheet: Sheet) -> Told:
    title = _("Correction proposed: %(what)s at %(right)s instead of %(was)s") % _correction(data)
    return title, data["reason"]


def _correction_countersigned(data: Data, _sheet: Sheet) -> Told:
    title = _("Correction countersigned: %(what)s at %(right)s instead of %(was)s") % _correction(data)
    proposed = _("proposed by %(name)s") % {"name": data["proposed_by"]}
    ends = [_moment(data[key]) for key in ("due_before", "due_after") if data[key]]
    return title, _joined(data["reason"], proposed, " → ".join(ends))


def _correction_refused(data: Data, _sheet: Sheet) -> Told:
    return _("Correction refused: %(what)s stays at %(was)s") % _correction(data), data["answer"]


def _correction(data: Data) -> dict[str, str]:
    what = str(CORRECTABLE[EntryKind(data["kind"])])
    return {"what": what, "was": _moment(data["was"]), "right": _moment(data["right"])}


def _moment(text: str) -> str:
    return wording.moment(datetime.fromisoformat(text))


def length_text(value: int, unit: TermUnit) -> Text:
    """Return a length of a term as people say it."""
    vi, one, many = _UNITS[unit]
    return Text(f"{value} {vi}", f"{value} {one if value == 1 else many}")


def _names(sheet: Sheet) -> dict[tuple[str, str], Text]:
    fields = {("field", field.key): field.label for field in sheet.procedure.fields}
    return fields | {("paper", paper.key): paper.name for paper in sheet.procedure.papers}


def _joined(*parts: str, by: str = " · ") -> str:
    return by.join(str(part) for part in parts if part)


_UNITS = {
    TermUnit.WORKING_DAYS: ("ngày làm việc", "working day", "working days"),
    TermUnit.WORKING_HOURS: ("giờ làm việc", "working hour", "working hours"),
    TermUnit.CALENDAR_DAYS: ("ngày", "calendar day", "calendar days"),
    TermUnit.CLOCK_HOURS: ("giờ", "hour", "hours"),
}
_TELL: dict[str, Callable[[Data, Sheet], Told]] = {
    "submitted": _submitted,
    "papers_added": _papers_added,
    "accepted": _accepted,
    "refused_at_reception": _refused,
    "supplement_asked": _supplement_asked,
    "supplemented": _supplemented,
    "assigned": _assigned,
    "step_finished": _step_finished,
    "event_recorded": _event_recorded,
    "noted": _noted,
    "result_proposed": _proposed,
    "sent_back": _sent_back,
    "decided": _decided,
    "returned": _returned,
    "receipt_issued": _receipt_issued,
    "slip_issued": _slip_issued,
    "apologised": _apologised,
    "extended": _extended,
    "withdrawal_asked": _withdrawal_asked,
    "withdrawn": _withdrawn,
    "withdrawal_declined": _withdrawal_declined,
    "stopped": _stopped,
    "correction_proposed": _correction_proposed,
    "correction_countersigned": _correction_countersigned,
    "correction_refused": _correction_refused,
    "moved_to_successor": _moved,
}
