"""Periods of reports: months, quarters, years and any other, what they are called, and which one ended last."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from haidang.clock import api as clock
from haidang.kernel.text import Text
from haidang.reports.contracts import Period, PeriodKind

_ONE_DAY = timedelta(days=1)
_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12}
_ROMAN = ("I", "II", "III", "IV")


def kind_of(period: Period) -> PeriodKind:
    """Return whether a period is a whole month, quarter or year."""
    return next((kind for kind in _MONTHS if period == around(period[0], kind)), PeriodKind.OTHER)


def around(day: date, kind: PeriodKind) -> Period:
    """Return the month, quarter or year a day lies in."""
    months = _MONTHS[kind]
    first = date(day.year, day.month - (day.month - 1) % months, 1)
    past = first.month - 1 + months
    return first, date(first.year + past // 12, past % 12 + 1, 1) - _ONE_DAY


def latest(kind: PeriodKind, *, on: date) -> Period:
    """Return the latest month, quarter or year that was over on a day."""
    return around(around(on, kind)[0] - _ONE_DAY, kind)


def name_of(period: Period) -> Text:
    """Return what a period is called."""
    first, last = period
    kind = kind_of(period)
    if kind is PeriodKind.MONTH:
        return Text(f"Tháng {first.month}/{first.year}", f"{first:%B} {first.year}")
    if kind is PeriodKind.QUARTER:
        quarter = _ROMAN[(first.month - 1) // 3]
        return Text(f"Quý {quarter}/{first.year}", f"Quarter {quarter} of {first.year}")
    if kind is PeriodKind.YEAR:
        return Text(f"Năm {first.year}", f"Year {first.year}")
    return Text(
        f"Từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}",
        f"{first.day} {first:%B} {first.year} to {last.day} {last:%B} {last.year}",
    )


def begins(day: date) -> datetime:
    """Return the moment a day begins where the offices are."""
    return datetime.combine(day, time(), clock.standard_calendar().zone)


def today(now: datetime) -> date:
    """Return the day of a moment where the offices are."""
    return now.astimezone(clock.standard_calendar().zone).date()
