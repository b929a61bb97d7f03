"""Which facts the rooms announce, what they carry, and who listens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path

import haidang


def page() -> str:
    """Return the page."""
    lines = [
        "# Events",
        "",
        "Printed from the `events.py` of each room and `haidang/config/subscriptions.py` by `script/fix`.",
    ]
    lines += ["Handlers run at once, in the same transaction, in this order; they write rows or defer jobs, no more."]
    for room, events in _rooms():
        lines += ["", f"## {room}", "", "| event | what happened | carries | who listens |", "|---|---|---|---|"]
        lines += [_row(event) for event in events]
    return "\n".join(lines) + "\n"


def _rooms() -> Iterator[tuple[str, list[type]]]:
    for path in sorted(Path(haidang.__file__).parent.glob("*/events.py")):
        module = import_module(f"haidang.{path.parent.name}.events")
        own = [each for each in vars(module).values() if isinstance(each, type) and each.__module__ == module.__name__]
        events = [each for each in own if is_dataclass(each) and not each.__name__.startswith("_")]
        if path.parent.name != "kernel":
            yield path.parent.name, [each for each in events if not _is_part(each, events)]


def _is_part(candidate: type, events: list[type]) -> bool:
    """Return whether a class is only carried by others, as where a dossier stands, or shared by them."""
    is_carried = any(candidate.__name__ in str(field.type) for each in events for field in fields(each))
    return is_carried or any(issubclass(each, candidate) and each is not candidate for each in events)


def _row(event: type) -> str:
    from haidang.kernel.events import handlers_of

    told = (event.__doc__ or "").strip().split("\n\n")[0].replace("\n", " ")
    carried = ", ".join(f"`{field.name}`" for field in fields(event))
    listeners = "<br>".join(f"`{each.__module__.split('.')[1]}.{each.__name__}`" for each in handlers_of(event))
    return f"| `{event.__name__}` | {' '.join(told.split())} | {carried} | {listeners} |"
