"""Everything of one dossier as the officer's one screen shows it: what to decide, and what is needed to decide it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Act as Desk
from haidang.catalogue.contracts import Field, PaperNeeded
from haidang.directory import api as directory
from haidang.dossiers.contracts import FINAL, LABEL, PaperSheet, Sheet, StageState, Status, SupplementItem
from haidang.kernel.actor import Capacity
from haidang.kernel.verdict import Verdict
from haidang.look import clocks, files
from haidang.look.parts import Clock, Event, Tone
from haidang.workspace import acts, history
from haidang.workspace import wording as words
from haidang.workspace.acts import Act
from haidang.workspace.place import Place

if TYPE_CHECKING:
    from haidang.look.parts import Words

_TONES = {
    Status.SUBMITTED: Tone.INFO,
    Status.ACCEPTED: Tone.INFO,
    Status.IN_PROCESS: Tone.INFO,
    Status.DECIDED: Tone.INFO,
    Status.RETURNED: Tone.OK,
    Status.REFUSED_AT_RECEPTION: Tone.QUIET,
    Status.WITHDRAWN: Tone.QUIET,
    Status.STOPPED: Tone.QUIET,
    Status.WITHDRAWAL_ASKED: Tone.WARNING,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """One act as a button: where it leads, or why it is refused."""

    word: Words
    url: str
    may: Verdict
    style: str
    key: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One field of the form with its answer; `before` is what stood there until a supplement changed it."""

    field: Field
    value: str
    before: str | None
    asked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Fields that stand together on the form."""

    title: Words
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One file handed in for a paper."""

    paper: PaperSheet
    url: str
    preview: str
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One paper of the list: needed or not, what was handed in, what is asked for."""

    paper: PaperNeeded
    tone: Tone
    files: tuple[Given, ...]
    asked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierDesk:
    """The screen of one dossier."""

    sheet: Sheet
    place: Place
    clock: Clock | None
    step_clock: Clock | None
    status: Words
    tone: Tone
    timeliness: tuple[Tone, Words] | None
    officer: str
    channel: Words
    entered_by: str
    buttons: tuple[Button, ...]
    others: tuple[Button, ...]
    refused: tuple[tuple[Act, Verdict], ...]
    sections: tuple[Section, ...]
    papers: tuple[Line, ...]
    shown: Given | None
    stages: tuple[StageState, ...]
    events: tuple[Event, ...]
    waits_for: str
    word: Words
    first: Act | None

    @property
    def url(self) -> str:
        """The address of this screen without an act."""
        return self.place.url_of(self.sheet.id)

    @property
    def number(self) -> str:
        """The dossier code, or the submission number until there is one."""
        return self.sheet.code or self.sheet.number

    @property
    def blocked(self) -> list[tuple[str, list[Button]]]:
        """The acts of the situation that are refused, those with the same reason together."""
        reasons: dict[str, list[Button]] = {}
        for button in self.buttons:
            if not button.may and not button.is_open:
                reasons.setdefault(str(button.may.refusal), []).append(button)
        return list(reasons.items())

    @property
    def missing(self) -> int:
        """How many papers are needed and not there."""
        return sum(line.tone is Tone.LATE for line in self.papers)


def read_desk(
    sheet: Sheet, place: Place, *, now: datetime, open_act: Act | None = None, shown: str = ""
) -> DossierDesk:
    """Return the screen of a dossier; `open_act` is the act whose form is open, `shown` the file to look at."""
    papers, calendar = _papers(sheet, place), directory.calendar_of(sheet.unit.id)
    return DossierDesk(
        sheet=sheet,
        place=place,
        clock=clocks.of_sheet(sheet, now=now, calendar=calendar),
        step_clock=clocks.of_step(sheet.clock.step, now=now, calendar=calendar) if sheet.clock.step else None,
        status=LABEL[sheet.status],
        tone=_TONES.get(sheet.status, Tone.WAIT),
        timeliness=words.TIMELINESS.get(sheet.timeliness or ""),
        officer=_officer(sheet),
        channel=words.CHANNELS[sheet.channel],
        entered_by=sheet.history[0].name if sheet.history[0].capacity == Capacity.OFFICER else "",
        buttons=tuple(_button(act, sheet, place, open_act) for act in acts.of_situation(sheet)),
        others=tuple(_button(act, sheet, place, open_act) for act in acts.others(sheet)),
        refused=tuple(acts.impossible(sheet)),
        sections=tuple(_sections(sheet)),
        papers=papers,
        shown=_shown(papers, shown),
        stages=sheet.clock.stages,
        events=tuple(history.tell(sheet)),
        waits_for=_waits_for(sheet),
        word=_word(open_act, sheet) if open_act else "",
        first=first_act(sheet),
    )


def first_act(sheet: Sheet) -> Act | None:
    """Return the one next action, where it is this officer's to take."""
    return next((act for act in acts.of_situation(sheet) if act.style == "is-next" and act.verdict(sheet)), None)


