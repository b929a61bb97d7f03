"""Facts this room announces. They carry what handlers need, so that no handler reads again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDue:
    """
    An officer is to get the report of a period that is over: told once for each subscription and period.

    `figures` are labels with their values in words, `path` leads to the whole report; `closed_at` is None where the
    figures are those of the moment `at`.
    """

    sending: int
    address: str
    name: str
    unit: str
    period: str
    closed_at: datetime | None
    figures: tuple[tuple[str, str], ...]
    path: str
    at: datetime
