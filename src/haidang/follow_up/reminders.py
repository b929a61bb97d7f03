"""Reading reminders: each officer sees the own ones, of dossiers still in sight."""

from __future__ import annotations

from haidang.dossiers import api as dossiers
from haidang.follow_up.contracts import Level, ReminderCard
from haidang.follow_up.models import Reminder
from haidang.kernel.actor import Actor, Capacity


def list_reminders(*, actor: Actor, size: int = 100) -> list[ReminderCard]:
    """Return the officer's own reminders that are not marked as seen, the newest first."""
    if actor.capacity is not Capacity.OFFICER or actor.person is None:
        return []
    rows = list(Reminder.objects.filter(person=actor.person, seen_at__isnull=True).order_by("-at", "due_at")[:size])
    in_sight = {row.id for row in dossiers.list_named(actor=actor, dossier_ids={row.dossier for row in rows})}
    return [
        ReminderCard(
            uid=row.uid,
            dossier=row.dossier,
            number=row.number,
            level=Level(row.level),
            due_at=row.due_at,
            at=row.at,
        )
        for row in rows
        if row.dossier in in_sight
    ]


def count_reminders(*, actor: Actor) -> int:
    """Return how many reminders the officer has not marked as seen."""
    if actor.capacity is not Capacity.OFFICER or actor.person is None:
        return 0
    return Reminder.objects.filter(person=actor.person, seen_at__isnull=True).count()
