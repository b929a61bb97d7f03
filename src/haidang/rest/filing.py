"""Filing over the API: the same use case as the portal's, sent once however often the request arrives."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from haidang.catalogue import api as catalogue
from haidang.clock import api as clock
from haidang.directory import api as directory
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import Filed, Filer, Filing, Sheet
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Conflict, DomainError, Invalid, Missing, Problem, Refused
from haidang.kernel.now import now
from haidang.rest.schemas import FilingIn


def file_once(*, sent: FilingIn, key: UUID, filer: Filer, by: Actor) -> Filed:
    """
    File a dossier, or return the one this key has filed already from the same body.

    An earlier dossier answers even where the same body could not be filed any more, e.g. because the procedure
    has been closed meanwhile.

    :raises Conflict: if the key was used for something else
    :raises Refused: if the procedure has been closed, with where to look for what replaced it
    """
    try:
        filed = dossiers.submit_dossier(filing=_filing(sent, key=key, filer=filer), by=by, now=now())
    except DomainError:
        earlier = dossiers.find_by_key(actor=by, key=key)
        if earlier is None:
            _tell_if_closed(sent.procedure)
            raise
        filed = earlier
    if not filed.is_new and not _is_same(filed, sent, by):
        raise Conflict(_("This key was used for another filing. Send the new filing with a new key."))
    return filed


def _tell_if_closed(procedure: str) -> None:
    day = _today()
    ended = None if catalogue.find_current(procedure, on=day) else catalogue.find_ended(procedure, before=day)
    if ended is not None and ended.valid_to is not None:
        told = {
            "name": ended.name,
            "day": f"{ended.valid_to:%d/%m/%Y}",
            "url": settings.BASE_URL + reverse("portal:procedures"),
        }
        message = _("“%(name)s” was closed after %(day)s. Look for the procedure that replaced it: %(url)s")
        raise Refused(message % told)


def _filing(sent: FilingIn, *, key: UUID, filer: Filer) -> Filing:
    day = _today()
    _know_every_answer(sent, day)
    return Filing(
        procedure=sent.procedure,
        unit=_unit(sent.unit, day),
        answers=sent.answers,
        papers=sent.papers,
        key=key,
        filer=filer,
        language=(get_language() or "vi")[:2],
    )


def _know_every_answer(sent: FilingIn, day: date) -> None:
    """Refuse a misspelt name: what a program sends must not be dropped without a word."""
    procedure = catalogue.find_current(sent.procedure, on=day)
    if procedure is not None and procedure.offered:
        unknown = sent.answers.keys() - {field.key for field in procedure.fields}
        message = _("The form has no such field; look at its spelling.")
        if unknown:
            raise Invalid([Problem(field=key, code="field_unknown", message=message) for key in sorted(unknown)])


def _unit(code: str, day: date) -> int:
    try:
        return directory.get_unit_by_code(code, on=day).id
    except Missing as missing:
        raise Invalid([Problem(field="unit", code="unit_unknown", message=str(missing))]) from missing


def _is_same(filed: Filed, sent: FilingIn, by: Actor) -> bool:
    """
    Return whether a body is the one that made a dossier.

    Compared with what the register keeps of the filing, because a supplement may have changed the dossier since.
    """
    try:
        sheet = dossiers.get_sheet(actor=by, dossier_id=filed.dossier)
    except Missing:  # filed for a business the person does not act for now
        return False
    told = sheet.history[0].data
    read = catalogue.read_answers(sheet.procedure, sent.answers, complete=True)
    return (
        sent.procedure in (sheet.procedure.id, sheet.procedure.source_id)
        and sent.unit == told["unit"]
        and not read.problems
        and dict(read.values) == told["answers"]
        and _papers(sheet) == {(paper, file) for paper, files in sent.papers.items() for file in files}
    )


def _papers(sheet: Sheet) -> set[tuple[str, UUID]]:
    return {(paper.key, paper.file) for paper in sheet.papers if paper.round == 0}


def _today() -> date:
    return now().astimezone(clock.standard_calendar().zone).date()
