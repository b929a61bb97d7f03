"""
Handing a message to the mail server.

No transaction is open while the network is used: a worker claims the message, hands it over, notes what came
of it. A worker that dies in between leaves a claim that runs out; the next try may then send it twice, under
the same Message-ID.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from haidang.kernel import jobs, sql
from haidang.kernel.errors import Conflict
from haidang.notifications.handlers import QUEUE, SEND_MESSAGE
from haidang.notifications.letters import compose
from haidang.notifications.models import Message

MOST_TRIES = 12
"""The waits are 3, 9, 27 … seconds (`tasks.py`): the last two tries come one and three days after the first."""

_CLAIM_ENDS_AFTER = timedelta(minutes=5)
_CLAIM = """
UPDATE notifications_message SET tries = tries + 1, claimed_at = %(now)s
WHERE id = %(id)s AND sent_at IS NULL AND given_up_at IS NULL AND (claimed_at IS NULL OR claimed_at < %(before)s)
"""
_SENT = """
UPDATE notifications_message SET sent_at = %(now)s, claimed_at = NULL, last_error = '', data = data - 'secret'
WHERE id = %(id)s
"""
_FAILED = """
UPDATE notifications_message SET claimed_at = NULL, last_error = %(error)s,
    given_up_at = CASE WHEN tries >= %(most)s THEN %(now)s::timestamptz END
WHERE id = %(id)s
"""
_REVIVE = """
UPDATE notifications_message SET given_up_at = NULL, tries = 0
WHERE given_up_at IS NOT NULL RETURNING id
"""


def send_message(*, message_id: int, now: datetime) -> None:
    """
    Hand one message to the mail server; one that was handed over or given up already stays as it is.

    :raises Conflict: if another worker is handing it over
    :raises OSError: if the mail server would not take it; the message keeps the reason, the worker tries again
    """
    if not _claim(message_id, now):
        return
    message = Message.objects.get(pk=message_id)

    try:
        compose(message).send()
    except Exception as error:
        told = f"{type(error).__name__}: {error}"[:1000]
        sql.execute(_FAILED, {"id": message_id, "error": told, "most": MOST_TRIES, "now": now})
        raise
    sql.execute(_SENT, {"id": message_id, "now": now})


def send_dead_letters_again() -> None:
    """Give every message that was given up a new round of tries, e.g. after the mail server was mended."""
    jobs.defer_for(_REVIVE, {}, task=SEND_MESSAGE, queue=QUEUE, argument="message_id")


def _claim(message_id: int, now: datetime) -> bool:
    before = now - _CLAIM_ENDS_AFTER
    if sql.execute(_CLAIM, {"id": message_id, "now": now, "before": before}).rowcount:
        return True
    if Message.objects.filter(pk=message_id, sent_at=None, given_up_at=None).exists():
        raise Conflict(_("Another worker is handing this message over."))
    return False