def _button(act: Act, sheet: Sheet, place: Place, open_act: Act | None) -> Button:
    return Button(
        word=_word(act, sheet),
        url=reverse(f"workspace:{act.name}", args=[sheet.id]) + place.query,
        may=act.verdict(sheet),
        style="is-danger" if act.style == "is-danger" else "",
        key=act.key,
        is_open=act is open_act,
    )


def _word(act: Act, sheet: Sheet) -> Words:
    """Return what the button says; at a desk that is no step of handling only events are recorded."""
    is_event = act.name == "work" and sheet.step is not None and sheet.step.act is not Desk.WORK
    return _("Record an event") if is_event else act.word


def _officer(sheet: Sheet) -> str:
    """Return the name of the handling officer, as it was told when the dossier was assigned."""
    told = [entry.data["name"] for entry in sheet.history if entry.event == "assigned"]
    return told[-1] if told and sheet.officer is not None else ""


def _waits_for(sheet: Sheet) -> str:
    """Return whose turn it is, in a sentence for an officer who has nothing to do here."""
    if sheet.status in FINAL:
        return _("This dossier is closed. Nothing is left to do.")
    if sheet.open_supplement:
        return _("Waiting for the filer to answer the request for supplements.")
    if sheet.status is Status.DECIDED:
        return _("Waiting for the officer who issues results.")
    if sheet.status is Status.IN_PROCESS and sheet.step:
        return _("It is at the step: %(step)s.") % {"step": sheet.step.name}
    return _("Waiting for: %(status)s.") % {"status": LABEL[sheet.status]}


def _sections(sheet: Sheet) -> list[Section]:
    changed = _changed(sheet)
    asked = _asked(sheet, "field")
    sections: list[tuple[Words, list[Answer]]] = []
    for field in sheet.procedure.fields:
        value = catalogue.show_value(field, sheet.answers.get(field.key))
        before = catalogue.show_value(field, changed[field.key]) if field.key in changed else None
        answer = Answer(field=field, value=value, before=before, asked=asked.get(field.key, ""))
        if field.when and not (value or answer.asked or before is not None):
            continue  # the filer was not asked for it
        title = field.section or ""
        if not sections or str(sections[-1][0]) != str(title):
            sections.append((title, []))
        sections[-1][1].append(answer)
    return [Section(title=title, answers=tuple(answers)) for title, answers in sections]


def _changed(sheet: Sheet) -> dict[str, Any]:
    """Return, by field, what the latest supplement replaced."""
    before: dict[str, Any] = {}
    for entry in sheet.history:
        if entry.event == "supplemented":
            before |= {key: entry.data["before"].get(key) for key in entry.data["answers"]}
    return before


def _asked(sheet: Sheet, kind: str) -> dict[str, str]:
    """Return what the open request asks for, with its notes."""
    items: Sequence[SupplementItem] = sheet.open_supplement.items if sheet.open_supplement else ()
    return {item.key: item.note or _("to be completed") for item in items if item.kind == kind}


def _papers(sheet: Sheet, place: Place) -> tuple[Line, ...]:
    asked = _asked(sheet, "paper")
    return tuple(
        Line(
            paper=paper,
            tone=_tone(paper, sheet, is_needed=is_needed, is_asked=paper.key in asked),
            files=tuple(_given(each, sheet, place) for each in reversed(sheet.papers) if each.key == paper.key),
            asked=asked.get(paper.key, ""),
        )
        for paper, is_needed in sheet.papers_needed
    )


def _tone(paper: PaperNeeded, sheet: Sheet, *, is_needed: bool, is_asked: bool) -> Tone:
    if is_asked:
        return Tone.WAIT
    if any(each.key == paper.key for each in sheet.papers):
        return Tone.OK
    return Tone.LATE if is_needed else Tone.QUIET


def _given(paper: PaperSheet, sheet: Sheet, place: Place) -> Given:
    page = place.url_of(sheet.id)
    return Given(
        paper=paper,
        url=reverse("workspace:document", args=[sheet.id, paper.file]),
        preview=f"{page}{'&' if '?' in page else '?'}tep={paper.file}#giay-to",
        is_shown=files.can_be_shown(paper.media_type),
    )


def _shown(papers: Sequence[Line], file_id: str) -> Given | None:
    """Return the file that is asked for, where a browser can show it."""
    given = [each for line in papers for each in line.files if each.is_shown]
    try:
        wanted = UUID(file_id)
    except ValueError:
        return None
    return next((each for each in given if each.paper.file == wanted), None)
