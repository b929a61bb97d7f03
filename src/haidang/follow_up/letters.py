"""Reading reminder letters: the register of instructions and what came of them. The row filter is inside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from haidang.directory import api as directory
from haidang.documents import api as documents
from haidang.documents.contracts import StoredFile
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import FINAL
from haidang.follow_up import rules
from haidang.follow_up.contracts import AuthenticLetter, LetterCard, LetterState
from haidang.follow_up.models import Letter, LetterAbout
from haidang.kernel.actor import Actor, Capacity
from haidang.kernel.errors import Missing
from haidang.register import api as register

_SENT = [LetterState.SENT.value, LetterState.ANSWERED.value]


def get_letter(*, actor: Actor, uid: UUID, on: date) -> LetterCard:
    """
    Return one letter, with what the actor may do about it on that day.

    :raises Missing: if there is none in sight
    """
    row = in_sight(actor).filter(uid=uid).first()
    if row is None:
        raise Missing(_("There is no such letter."))
    may = {
        "sign": rules.may_sign_letter(actor, row, on=on),
        "drop": rules.may_drop_letter(actor, row),
        "answer": rules.may_answer_letter(actor, row, on=on),
    }
    return replace(_cards(actor, [row])[0], may=may)


def list_letters(
    *, actor: Actor, state: LetterState | None = None, page: int = 1, size: int = 50
) -> tuple[list[LetterCard], int]:
    """Return a page of the letters in sight, of one state or all, the newest first, and how many there are."""
    rows, skip = in_sight(actor).filter(**({"state": state.value} if state else {})), (max(page, 1) - 1) * size
    return _cards(actor, rows.order_by("-prepared_at", "-pk")[skip : skip + size]), rows.count()


def count_letters(*, actor: Actor) -> dict[LetterState, int]:
    """Return how many letters in sight there are of each state."""
    rows = in_sight(actor).values_list("state").annotate(found=Count("pk")).order_by("state")
    return dict.fromkeys(LetterState, 0) | {LetterState(state): found for state, found in rows}


def list_answered_letters(*, actor: Actor, since: datetime, size: int = 50) -> tuple[list[LetterCard], int]:
    """Return the letters in sight that units answered since a moment, the newest first, and how many there are."""
    rows = in_sight(actor).filter(answered_at__gte=since)
    return _cards(actor, rows.order_by("-answered_at", "pk")[:size]), rows.count()


def list_unanswered(*, actor: Actor, unit_ids: Iterable[int], size: int = 50) -> tuple[list[LetterCard], int]:
    """Return letters to units in sight that nobody has answered, the next due first, and how many there are."""
    rows = in_sight(actor).filter(state=LetterState.SENT.value, unit__in=list(unit_ids))
    return _cards(actor, rows.order_by("answer_by", "pk")[:size]), rows.count()


def open_letter(*, actor: Actor, uid: UUID) -> StoredFile:
    """
    Return the signed paper of a letter.

    :raises Missing: if there is none in sight, or it is not signed yet
    """
    row = in_sight(actor).filter(uid=uid, file__isnull=False).first()
    if row is None or row.file is None:
        raise Missing(_("There is no such letter."))
    return documents.get_files([row.file])[0]


def find_authentic(*, secret: str) -> AuthenticLetter | None:
    """Return what the public check of a letter tells, by the secret of its QR code."""
    wanted = secret.strip().upper()
    row = Letter.objects.filter(secret=wanted).first() if wanted else None
    if row is None or row.signed_at is None:
        return None
    sent = next(each for each in register.list_entries(row.uid) if each.event == "letter_sent")
    return AuthenticLetter(
        number=row.number,
        unit=directory.get_unit(row.from_unit),
        signed_at=row.signed_at,
        sha256=sent.data["sha256"],
    )


def in_sight(actor: Actor) -> QuerySet[Letter]:
    """Return the letters an officer may know of; the unit written to sees none before it is sent."""
    if actor.capacity is not Capacity.OFFICER:
        return Letter.objects.none()
    return Letter.objects.filter(Q(state__in=_SENT) | Q(from_unit=actor.unit), unit__in=actor.sees)


def _cards(actor: Actor, rows: Iterable[Letter]) -> list[LetterCard]:
    found = list(rows)
    about: dict[int, list[int]] = defaultdict(list)
    pairs = LetterAbout.objects.filter(letter__in=[row.pk for row in found]).order_by("dossier")
    for letter, dossier in pairs.values_list("letter_id", "dossier"):
        about[letter].append(dossier)
    named = dossiers.list_named(actor=actor, dossier_ids={each for ids in about.values() for each in ids})
    settled = {row.id for row in named if row.outcome or row.status in FINAL}
    return [_card(row, tuple(about[row.pk]), settled) for row in found]


def _card(row: Letter, about: tuple[int, ...], settled: set[int]) -> LetterCard:
    return LetterCard(
        uid=row.uid,
        unit=directory.get_unit(row.unit),
        from_unit=directory.get_unit(row.from_unit),
        state=LetterState(row.state),
        text=row.text,
        answer_by=row.answer_by,
        dossiers=about,
        settled=len(settled.intersection(about)),
        prepared_by=row.prepared_by,
        prepared_at=row.prepared_at,
        number=row.number,
        file=row.file,
        signed_by=row.signed_by,
        signed_at=row.signed_at,
        answer=row.answer,
        answered_by=row.answered_by,
        answered_at=row.answered_at,
    )
