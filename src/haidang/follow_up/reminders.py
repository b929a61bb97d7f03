"""Reading reminders: each officer sees the own ones, of dossiers still in sight."""

from __future__ import annotations

from haidang.catalogue import api as catalogue
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import DossierRow
from haidang.follow_up.contracts import Level, ReminderCard
from haidang.follow_up.models import Reminder
from haidang.kernel.actor import Actor, Capacity

MOST = 1_000
"""So many of the newest are looked at; who has more marks them as seen, and the older ones follow."""


def list_reminders(*, actor: Actor, size: int = 100) -> tuple[list[ReminderCard], int]:
    """Return the officer's newest reminders that are not marked as seen, and how many there are, `MOST` at most."""
    found = _in_sight(actor)
    return [_card(row, dossier) for row, dossier in found[:size]], len(found)


def count_reminders(*, actor: Actor) -> int:
    """Return how many reminders the officer has not marked as seen: as many as the list holds."""
    return len(_in_sight(actor))


def _in_sight(actor: Actor) -> list[tuple[Reminder, DossierRow]]:
    """Return the newest unseen ones; what went to another unit, or the officer left behind, is no longer theirs."""
    if actor.capacity is not Capacity.OFFICER or actor.person is None:
        return []
    rows = list(Reminder.objects.filter(person=actor.person, seen_at__isnull=True).order_by("-at", "due_at")[:MOST])
    if not rows:
        return []
    named = dossiers.list_named(actor=actor, dossier_ids={row.dossier for row in rows})
    in_sight = {dossier.id: dossier for dossier in named}
    return [(row, in_sight[row.dossier]) for row in rows if row.dossier in in_sight]


def _card(row: Reminder, dossier: DossierRow) -> ReminderCard:
    return ReminderCard(
        uid=row.uid,
        dossier=row.dossier,
        number=row.number,
        level=Level(row.level),
        due_at=row.due_at,
        at=row.at,
        step=catalogue.get_procedure(dossier.version).route.step(row.step).name if row.step else None,
    )
