"""
The door of the reports: the figures of a period as they are now, reports that were closed, their signed papers.

A closed report never changes; what became different since is read beside it.
"""

from __future__ import annotations

from haidang.reports.open_data import (
    get_published,
    get_published_days,
    list_days_of,
    list_published,
    list_published_days,
)
from haidang.reports.periods import around, kind_of, latest, name_of
from haidang.reports.queries import (
    find_paper,
    find_report,
    get_report,
    iter_heads,
    list_reports,
    list_subscriptions,
    read_draft,
)
from haidang.reports.use_cases.closing import close_report
from haidang.reports.use_cases.keeping_weeks import keep_weeks, look_at_week
from haidang.reports.use_cases.publishing import publish_what_is_due
from haidang.reports.use_cases.sending import send_reports
from haidang.reports.use_cases.subscribing import subscribe, unsubscribe
from haidang.reports.weeks import get_week, latest_kept, list_weeks

__all__ = [
    "around",
    "close_report",
    "find_paper",
    "find_report",
    "get_published",
    "get_published_days",
    "get_report",
    "get_week",
    "iter_heads",
    "keep_weeks",
    "kind_of",
    "latest",
    "latest_kept",
    "list_days_of",
    "list_published",
    "list_published_days",
    "list_reports",
    "list_subscriptions",
    "list_weeks",
    "look_at_week",
    "name_of",
    "publish_what_is_due",
    "read_draft",
    "send_reports",
    "subscribe",
    "unsubscribe",
]
