"""
The door of the clock: what is due when, and why; working time told, compared and counted.

Pure: no database, no wall clock. Moments come with their offset and go out in the calendar's zone.
"""

from __future__ import annotations

from haidang.clock._loading import read_calendars, standard_calendar
from haidang.clock._office import opens_at_or_after
from haidang.clock._table import OfficeTable, laid_out
from haidang.clock._terms import due, is_late, minus, outcome, slot, tell, working_days, working_minutes

__all__ = [
    "OfficeTable",
    "due",
    "is_late",
    "laid_out",
    "minus",
    "opens_at_or_after",
    "outcome",
    "read_calendars",
    "slot",
    "standard_calendar",
    "tell",
    "working_days",
    "working_minutes",
]
