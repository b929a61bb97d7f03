"""Reading calls and agreements. An officer knows those to the units in sight; everybody else of none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from haidang.directory import api as directory
from haidang.follow_up import rules
from haidang.follow_up.contracts import CallCard, Kept, LatestCall
from haidang.follow_up.models import Call, CalledAbout
from haidang.kernel import sql
from haidang.kernel.actor import Actor, Capacity
from haidang.kernel.errors import Missing
from haidang.register.contracts import Head

_LATEST = """
SELECT DISTINCT ON (a.dossier) a.dossier, c.uid, c.at, c.reached, c.until, c.kept
FROM follow_up_calledabout a JOIN follow_up_call c ON c.id = a.call_id
WHERE a.dossier = ANY(%s) AND c.unit = ANY(%s) ORDER BY a.dossier, c.at DESC, c.id DESC
"""
_HEADS = """
SELECT uid, head_seq, head_hash FROM follow_up_call UNION ALL SELECT uid, head_seq, head_hash FROM follow_up_letter
UNION ALL SELECT uid, head_seq, head_hash FROM follow_up_reminder
"""


def get_call(*, actor: Actor, uid: UUID, on: date) -> CallCard:
    """
    Return one call, with what the actor may do about it on that day.

    :raises Missing: if there is none in sight
    """
    row = _in_sight(actor).filter(uid=uid).first()
    if row is None:
        raise Missing(_("There is no such call."))
    may = {
        "answer": rules.may_answer_agreement(actor, row, on=on),
        "close": rules.may_close_agreement(actor, row),
        "decide": rules.may_decide_trouble(actor, row),
    }
    return replace(_cards([row])[0], may=may)


def list_due_agreements(*, actor: Actor, on: date) -> list[CallCard]:
    """Return the open agreements in sight whose day has come or is over, the longest overdue first."""
    rows = _in_sight(actor).filter(until__lte=on, kept__isnull=True).order_by("until", "pk")
    return _cards(rows[:500])


def list_open_agreements(*, actor: Actor, unit_ids: Iterable[int] | None = None) -> list[CallCard]:
    """Return every open agreement in sight, or of some units, the next due first."""
    rows = _in_sight(actor).filter(until__isnull=False, kept__isnull=True)
    if unit_ids is not None:
        rows = rows.filter(unit__in=list(unit_ids))
    return _cards(rows.order_by("until", "pk")[:500])


def list_calls(*, actor: Actor, unit_id: int | None = None, page: int = 1, size: int = 50) -> list[CallCard]:
    """Return a page of the calls in sight, or those to one unit, the newest first."""
    rows = _in_sight(actor)
    if unit_id is not None:
        rows = rows.filter(unit=unit_id)
    skip = (max(page, 1) - 1) * size
    return _cards(rows.order_by("-at", "-pk")[skip : skip + size])


def list_answered(*, actor: Actor, since: datetime) -> list[CallCard]:
    """Return the agreements in sight that the unit has answered since a moment, the newest answer first."""
    return _cards(_in_sight(actor).filter(answered_at__gte=since).order_by("-answered_at", "pk")[:500])


def list_trouble(*, actor: Actor) -> list[CallCard]:
    """Return the calls marked for the leader that nobody has decided about, the oldest first."""
    rows = _in_sight(actor).filter(escalated_at__isnull=False, decided_at__isnull=True)
    return _cards(rows.order_by("escalated_at", "pk")[:500])


def latest_calls(*, actor: Actor, dossier_ids: Iterable[int]) -> dict[int, LatestCall]:
    """Return by dossier the latest call about it, in one statement."""
    if actor.capacity is not Capacity.OFFICER:
        return {}
    return {
        dossier: LatestCall(uid=uid, at=at, reached=reached, until=until, kept=Kept(kept) if kept else None)
        for dossier, uid, at, reached, until, kept in sql.rows(_LATEST, [list(dossier_ids), sorted(actor.sees)])
    }


def iter_heads() -> list[tuple[UUID, Head]]:
    """Return the end of every stream of this room, for the proof of the register."""
    return [(uid, Head(seq, bytes(digest))) for uid, seq, digest in sql.rows(_HEADS)]


def _in_sight(actor: Actor) -> QuerySet[Call]:
    if actor.capacity is not Capacity.OFFICER:
        return Call.objects.none()
    return Call.objects.filter(unit__in=actor.sees)


def _cards(rows: Iterable[Call]) -> list[CallCard]:
    found = list(rows)
    about: dict[int, list[int]] = defaultdict(list)
    pairs = CalledAbout.objects.filter(call__in=[row.pk for row in found]).order_by("dossier")
    for call, dossier in pairs.values_list("call_id", "dossier"):
        about[call].append(dossier)
    return [_card(row, tuple(about[row.pk])) for row in found]


def _card(row: Call, about: tuple[int, ...]) -> CallCard:
    return CallCard(
        uid=row.uid,
        unit=directory.get_unit(row.unit),
        from_unit=directory.get_unit(row.from_unit),
        reached=row.reached,
        at=row.at,
        by=row.by_name,
        agreed=row.agreed,
        until=row.until,
        dossiers=about,
        answer=row.answer,
        answered_by=row.answered_by,
        answered_at=row.answered_at,
        kept=Kept(row.kept) if row.kept else None,
        found=row.found,
        closed_by=row.closed_by,
        closed_at=row.closed_at,
        escalated_at=row.escalated_at,
        decided=row.decided,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )
