"""Offices the clock is tried in: the one of the pack, and some that exist only here."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from haidang.clock import api as clock
from haidang.clock.contracts import Calendar, Due, Length, Pause, TermUnit

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
STANDARD = clock.standard_calendar()

_OFFICES = """
names:
  national: {vi: Quốc khánh 2/9, en: National Day}
days:
  may:
    2024:
      confidence: sure
      source: invented for the test
      off: [{day: 2024-09-02, name: national}]
      swaps: [{off: 2024-05-03, work: 2024-05-04}]
calendars:
  half-saturday:
    name: {vi: Có sáng thứ Bảy, en: Open on Saturday morning}
    zone: Asia/Ho_Chi_Minh
    week:
      monday: 08:00-12:00, 13:00-17:00
      tuesday: 08:00-12:00, 13:00-17:00
      wednesday: 08:00-12:00, 13:00-17:00
      thursday: 08:00-12:00, 13:00-17:00
      friday: 08:00-12:00, 13:00-17:00
      saturday: 07:30-11:30
  swap-in-may:
    name: {vi: Hoán đổi tháng 5, en: A swap in May}
    zone: Asia/Ho_Chi_Minh
    days: may
    week:
      monday: 08:00-12:00, 13:00-17:00
      tuesday: 08:00-12:00, 13:00-17:00
      wednesday: 08:00-12:00, 13:00-17:00
      thursday: 08:00-12:00, 13:00-17:00
      friday: 08:00-12:00, 13:00-17:00
  seven-hours:
    name: {vi: Bảy giờ một ngày, en: Seven hours a day}
    zone: Asia/Ho_Chi_Minh
    week:
      monday: 08:00-11:30, 13:00-16:30
      tuesday: 08:00-11:30, 13:00-16:30
      wednesday: 08:00-11:30, 13:00-16:30
      thursday: 08:00-11:30, 13:00-16:30
      friday: 08:00-11:30, 13:00-16:30
  gate:
    name: {vi: Cửa khẩu trực suốt ngày, en: Border gate open day and night}
    zone: Asia/Ho_Chi_Minh
    week: &always
      monday: 00:00-24:00
      tuesday: 00:00-24:00
      wednesday: 00:00-24:00
      thursday: 00:00-24:00
      friday: 00:00-24:00
      saturday: 00:00-24:00
      sunday: 00:00-24:00
  summer-time:
    name: {vi: Nơi có giờ mùa hè, en: Where there is summer time}
    zone: Europe/Berlin
    week: *always
"""

OFFICES = clock.read_calendars(_OFFICES)


def at(written: str, zone: ZoneInfo = HANOI) -> datetime:
    """Return a moment of the wall clock in Vietnam, or elsewhere."""
    return datetime.fromisoformat(written).replace(tzinfo=zone)


def when(number: int, unit: TermUnit, start: str, *pauses: tuple[str, str], calendar: Calendar = STANDARD) -> str:
    """Return the local moment at which a term ends, written as ISO without the offset."""
    return ends(number, unit, start, *pauses, calendar=calendar).at.strftime("%Y-%m-%dT%H:%M")


def ends(number: int, unit: TermUnit, start: str, *pauses: tuple[str, str], calendar: Calendar = STANDARD) -> Due:
    """Return when and why a term ends."""
    stops = [Pause(at(begins, calendar.zone), at(goes_on, calendar.zone)) for begins, goes_on in pauses]
    return clock.due(length=Length(number, unit), calendar=calendar, start=at(start, calendar.zone), pauses=stops)
