"""What counting a term found: where it ends, and what the explanation has to tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from haidang.clock._office import Stretch
from haidang.clock.contracts import Calendar, Length


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What is counted: the length from `start` on, in a calendar, with the settled pauses."""

    length: Length
    calendar: Calendar
    start: datetime
    event: date
    pauses: list[Stretch]
    paused_since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """
    Where a term ends. `at` in UTC, `day` the office's day.

    `last` is the last day counted, before a calendar term moves off a closed day. `lost` are the working days
    whose closing was paused. `pieces` is the counted time of each day of a term in hours.
    """

    at: datetime
    day: date
    last: date
    lost: tuple[date, ...] = ()
    pieces: tuple[tuple[date, timedelta], ...] = ()
