"""A filer sends a dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models.base import ModelState
from django.utils.translation import gettext as _
from psycopg.errors import UniqueViolation
from psycopg.types.json import Jsonb

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Procedure
from haidang.directory import api as directory
from haidang.directory.contracts import UnitCard
from haidang.documents import api as documents
from haidang.documents.contracts import StoredFile
from haidang.dossiers import rules
from haidang.dossiers.case import Case
from haidang.dossiers.contracts import EntryKind, Filed, Filing
from haidang.dossiers.events import DossierSubmitted
from haidang.dossiers.lifecycle import Status
from haidang.dossiers.models import EMPTY_WHEN_FILED, Dossier, submission_number
from haidang.kernel import sql
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Conflict, Invalid, Missing, Problem
from haidang.kernel.events import announce
from haidang.kernel.ids import new_uid
from haidang.register import api as register
from haidang.register.contracts import Fact, Head

_FIELDS = [f.attname for f in Dossier._meta.concrete_fields]
_COLUMNS = [name for name in _FIELDS if name not in EMPTY_WHEN_FILED]
_NEXT_ID = "SELECT nextval('dossiers_dossier_id_seq')"
_INSERT = f"INSERT INTO dossiers_dossier ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * len(_COLUMNS))})"
_SENT_ONCE = "dossier_sent_once"
_EARLIER = "SELECT id, procedure, lookup_secret FROM dossiers_dossier WHERE person = %s AND idempotency_key = %s"
_EARLIER_BY_HAND = (
    "SELECT id, procedure, lookup_secret FROM dossiers_dossier WHERE person IS NULL AND idempotency_key = %s"
)
_PAPERS = """
INSERT INTO dossiers_paper (dossier_id, key, file, name, media_type, size, sha256, round, added_at)
SELECT %s, p.key, p.file, p.name, p.media_type, p.size, p.sha256, %s, %s
FROM unnest(%s::text[], %s::uuid[], %s::text[], %s::text[], %s::bigint[], %s::text[])
    AS p (key, file, name, media_type, size, sha256)
"""
_FORGET_DRAFT = "DELETE FROM dossiers_draft WHERE uid = %s AND person = %s"


def submit_dossier(*, filing: Filing, by: Actor, now: datetime) -> Filed:
    """
    File a dossier once, however often it is sent: the same key gives the same dossier.

    Gives the submission number and the secret of the public look-up at once; the reception clock starts
    (Decree 45/2020 art. 11), outside office time at the next opening.

    :raises Missing: if there is no such procedure or unit
    :raises Refused: if the procedure cannot be filed here today, with the way out
    :raises Invalid: naming each field and paper that is missing or cannot be used
    :raises Conflict: if the key was used for another procedure
    """
    unit, procedure, day = find_place(filing, at=now)
    rules.may_submit(by, procedure, unit, day).enforce()
    return file_dossier(procedure, filing, by=by, now=now)


def find_place(filing: Filing, *, at: datetime) -> tuple[UnitCard, Procedure, datetime]:
    """
    Return the unit, the procedure in force, and the moment in the unit's zone.

    :raises Missing: if there is no such unit or procedure
    """
    unit = directory.get_unit(filing.unit)
    day = at.astimezone(directory.calendar_of(unit.id).zone)
    procedure = catalogue.find_current(filing.procedure, on=day.date())
    if procedure is None:
        raise Missing(_("There is no such procedure."))
    return unit, procedure, day


def file_dossier(
    procedure: Procedure, filing: Filing, *, by: Actor, now: datetime, told: Mapping[str, Any] | None = None
) -> Filed:
    """
    Store what a rule has let pass, once; `told` is what the register says besides of how it came in.

    :raises Invalid: naming each field and paper that is missing or cannot be used
    :raises Conflict: if the key was used for another procedure
    """
    with sql.along(_NEXT_ID) as made:  # before it is stored: what belongs to it names it in the same round trip
        answers, files = read_filing(procedure, filing, by)
    dossier = _new_dossier(made.row[0], procedure, filing, answers, by=by, now=now)
    case = Case.of(dossier, [], before=None)
    case.enter(EntryKind.SUBMITTED, at=now)
    case.settle()
    facts = _facts(procedure, case, files, told or {})
    try:
        with sql.change():
            head = register.append(dossier.uid, Head(), facts, by=by, at=now, origin=filing.origin)
            dossier.head_seq, dossier.head_hash = head.seq, head.hash
            _insert(dossier)
            add_papers(dossier.pk, files, supplement_round=0, now=now)
            case.write_ledger()
            if filing.from_draft:
                sql.write(_FORGET_DRAFT, [filing.key, by.person])
            case.tell_figures(at=now, flows=("received",))
            announce(DossierSubmitted.of(dossier, at=now, secret=dossier.lookup_secret))
    except UniqueViolation as error:
        if error.diag.constraint_name != _SENT_ONCE:
            raise
        filed = _earlier(filing, by)
        if filing.from_draft:
            sql.write(_FORGET_DRAFT, [filing.key, by.person])
        return filed
    return Filed(dossier=dossier.pk, number=dossier.submission_number, secret=dossier.lookup_secret, is_new=True)


def _facts(
    procedure: Procedure, case: Case, files: Sequence[tuple[str, StoredFile]], told: Mapping[str, Any]
) -> list[Fact]:
    """Return what the register keeps of a filing for ever."""
    filed = {
        "procedure": procedure.id,
        "sha256": procedure.sha256,
        "unit": case.unit.code,
        "channel": case.dossier.channel,
        "answers": case.dossier.answers,
        **told,
    }
    papers = [{"key": key, "name": f.name, "sha256": f.sha256} for key, f in files]
    return [Fact("submitted", filed), Fact("papers_added", {"papers": papers})]


def read_filing(
    procedure: Procedure, filing: Filing, by: Actor
) -> tuple[Mapping[str, Any], list[tuple[str, StoredFile]]]:
    """
    Return the answers and the files of a filing, ready to store.

    :raises Invalid: naming each field and paper that is missing or cannot be used
    """
    read = catalogue.read_answers(procedure, filing.answers, complete=True)
    files, problems = find_papers(filing.papers, by)
    given = {key for key, _file in files}
    for paper, is_needed in catalogue.papers_needed(procedure, read.values):
        if is_needed and paper.key not in given:
            message = _("Attach “%(paper)s”.") % {"paper": paper.name}
            problems.append(Problem(field=f"paper.{paper.key}", code="paper_missing", message=message))
    known = {paper.key for paper in procedure.papers}
    for key in sorted(given - known):
        problems.append(
            Problem(
                field=f"paper.{key}",
                code="paper_unknown",
                message=_("This procedure does not ask for this paper."),
            )
        )
    if read.problems or problems:
        raise Invalid([*read.problems, *problems])
    return read.values, files


def find_papers(papers: Mapping[str, Sequence[UUID]], by: Actor) -> tuple[list[tuple[str, StoredFile]], list[Problem]]:
    """Return the actor's own uploaded files by paper key; a file of somebody else counts as not there."""
    wanted = [(key, file_id) for key, ids in papers.items() for file_id in ids]
    known = {f.id: f for f in documents.get_files([file_id for _key, file_id in wanted]) if f.uploaded_by == by.person}
    found, problems = [], []
    for key, file_id in wanted:
        if file := known.get(file_id):
            found.append((key, file))
        else:
            message = _("This file is no longer there. Attach it again.")
            problems.append(Problem(field=f"paper.{key}", code="file_missing", message=message))
    return found, problems


