"""A unit is written to about its late dossiers: prepared, signed by a leader and so sent, answered in the system."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from haidang.directory import api as directory
from haidang.documents import api as documents
from haidang.documents.contracts import StoredFile
from haidang.dossiers import api as dossiers
from haidang.follow_up import paper, rules
from haidang.follow_up.contracts import LetterState
from haidang.follow_up.letters import in_sight
from haidang.follow_up.models import Letter, LetterAbout
from haidang.kernel import once, sql
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Conflict, Invalid, Missing, Problem
from haidang.register import api as register
from haidang.register.contracts import Fact, Head, Origin

_NEXT = """
INSERT INTO follow_up_letternumber AS n (unit, year, last) VALUES (%s, %s, 1)
ON CONFLICT (unit, year) DO UPDATE SET last = n.last + 1 RETURNING last
"""


@transaction.atomic
def prepare_letter(
    *, unit_id: int, dossier_ids: Sequence[int], text: str, answer_by: date, by: Actor, now: datetime
) -> UUID:
    """
    Prepare a reminder letter about late dossiers of one unit, for a leader to sign; once.

    :raises Refused: if the actor does not supervise the unit
    :raises Invalid: if no dossier is named, one is not late or not with the unit, or the day is over
    """
    rules.may_urge(by, unit_id=unit_id).enforce()
    _check(unit_id, dossier_ids, answer_by=answer_by, by=by, now=now)
    assert by.unit is not None, "an officer serves in a unit"

    # what was signed or dropped since makes the same words a new letter
    settled = Letter.objects.filter(unit=unit_id).exclude(state=LetterState.PREPARED.value).count()
    uid = once.uid_of("letter", by.person, unit_id, text, answer_by, settled, *dossier_ids)
    if once.is_there(uid, Letter.objects.all()):
        return uid
    letter = Letter.objects.create(
        uid=uid,
        unit=unit_id,
        from_unit=by.unit,
        state=LetterState.PREPARED.value,
        text=text.strip(),
        answer_by=answer_by,
        prepared_by=by.name,
        prepared_at=now,
        origin=Origin.LIVE.value,
    )
    LetterAbout.objects.bulk_create(LetterAbout(letter=letter, dossier=each) for each in dict.fromkeys(dossier_ids))

    told = {
        "unit": directory.get_unit(unit_id).code,
        "dossiers": list(dossier_ids),
        "text": letter.text,
        "answer_by": answer_by.isoformat(),
    }
    _record(letter, Fact("letter_prepared", told), by=by, at=now)
    return letter.uid


@transaction.atomic
def drop_letter(*, uid: UUID, by: Actor, now: datetime) -> None:
    """
    Drop a letter that nobody has signed; it stays in the list as dropped.

    :raises Missing: if there is no such letter in sight
    :raises Refused: if it is signed, or the actor does not supervise the unit
    """
    letter = _locked(uid, by)
    rules.may_drop_letter(by, letter).enforce()

    letter.state = LetterState.DROPPED.value

    _record(letter, Fact("letter_dropped"), by=by, at=now)


def sign_letter(*, uid: UUID, by: Actor, now: datetime) -> str:
    """
    Give the letter its number, set and sign it, and send it to the unit; return the number.

    The paper is made outside the transaction that sends it; a number of a paper that is not sent is not given again.

    :raises Missing: if there is no such letter in sight
    :raises Refused: if the actor does not lead the unit that writes, or it was signed already
    :raises Conflict: if somebody else changed it meanwhile
    """
    letter = in_sight(by).filter(uid=uid).first()
    if letter is None:
        raise Missing(_("There is no such letter."))
    rules.may_sign_letter(by, letter, on=now.astimezone(directory.calendar_of(letter.unit).zone).date()).enforce()
    number = _next_number(letter.from_unit, now)
    about = LetterAbout.objects.filter(letter=letter).order_by("dossier").values_list("dossier", flat=True)
    secret = documents.new_secret()
    made = paper.make_letter(letter, list(about), number=number, secret=secret, by=by, now=now)
    _send(uid, made, number=number, secret=secret, seen=letter.head_seq, by=by, now=now)
    return number


@transaction.atomic
def answer_letter(*, uid: UUID, answer: str, by: Actor, now: datetime) -> None:
    """
    Answer the letter for the unit, once.

    :raises Missing: if there is no such letter in sight
    :raises Refused: if it was not sent or is answered, or the actor does not answer for the unit
    :raises Invalid: if nothing is written
    """
    letter = _locked(uid, by)
    day = now.astimezone(directory.calendar_of(letter.unit).zone).date()
    rules.may_answer_letter(by, letter, on=day).enforce()
    if not answer.strip():
        message = _("Write this: it stays in the register.")
        raise Invalid([Problem(field="answer", code="missing", message=message)])

    letter.state, letter.answer = LetterState.ANSWERED.value, answer.strip()
    letter.answered_by, letter.answered_at = by.name, now

    _record(letter, Fact("letter_answered", {"answer": letter.answer}), by=by, at=now)


@transaction.atomic
def _send(uid: UUID, made: StoredFile, *, number: str, secret: str, seen: int, by: Actor, now: datetime) -> None:
    letter = _locked(uid, by)
    if letter.head_seq != seen:
        raise Conflict(_("Somebody else signed or dropped this letter in the meantime."))
    documents.keep_for_ever(made.id)
    letter.state, letter.number, letter.file = LetterState.SENT.value, number, made.id
    letter.secret = secret
    letter.signed_by, letter.signed_at = by.name, now
    _record(letter, Fact("letter_sent", {"number": number, "sha256": made.sha256}), by=by, at=now)


@transaction.atomic
def _next_number(unit_id: int, now: datetime) -> str:
    """Return the next number and symbol of a unit's letter, e.g. 12/CHQ-ĐĐ (Decree 30/2020/NĐ-CP, appendix I)."""
    year = now.astimezone(directory.calendar_of(unit_id).zone).year
    row = sql.row(_NEXT, [unit_id, year])
    assert row is not None, "it returns the number"
    return f"{row[0]}/{directory.get_unit(unit_id).code}-ĐĐ"


def _check(unit_id: int, dossier_ids: Sequence[int], *, answer_by: date, by: Actor, now: datetime) -> None:
    found: list[Problem] = []
    if answer_by < now.astimezone(directory.calendar_of(unit_id).zone).date():
        message = _("The day by which the unit should answer is over.")
        found.append(Problem(field="answer_by", code="past", message=message))
    rows = dossiers.list_named(actor=by, dossier_ids=dossier_ids)
    late = {row.id for row in rows if row.unit == unit_id and row.due_at and row.due_at < now and not row.outcome}
    if not dossier_ids or set(dossier_ids) - late:
        message = _("A reminder letter lists late dossiers of one unit. Tick some that are late now.")
        found.append(Problem(field="dossier", code="not_late", message=message))
    if found:
        raise Invalid(found)


def _locked(uid: UUID, by: Actor) -> Letter:
    letter = in_sight(by).select_for_update().filter(uid=uid).first()
    if letter is None:
        raise Missing(_("There is no such letter."))
    return letter


def _record(letter: Letter, fact: Fact, *, by: Actor, at: datetime) -> None:
    head = Head(letter.head_seq, bytes(letter.head_hash))
    head = register.append(letter.uid, head, [fact], by=by, at=at, origin=Origin(letter.origin))
    letter.head_seq, letter.head_hash = head.seq, head.hash
    letter.save()
