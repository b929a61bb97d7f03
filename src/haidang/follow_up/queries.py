"""Reading calls and agreements. An officer knows those to the units in sight; everybody else of none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from haidang.directory import api as directory
from haidang.follow_up import rules
from haidang.follow_up.contracts import CallCard, Calls, Kept, LatestCall
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

_OPEN = Q(until__isnull=False, kept__isnull=True)
_WHICH: dict[Calls, Callable[[date], Q]] = {
    Calls.DUE: lambda on: _OPEN & Q(until__lte=on),
    Calls.COMING: lambda on: _OPEN & Q(until__gt=on),
    Calls.OPEN: lambda _on: _OPEN,
    Calls.TROUBLE: lambda _on: Q(escalated_at__isnull=False, decided_at__isnull=True),
    Calls.ALL: lambda _on: Q(pk__isnull=False),
}
_ORDER = dict.fromkeys(Calls, ("until", "pk")) | {Calls.TROUBLE: ("escalated_at", "pk"), Calls.ALL: ("-at", "-pk")}


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


def list_calls(
    *,
    actor: Actor,
    on: date,
    of: Calls = Calls.ALL,
    unit_ids: Iterable[int] | None = None,
    page: int = 1,
    size: int = 50,
) -> tuple[list[CallCard], int]:
    """
    Return a page of the calls in sight, or of those to some units, and how many there are.

    Agreements come with the next due first, repeated trouble that nobody has decided about with the oldest first, all
    calls with the newest first. What is due on the day `on`, or was before, is due.
    """
    rows, skip = _in_sight(actor, unit_ids).filter(_WHICH[of](on)), (max(page, 1) - 1) * size
    return _cards(rows.order_by(*_ORDER[of])[skip : skip + size]), rows.count()


def count_lists(*, actor: Actor, on: date, unit_ids: Iterable[int] | None = None) -> dict[Calls, int]:
    """Return how many calls each list holds, in one statement."""
    counts = {of.value: Count("pk", filter=_WHICH[of](on)) for of in Calls}
    found = _in_sight(actor, unit_ids).aggregate(**counts)
    return {of: found[of.value] for of in Calls}


def list_answered(*, actor: Actor, since: datetime, size: int = 50) -> tuple[list[CallCard], int]:
    """Return the agreements in sight that units answered since a moment, the newest first, and how many there are."""
    rows = _in_sight(actor).filter(answered_at__gte=since)
    return _cards(rows.order_by("-answered_at", "pk")[:size]), rows.count()


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


def _in_sight(actor: Actor, unit_ids: Iterable[int] | None = None) -> QuerySet[Call]:
    if actor.capacity is not Capacity.OFFICER:
        return Call.objects.none()
    return Call.objects.filter(unit__in=actor.sees if unit_ids is None else actor.sees.intersection(unit_ids))


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
