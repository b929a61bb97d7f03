"""What crosses the door of the notifications: messages as an officer may see them, never their text or secrets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    """What a message tells; the name of its template."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    REFUSED_AT_RECEPTION = "refused_at_reception"
    SUPPLEMENT_ASKED = "supplement_asked"
    SUPPLEMENTED = "supplemented"
    PROMISE_MOVED = "promise_moved"
    WITHDRAWN = "withdrawn"
    WITHDRAWAL_DECLINED = "withdrawal_declined"
    STOPPED = "stopped"
    RETURNED = "returned"
    MEMBER_ASKED = "member_asked"
    MEMBER_CONFIRMED = "member_confirmed"
    REPORT = "report"
    REMINDED = "reminded"


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageCard:
    """
    One message and how far it came. `dossier` is None where it is about something else.

    `given_up_at` is set when every try failed (a dead letter); `last_error` is what the mail server said last.
    """

    id: int
    dossier: UUID | None
    kind: Kind
    label: str
    address: str
    created_at: datetime
    sent_at: datetime | None
    tries: int
    last_error: str
    given_up_at: datetime | None
