"""
The door of the room. Calls, agreements, letters and reminders: what is done about what is late.

The row filter is inside: an officer knows of the calls to the units in sight.
"""

from haidang.follow_up.counting import count_calls
from haidang.follow_up.letters import (
    count_letters,
    find_authentic,
    get_letter,
    list_answered_letters,
    list_letters,
    list_unanswered,
    open_letter,
)
from haidang.follow_up.queries import count_lists, get_call, iter_heads, latest_calls, list_answered, list_calls
from haidang.follow_up.reminders import count_reminders, list_reminders
from haidang.follow_up.rules import TROUBLE_AFTER, TROUBLE_WITHIN, may_urge
from haidang.follow_up.use_cases.calling import answer_agreement, close_agreement, decide_trouble, record_call
from haidang.follow_up.use_cases.reminding import mark_seen, remind
from haidang.follow_up.use_cases.writing import answer_letter, drop_letter, prepare_letter, sign_letter

__all__ = [
    "TROUBLE_AFTER",
    "TROUBLE_WITHIN",
    "answer_agreement",
    "answer_letter",
    "close_agreement",
    "count_calls",
    "count_letters",
    "count_lists",
    "count_reminders",
    "decide_trouble",
    "drop_letter",
    "find_authentic",
    "get_call",
    "get_letter",
    "iter_heads",
    "latest_calls",
    "list_answered",
    "list_answered_letters",
    "list_calls",
    "list_letters",
    "list_reminders",
    "list_unanswered",
    "mark_seen",
    "may_urge",
    "open_letter",
    "prepare_letter",
    "record_call",
    "remind",
    "sign_letter",
]