def add_papers(
    dossier_id: int, files: Sequence[tuple[str, StoredFile]], *, supplement_round: int, now: datetime
) -> None:
    """Store which files were handed in for which paper, in one statement."""
    if files:
        rows = [(key, f.id, f.name, f.media_type, f.size, f.sha256) for key, f in files]
        sql.write(_PAPERS, [dossier_id, supplement_round, now, *map(sql.array, zip(*rows, strict=True))])


def _new_dossier(
    dossier_id: int, procedure: Procedure, filing: Filing, answers: Mapping[str, Any], *, by: Actor, now: datetime
) -> Dossier:
    assert by.person is not None, "only a person with an account files or enters"
    by_hand = filing.by_hand
    told: dict[str, Any] = {
        "id": dossier_id,
        "uid": new_uid(),
        "lookup_secret": documents.new_secret(),
        "idempotency_key": filing.key,
        "version": procedure.version,
        "procedure": procedure.id,
        "rule_pack": catalogue.rule_pack_on(now.astimezone(directory.calendar_of(filing.unit).zone).date()).id,
        "unit": filing.unit,
        "channel": filing.channel,
        "channel_rank": 0 if filing.channel == "online" else 1,
        "origin": filing.origin.value,
        "person": None if by_hand else by.person,
        "business": by_hand.followed_by if by_hand else by.on_behalf_of,
        "filer_name": filing.filer.name,
        "filer_tax_code": filing.filer.tax_code,
        "filer_email": filing.filer.email,
        "filer_phone": filing.filer.phone,
        "filer_address": filing.filer.address,
        "language": filing.language,
        "status": Status.SUBMITTED.value,
        "submitted_at": now,
        "queued_at": now,
        "answers": answers,
    }
    # a copy of an empty one: the model's own way through forty columns costs several times as much
    dossier = Dossier.__new__(Dossier)
    vars(dossier).update(_blank() | told, _state=ModelState())
    return dossier


@cache
def _blank() -> dict[str, Any]:
    """Return what each column of a new dossier holds before anything is told."""
    blank = Dossier()
    return {name: getattr(blank, name) for name in _FIELDS}


def _insert(dossier: Dossier) -> None:
    values = [getattr(dossier, name) for name in _COLUMNS]
    values[_ANSWERS] = Jsonb(dossier.answers)
    sql.write(_INSERT, values)


_ANSWERS = _COLUMNS.index("answers")


def _earlier(filing: Filing, by: Actor) -> Filed:
    row = sql.row(_EARLIER_BY_HAND, [filing.key]) if filing.by_hand else sql.row(_EARLIER, [by.person, filing.key])
    assert row is not None, "the conflicting row is committed"
    dossier_id, procedure, secret = row
    if procedure != filing.procedure:
        raise Conflict(_("This key was used for another filing. Send the new filing with a new key."))
    return Filed(dossier=dossier_id, number=submission_number(dossier_id), secret=secret, is_new=False)
