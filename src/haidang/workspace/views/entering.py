"""Entering what came on paper: a new dossier, and an answer to a request for supplements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Procedure
from haidang.directory import api as directory
from haidang.directory.contracts import Duty, UnitCard
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import Sheet, Typed
from haidang.kernel.errors import Conflict, DomainError, Invalid, Missing, Problem, Refused
from haidang.kernel.ids import new_uid
from haidang.kernel.now import now
from haidang.look import wording
from haidang.look.attaching import PaperBox, box, files_by_paper, removal, take
from haidang.look.supplements import asked_for, fields_asked, keys_asked
from haidang.look.typed import answers, sections, sent
from haidang.workspace.access import OfficerRequest, officers_only
from haidang.workspace.by_hand import (
    DRAWN,
    FilerForm,
    Files,
    filing_of,
    handed_in,
    prefilled,
)
from haidang.workspace.gone import gone
from haidang.workspace.place import Place
from haidang.workspace.signed_out import TYPIST, as_sent, kept_when_signed_out, sign_typist, typed_into
from haidang.workspace.versions import find_drawn, list_enterable, no_longer_asked, version_for


@dataclass(kw_only=True)
class Desk:
    """
    A filing on paper while it is typed in; `adding` is the table that gets one more row.

    `drawn` is the version the page was drawn with; it is drawn anew where the moment handed in asks for another.
    """

    procedure: Procedure
    drawn: Procedure
    unit: UnitCard
    key: UUID
    form: FilerForm
    values: Mapping[str, Any]
    files: Files
    adding: str = ""
    problems: list[Problem] = field(default_factory=list)
    dropped: Sequence[str] = ()
    is_restored: bool = False

    @property
    def is_other_version(self) -> bool:
        """Whether the page has to be looked at again: its questions and papers are those of another version."""
        return self.procedure.version != self.drawn.version


@officers_only
@require_safe
def choose(request: OfficerRequest) -> HttpResponse:
    """Ask which procedure the papers are for, among those this unit handles."""
    unit, query = _receiving_unit(request), request.GET.get("thu-tuc", "").strip()
    cards = list_enterable(query, calendar=directory.calendar_of(unit.id), now=now())
    found = [card for card in cards if card.offered and card.tier == unit.tier]
    context = {"unit": unit, "query": query, "found": found, "listing": _place(unit)}
    return render(request, "workspace/choose_procedure.html", context)


@officers_only
@require_safe
def begin(request: OfficerRequest, procedure_id: str) -> HttpResponse:
    """Give the filing its key: whatever is sent under it, however often, becomes one dossier."""
    return redirect("workspace:enter", procedure_id, new_uid())


@login_not_required
@kept_when_signed_out
@officers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: OfficerRequest, procedure_id: str, key: UUID) -> HttpResponse:
    """Type in who came, the form and the scans; what was typed and sent stays when something is wrong."""
    desk = _read(request, procedure_id, key)
    if request.method != "POST":
        return _page(request, desk)
    desk.problems += _keep(request, key, desk.files, {paper.key for paper in desk.procedure.papers})
    if request.htmx:
        return _one_paper(request, _boxes(desk), desk.problems)
    if desk.problems or desk.is_other_version or request.POST.get("go") != "send":
        desk.adding = request.POST.get("add_row", "")
        desk.form.fill_in()
        desk.values = prefilled(desk.procedure, desk.values, desk.form)
        return _page(request, desk)
    return _send(request, desk)


@login_not_required
@kept_when_signed_out
@officers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: OfficerRequest, dossier_id: int) -> HttpResponse:
    """Type in the answer to a request for supplements that came on paper."""
    sheet = dossiers.get_sheet(actor=request.actor, dossier_id=dossier_id)
    if request.method == "POST" and not request.htmx and not sheet.may["supplement"]:
        return _no_longer(request, sheet, Refused(str(sheet.may["supplement"].refusal)))
    sheet.may["supplement"].enforce()
    key = _key_of_round(sheet)
    kept = dossiers.find_typed(actor=request.actor, key=key)
    files = _files(kept)
    if request.method != "POST":
        typed = answers(fields_asked(sheet), kept.typed) if kept else {}
        return _supplement_page(request, sheet, typed or sheet.answers, files, [], is_restored=bool(typed or files))
    values = answers(fields_asked(sheet), sent(request.POST))
    problems = _keep(request, key, files, keys_asked(sheet, "paper"))
    if request.htmx:
        return _one_paper(request, [each.box for each in asked_for(sheet, files, problems) if each.box], problems)
    if problems or request.POST.get("go") != "send":
        return _supplement_page(request, sheet, values, files, problems)
    try:
        dossiers.supplement_dossier(
            dossier_id=dossier_id, answers=values, papers=files, by=request.actor, now=now(), seen=sheet.seen
        )
    except Invalid as invalid:
        return _supplement_page(request, sheet, values, files, list(invalid.problems))
    except (Conflict, Refused) as error:
        return _no_longer(request, sheet, error)
    dossiers.forget_typed(key=key, by=request.actor)
    messages.success(request, _("The supplement is entered; the dossier goes on."))
    return redirect("workspace:dossier", dossier_id)


def _key_of_round(sheet: Sheet) -> UUID:
    """Return under which key an answer is kept: what was begun for one request never answers the next."""
    asked = sheet.open_supplement
    return uuid5(sheet.uid, str(asked.round if asked else 0))


def _no_longer(request: OfficerRequest, sheet: Sheet, error: DomainError) -> HttpResponse:
    """Show what was typed of a supplement that the dossier does not wait for any more."""
    fields = {field.key: field for field in sheet.procedure.fields}
    typed = answers(list(fields.values()), sent(request.POST))
    written = [(fields[name.partition(".")[0]].label, str(value)) for name, value in typed.items() if value]
    return gone(request, error, written, back=reverse("workspace:dossier", args=[sheet.id]))


def _send(request: OfficerRequest, desk: Desk) -> HttpResponse:
    if not desk.form.is_valid():
        read = catalogue.read_answers(desk.procedure, desk.values, complete=True)
        desk.problems = [*desk.form.problems(), *read.problems]
        return _page(request, desk)
    filing = filing_of(
        desk.procedure, unit=desk.unit.id, key=desk.key, form=desk.form, values=desk.values, files=desk.files
    )
    try:
        filed = dossiers.enter_dossier(filing=filing, by=request.actor, now=now())
    except Invalid as invalid:
        desk.form.put(invalid.problems)
        desk.problems = list(invalid.problems)
        return _page(request, desk)
    except Refused as refused:
        desk.problems = [Problem(field="", code="refused", message=refused.message)]
        return _page(request, desk, status=403)
    dossiers.forget_typed(key=desk.key, by=request.actor)
    moment = wording.moment(desk.form.cleaned_data["handed_in"])
    told = _("Entered as %(number)s, handed in at %(moment)s. Check it, then accept it: the receipt is made at once.")
    messages.success(request, told % {"number": filed.number, "moment": moment})
    return redirect("workspace:dossier", filed.dossier)


def _read(request: OfficerRequest, procedure_id: str, key: UUID) -> Desk:
    """
    Return what has been typed so far.

    :raises Refused: if the officer does not receive dossiers
    :raises Missing: if there is no such procedure that could be entered today
    """
    unit, moment = _receiving_unit(request), now()
    kept = dossiers.find_typed(actor=request.actor, key=key)
    data = request.POST if request.method == "POST" else as_sent(kept.typed if kept else {})
    calendar, typed = directory.calendar_of(unit.id), sent(data)
    drawn = find_drawn(procedure_id, data.get(DRAWN, request.GET.get(DRAWN, "")))
    procedure = version_for(
        procedure_id, handed_in=handed_in(data, calendar), drawn=drawn, calendar=calendar, now=moment
    )
    if procedure is None:
        raise Missing(_("There is no such procedure, or it is no longer in force."))
    form, files = FilerForm(data or None, procedure=procedure, calendar=calendar, now=moment), _files(kept)
    return Desk(
        procedure=procedure,
        drawn=drawn or procedure,
        dropped=no_longer_asked(drawn, procedure, typed, {*files, *request.FILES}) if drawn else (),
        unit=unit,
        key=key,
        form=form,
        values=prefilled(procedure, answers(procedure.fields, typed), form) if data else {},
        files=files,
        is_restored=bool(data) and request.method != "POST",
    )


def _receiving_unit(request: OfficerRequest) -> UnitCard:
    unit = request.actor.unit
    if unit is None or not request.actor.has(Duty.RECEIVE, unit=unit):
        raise Refused(_("Only a receiving officer of this unit may do this."))
    return directory.get_unit(unit)


def _files(kept: Typed | None) -> Files:
    """Return the scans sent so far, ready to be added to."""
    return {paper: list(ids) for paper, ids in kept.papers.items()} if kept else {}


def _keep(request: OfficerRequest, key: UUID, files: Files, known: set[str]) -> list[Problem]:
    """Take in what was sent, drop what was to go, and keep all of it until everything is complete."""
    dropped = removal(request.POST)
    if dropped and dropped[1] in files.get(dropped[0], ()):
        files[dropped[0]].remove(dropped[1])
    taken, problems = take(request.FILES, files, known, by=request.actor, now=now())
    for paper, ids in taken.items():
        files.setdefault(paper, []).extend(ids)
    typed = None if request.htmx else typed_into(request.POST)  # a live upload sends the file alone
    dossiers.keep_typed(key=key, typed=typed, papers=files, by=request.actor, now=now())
    return problems


def _boxes(desk: Desk) -> list[PaperBox]:
    attached = files_by_paper(desk.files)
    read = catalogue.read_answers(desk.procedure, desk.values, complete=True)
    return [
        box(paper, attached.get(paper.key, []), desk.problems, required=is_needed)
        for paper, is_needed in catalogue.papers_needed(desk.procedure, read.values)
    ]


def _one_paper(request: OfficerRequest, boxes: Sequence[PaperBox], problems: Sequence[Problem]) -> HttpResponse:
    """Answer a live upload with its control alone, drawn anew."""
    drawn = next((each for each in boxes if each.name in request.FILES), None)
    context = {"box": drawn, "upload_url": request.get_full_path()}
    return render(request, "workspace/parts/paper.html", context, status=422 if problems else 200)


def _page(request: OfficerRequest, desk: Desk, *, status: int = 422) -> HttpResponse:
    context = {
        "desk": desk,
        "procedure": desk.procedure,
        "unit": desk.unit,
        "form": desk.form,
        "sections": sections(desk.procedure.fields),
        "asked": {each.key for each in catalogue.asked_fields(desk.procedure, desk.values)},
        "drawn_name": DRAWN,
        "typist_name": TYPIST,
        "typist": sign_typist(request.actor, desk.key),
        "upload_url": f"{request.path}?{DRAWN}={desk.procedure.version}",
        "values": desk.values,
        "adding": desk.adding,
        "boxes": _boxes(desk),
        "problems": desk.problems,
        "listing": _place(desk.unit),
    }
    is_wrong = desk.problems or desk.is_other_version
    return render(request, "workspace/enter.html", context, status=status if is_wrong else 200)


def _supplement_page(
    request: OfficerRequest,
    sheet: Sheet,
    values: Mapping[str, Any],
    files: Files,
    problems: list[Problem],
    *,
    is_restored: bool = False,
) -> HttpResponse:
    context = {
        "is_restored": is_restored,
        "typist_name": TYPIST,
        "typist": sign_typist(request.actor, _key_of_round(sheet)),
        "sheet": sheet,
        "asked": asked_for(sheet, files, problems),
        "upload_url": request.path,
        "values": values,
        "problems": problems,
        "listing": _place(sheet.unit),
    }
    return render(request, "workspace/supplement.html", context, status=422 if problems else 200)


def _place(unit: UnitCard) -> dict[str, Any]:
    """Return what the search box in the head needs of a queue."""
    return {"place": Place(unit=unit.id), "unit": unit}
