"""Facts this room announces. They carry what handlers need, so that no handler reads again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from haidang.follow_up.contracts import Level
from haidang.kernel.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """
    One dossier in a reminder; `number` is its code, or the submission number until there is one.

    With a `step` it is the internal time of this step that runs out.
    """

    dossier: int
    number: str
    procedure: str
    level: Level
    due_at: datetime
    step: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindersGiven:
    """An officer was reminded of live dossiers whose time runs out: all of one run together."""

    person: int
    name: str
    address: str
    dossiers: tuple[Reminded, ...]
    at: datetime
