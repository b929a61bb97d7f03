"""The door of the notifications: what was told to whom, and what could not be delivered."""

from haidang.notifications.queries import count_dead_letters, list_dead_letters, list_messages_of
from haidang.notifications.use_cases.sending import send_dead_letters_again, send_message

__all__ = [
    "count_dead_letters",
    "list_dead_letters",
    "list_messages_of",
    "send_dead_letters_again",
    "send_message",
]
