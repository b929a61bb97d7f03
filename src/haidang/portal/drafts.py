"""A draft with all that its screens show: the procedure in force, the unit, what is still missing, the three tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from haidang.accounts import api as accounts
from haidang.accounts.contracts import BusinessCard, Person
from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Answers, PaperNeeded, Procedure
from haidang.directory import api as directory
from haidang.directory.contracts import UnitCard
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import DraftSheet, Filer, Filing
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Conflict, Problem, Refused
from haidang.look.parts import Progress, Task
from haidang.portal.requests import acting_for, person_of, today

_TRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDraft:
    """A draft ready to be worked on; `successor` is there where its unit has been closed."""

    sheet: DraftSheet
    procedure: Procedure
    is_closed: bool
    unit: UnitCard | None
    successor: UnitCard | None

    @property
    def uid(self) -> UUID:
        """The key of the draft, and of the filing it becomes."""
        return self.sheet.uid

    def read(self) -> Answers:
        """Return the answers as they would be filed, and what is wrong with them."""
        return catalogue.read_answers(self.procedure, self.sheet.answers, complete=True)

    def papers_needed(self) -> list[tuple[PaperNeeded, bool]]:
        """Return every paper, and whether the answers make it needed."""
        return catalogue.papers_needed(self.procedure, self.read().values)

    def missing_papers(self) -> list[Problem]:
        """Return a problem for each paper that is needed and not attached."""
        return [
            Problem(
                field=f"paper.{paper.key}",
                code="paper_missing",
                message=_("Attach “%(paper)s”.") % {"paper": paper.name},
            )
            for paper, is_needed in self.papers_needed()
            if is_needed and not self.sheet.papers.get(paper.key)
        ]


def open_draft(actor: Actor, uid: UUID, *, hold: bool = False) -> OpenDraft:
    """
    Return a draft of the actor's own, held until the transaction ends if it is about to be filed.

    :raises Missing: if there is none
    """
    sheet, day = dossiers.get_draft(actor=actor, uid=uid, hold=hold), today()
    current = catalogue.find_current(sheet.procedure, on=day)
    unit = directory.get_unit(sheet.unit) if sheet.unit is not None else None
    is_gone = unit is not None and not unit.exists_on(day)
    return OpenDraft(
        sheet=sheet,
        procedure=current or catalogue.get_procedure(sheet.version),
        is_closed=current is None or not current.offered,
        unit=unit,
        successor=directory.successor_on(unit.id, day) if unit and is_gone else None,
    )


def tasks(opened: OpenDraft, *, here: str) -> list[Task]:
    """Return the three tasks of a filing with where each stands; `here` is the one being done."""
    is_filled, has_papers = not opened.read().problems, not opened.missing_papers()
    stands = {
        "draft": (_("Fill in the form"), is_filled),
        "papers": (_("Attach the papers"), has_papers and bool(is_filled or opened.sheet.papers)),
        "check": (_("Check and send"), False),
    }
    return [
        Task(
            title=title,
            progress=Progress.NOW if name == here else Progress.DONE if is_done else Progress.TO_COME,
            url="" if name == here else reverse(f"portal:{name}", args=[opened.uid]),
        )
        for name, (title, is_done) in stands.items()
    ]


def change_papers(actor: Actor, uid: UUID, now: datetime, *, key: str, add: Sequence[UUID], drop: UUID | None) -> None:
    """
    Add and drop files of one paper; two uploads at once both stay.

    :raises Missing: if there is no such draft
    """
    for attempt in range(_TRIES):
        sheet = dossiers.get_draft(actor=actor, uid=uid)
        kept = [each for each in sheet.papers.get(key, ()) if each != drop]
        papers = {**sheet.papers, key: [*kept, *add]}
        try:
            dossiers.save_draft(uid=uid, papers=papers, revision=sheet.revision, by=actor, now=now)
        except Conflict:
            if attempt == _TRIES - 1:
                raise
        else:
            return


def filing_of(opened: OpenDraft, actor: Actor, language: str) -> tuple[Filing, Actor]:
    """
    Return the draft as it is filed, and the actor acting for the business it was begun for.

    :raises Refused: if the person may no longer act for that business, or no unit is chosen
    """
    if opened.sheet.unit is None:
        raise Refused(_("Choose the customs unit first."))
    person, business = _filer(opened, actor)
    filing = Filing(
        procedure=opened.sheet.procedure,
        unit=opened.sheet.unit,
        answers=opened.sheet.answers,
        papers=opened.sheet.papers,
        key=opened.uid,
        from_draft=True,
        filer=_copied(person, business),
        language=language,
    )
    return filing, acting_for(actor, business)


def _filer(opened: OpenDraft, actor: Actor) -> tuple[Person, BusinessCard | None]:
    wanted = opened.sheet.business
    person, business = accounts.get_filer(person_id=person_of(actor), business_id=wanted or 0)
    if wanted is not None and (business is None or business.id != wanted):
        raise Refused(
            _("You may no longer act for the business this draft was begun for. Ask its owner to confirm you.")
        )
    return person, business


def filer_name(opened: OpenDraft, actor: Actor) -> str:
    """Return for whom the draft is filed."""
    person, business = _filer(opened, actor)
    return f"{business.name} ({business.tax_code})" if business else person.full_name


def _copied(person: Person, business: BusinessCard | None) -> Filer:
    if business is None:
        return Filer(name=person.full_name, email=person.email, phone=person.phone)
    return Filer(
        name=business.name,
        tax_code=business.tax_code,
        email=person.email,
        phone=business.phone or person.phone,
        address=business.address,
    )
