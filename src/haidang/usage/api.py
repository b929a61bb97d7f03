"""The door of use: how far the online service is used, what is done about it, and what was not by the process."""

from __future__ import annotations

from haidang.usage.filers import list_approaches, list_filers
from haidang.usage.months import last_day, last_day_to_report, next_month, previous_month
from haidang.usage.pack import measures
from haidang.usage.queries import (
    get_month,
    is_low,
    iter_heads,
    latest_measures,
    list_measures,
    list_months,
    list_reported,
    use_by_month,
    use_of_procedures,
    use_of_units,
)
from haidang.usage.rules import may_answer_signal, may_approach, may_open_month, may_report_month, may_take_measure
from haidang.usage.signal_queries import count_signals, get_signal, list_signals
from haidang.usage.use_cases.following import approach_filer, take_measure
from haidang.usage.use_cases.reporting import open_month, report_month
from haidang.usage.use_cases.signalling import answer_signal, look_back, look_for_signals

__all__ = [
    "answer_signal",
    "approach_filer",
    "count_signals",
    "get_month",
    "get_signal",
    "is_low",
    "iter_heads",
    "last_day",
    "last_day_to_report",
    "latest_measures",
    "list_approaches",
    "list_filers",
    "list_measures",
    "list_months",
    "list_reported",
    "list_signals",
    "look_back",
    "look_for_signals",
    "may_answer_signal",
    "may_approach",
    "may_open_month",
    "may_report_month",
    "may_take_measure",
    "measures",
    "next_month",
    "open_month",
    "previous_month",
    "report_month",
    "take_measure",
    "use_by_month",
    "use_of_procedures",
    "use_of_units",
]
