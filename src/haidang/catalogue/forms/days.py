"""Days and moments as people type them: 27/06/2017, 27-6-2017, 27.6.2017, or 2017-06-27 as browsers send it."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from haidang.catalogue.forms.typed import Unusable, line

_BROWSER = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_WRITTEN = re.compile(r"(?P<day>\d{1,2}) ?[/.\-] ?(?P<month>\d{1,2}) ?[/.\-] ?(?P<year>\d{4})")
_MOMENT = re.compile(r"(?P<day>\S.*?)(?:T|,? +)(?P<hour>\d{1,2})(?::|h|g)(?P<minute>\d{2})(?::00(?:\.0+)?)?")
_FIRST, _LAST = 1900, 2199


def day(raw: Any) -> str | None:
    """Return a day in ISO form."""
    text = line(raw)
    return _day(text).isoformat() if text else None


def moment(raw: Any) -> str | None:
    """Return a moment of the office's clock in ISO form, to the minute and without a zone."""
    text = line(raw)
    if not text:
        return None
    found = _MOMENT.fullmatch(text)
    if not found:
        raise Unusable("datetime", _("Write the day and the time, e.g. 27/06/2017 15:30."))
    hour, minute = int(found["hour"]), int(found["minute"])
    if hour > 23 or minute > 59:
        raise Unusable("datetime", _("There is no such time: hours go to 23 and minutes to 59."))
    return f"{_day(found['day']).isoformat()}T{hour:02}:{minute:02}"


def _day(text: str) -> date:
    found = _BROWSER.fullmatch(text) or _WRITTEN.fullmatch(text)
    if not found:
        raise Unusable("date", _("Write the day as day/month/year, e.g. 27/06/2017."))
    year, month, number = int(found["year"]), int(found["month"]), int(found["day"])
    if not _FIRST <= year <= _LAST:
        raise Unusable("date", _("The year lies between 1900 and 2199; you typed %(year)d.") % {"year": year})
    if not 1 <= month <= 12:
        raise Unusable("date", _("There is no month %(month)d. Write day/month/year.") % {"month": month})
    longest = calendar.monthrange(year, month)[1]
    if not 1 <= number <= longest:
        typed = f"{number:02}/{month:02}/{year}"
        message = _("There is no %(date)s: that month has %(longest)d days.")
        raise Unusable("date", message % {"date": typed, "longest": longest})
    return date(year, month, number)
