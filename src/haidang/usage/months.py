"""Months: which may be reported now, and the step from one to another."""

from __future__ import annotations

from datetime import date, timedelta

from haidang.usage.pack import measures


def next_month(month: date) -> date:
    """Return the first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def previous_month(month: date) -> date:
    """Return the first day of the month before."""
    return date(month.year - (month.month == 1), month.month - 1 or 12, 1)


def last_day(month: date) -> date:
    """Return the last day of the month that begins on this day."""
    return next_month(month) - timedelta(days=1)


def last_day_to_report(month: date) -> date:
    """Return until which day a month is reported without being opened."""
    return next_month(month).replace(day=measures().closed_after_day)
