"""
Facts told between rooms.

A room announces a frozen dataclass named in the past tense; `config/subscriptions.py` lists who listens.
Handlers run at once, in the same transaction, and only write rows or defer jobs. Those of what a filing tells
(`DossierMoved`, `DossierSubmitted`) write through `sql.write` and ask nothing: its change leaves in one round trip.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

Event = TypeVar("Event")

_handlers: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(event: type[Event], *handlers: Callable[[Event], None]) -> None:
    """Add handlers of one kind of fact; a second call with the same handler changes nothing."""
    for handler in handlers:
        if handler not in _handlers[event]:
            _handlers[event].append(handler)


def handlers_of(event: type) -> tuple[Callable[[Any], None], ...]:
    """Return who listens to one kind of fact, in their order."""
    return tuple(_handlers.get(event, ()))


def announce(event: object) -> None:
    """Tell every subscriber of this fact, in the order of the subscriptions page."""
    for handler in _handlers[type(event)]:
        handler(event)
