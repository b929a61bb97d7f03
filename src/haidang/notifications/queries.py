"""Reading the outbox."""

from __future__ import annotations

from collections.abc import Iterable

from haidang.kernel.actor import Actor, Capacity
from haidang.notifications.contracts import Kind, MessageCard
from haidang.notifications.models import Message
from haidang.notifications.wording import SUBJECT


def list_messages_of(*, actor: Actor, dossier_id: int) -> list[MessageCard]:
    """
    Return what the filer of a dossier was told, the oldest first; officers alone see it.

    The caller has read the dossier's sheet and so decided that this officer may know of the dossier.
    """
    if actor.capacity not in (Capacity.OFFICER, Capacity.SYSTEM):
        return []
    return _cards(Message.objects.filter(dossier=dossier_id).order_by("created_at", "id"))


def count_dead_letters() -> int:
    """Return how many messages were given up because no try succeeded."""
    return Message.objects.filter(given_up_at__isnull=False).count()


def list_dead_letters(*, size: int = 100) -> list[MessageCard]:
    """Return the messages that were given up, the newest first; for the operator."""
    return _cards(Message.objects.filter(given_up_at__isnull=False).order_by("-given_up_at", "-id")[:size])


def _cards(messages: Iterable[Message]) -> list[MessageCard]:
    return [_card(message) for message in messages]


def _card(message: Message) -> MessageCard:
    return MessageCard(
        id=message.pk,
        dossier=message.dossier_uid,
        kind=Kind(message.kind),
        label=str(SUBJECT[Kind(message.kind)]),
        address=message.address,
        created_at=message.created_at,
        sent_at=message.sent_at,
        tries=message.tries,
        last_error=message.last_error,
        given_up_at=message.given_up_at,
    )
