"""
Dates, amounts and lengths of time as people read them, in both languages.

Vietnamese: 27/06/2017, 15:30, 1.250.000 đ, 1.234,5. English: 27 June 2017, 15:30, VND 1,250,000, 1,234.5.
Moments are shown in the time of the offices, wherever the reader is.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, gettext, ngettext

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
OFFICE_DAY = 8 * 60

Number = int | float | Decimal


def is_english() -> bool:
    """Return whether the reader chose English."""
    return (get_language() or "vi").startswith("en")


def local(moment: datetime) -> datetime:
    """Return a moment in the time of the offices; one without a zone is taken as already there."""
    return moment.astimezone(ZONE) if moment.tzinfo else moment.replace(tzinfo=ZONE)


def day(value: date | datetime) -> str:
    """Return a day: 27/06/2017, or 27 June 2017."""
    value = local(value) if isinstance(value, datetime) else value
    if is_english():
        return f"{value.day} {value:%B %Y}"
    return f"{value:%d/%m/}{value.year:04}"


def clock_time(value: datetime) -> str:
    """Return the time of day: 15:30."""
    return f"{local(value):%H:%M}"


def moment(value: date | datetime) -> str:
    """Return a moment as 15:30, 27/06/2017, or 27 June 2017, 15:30; a plain day without a time."""
    if not isinstance(value, datetime):
        return day(value)
    parts = (day(value), clock_time(value)) if is_english() else (clock_time(value), day(value))
    return ", ".join(parts)


def number(value: Number) -> str:
    """Return a number with its groups: 1.234,5, or 1,234.5."""
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if is_english() else text.translate(str.maketrans(",.", ".,"))


def money(value: Number) -> str:
    """Return an amount in đồng: 1.250.000 đ, or VND 1,250,000."""
    return f"VND {number(value)}" if is_english() else f"{number(value)} đ"


def working_time(minutes: int | timedelta, day_minutes: int = OFFICE_DAY) -> str:
    """
    Return a length of working time: 2 ngày 3 giờ làm việc.

    Minutes are left out from one day on: nobody plans by them. `day_minutes` is the office's own day.
    """
    total = abs(int(minutes.total_seconds() // 60) if isinstance(minutes, timedelta) else minutes)
    days, rest = divmod(total, day_minutes)
    hours, odd = divmod(rest, 60)
    shows_odd = not days and bool(odd or not hours)
    parts = [
        ngettext("%(n)s day", "%(n)s days", days) % {"n": days} if days else "",
        ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours} if hours else "",
        ngettext("%(n)s minute", "%(n)s minutes", odd) % {"n": odd} if shows_odd else "",
    ]
    return gettext("%(time)s of working time") % {"time": " ".join(part for part in parts if part)}


def file_size(size: int) -> str:
    """Return the size of a file: 850 KB, 1,2 MB."""
    for unit, factor in (("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)):
        if size >= factor:
            scaled = size / factor
            return f"{number(round(scaled, 1) if scaled < 10 else round(scaled))} {unit}"
    return f"{number(size)} B"
