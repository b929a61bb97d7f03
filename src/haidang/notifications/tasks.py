"""Jobs of the notifications."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from haidang.kernel.now import now
from haidang.notifications.handlers import QUEUE, SEND_MESSAGE
from haidang.notifications.use_cases import sending


@app.task(name=SEND_MESSAGE, queue=QUEUE, retry=RetryStrategy(exponential_wait=3))
def send_message(*, message_id: int, **_: object) -> None:
    """Hand one message over; tried again until it is given up, so that a day without a mail server loses nothing."""
    sending.send_message(message_id=message_id, now=now())
