"""
Calendars from a reviewed file.

    names:      what holidays are called, once
    days:       sets of holidays and swaps, year by year, each with its source and confidence
    calendars:  kinds of office: zone, week, and the set of days it follows

A swap gives its working day the hours of the day it replaces, unless it names its own. All mistakes of a file
are found at once, each with its line and a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from haidang.clock._day_sets import DaySet, Entry, bilingual, read_day_set, windows
from haidang.clock._marked import Marked, Wrong, Wrongs, read_marked
from haidang.clock._words import day_told
from haidang.clock.contracts import BadCalendars, Calendar, DayKind, Mistake, SpecialDay, Window
from haidang.kernel.text import Text

_PACK = "haidang.packs.vietnam_customs"
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NO_DAYS = DaySet((1, 9999), ())
"""An office without holidays, such as a border gate in shifts: no year is unknown."""


@lru_cache(maxsize=1)
def standard_calendar() -> Calendar:
    """Return the standard office calendar of the pack: Monday to Friday, public holidays and swap days."""
    text = resources.files(_PACK).joinpath("calendars.yaml").read_text(encoding="utf-8")
    return read_calendars(text)["standard"]


def read_calendars(source: Path | str, *, file: str = "calendars.yaml") -> dict[str, Calendar]:
    """
    Return the calendars of a file, or of its text, by key.

    :raises BadCalendars: with every mistake, its line and what to do
    """
    if isinstance(source, Path):
        return read_calendars(source.read_text(encoding="utf-8"), file=source.name)
    wrongs = Wrongs()
    calendars = wrongs.attempt(_read, source, wrongs) or {}
    if wrongs.found:
        found = sorted(wrongs.found, key=lambda wrong: wrong.line)
        raise BadCalendars(tuple(Mistake(file, wrong.line, wrong.text) for wrong in found))
    return calendars


def _read(source: str, wrongs: Wrongs) -> dict[str, Calendar]:
    parts = read_marked(source).fields(needs={"calendars"}, may={"names", "days"})
    names = {
        key: wrongs.attempt(bilingual, marked) or Text(key) for key, marked in _entries(parts, "names", wrongs).items()
    }
    day_sets = {
        key: wrongs.attempt(read_day_set, marked, names, wrongs) or _NO_DAYS
        for key, marked in _entries(parts, "days", wrongs).items()
    }
    found = {
        key: wrongs.attempt(_calendar, key, marked, day_sets, wrongs)
        for key, marked in _entries(parts, "calendars", wrongs).items()
    }
    return {key: calendar for key, calendar in found.items() if calendar}


def _entries(parts: Mapping[str, Marked], part: str, wrongs: Wrongs) -> Mapping[str, Marked]:
    return wrongs.attempt(parts[part].entries) or {} if part in parts else {}


def _calendar(key: str, marked: Marked, day_sets: Mapping[str, DaySet], wrongs: Wrongs) -> Calendar:
    fields = marked.fields(needs={"name", "zone", "week"}, may={"days"})
    week = _week(fields["week"])
    days = _day_set(fields["days"], day_sets) if "days" in fields else _NO_DAYS
    special = {entry.day: wrongs.attempt(_special, entry, week, key) for entry in days.entries}
    return Calendar(
        key=key,
        name=bilingual(fields["name"]),
        zone=_zone(fields["zone"]),
        week=week,
        special={day: found for day, found in special.items() if found},
        covers=days.covers,
    )


def _special(entry: Entry, week: Mapping[int, tuple[Window, ...]], calendar: str) -> SpecialDay:
    hours = entry.windows
    if entry.replaces and hours is None:
        hours = week.get(entry.replaces.weekday())
    if entry.kind is DayKind.MAKE_UP and not hours:
        raise Wrong(
            entry.line,
            "Ngày làm bù {day} không có giờ làm việc trong lịch “{calendar}”: ghi thêm giờ (hours).",
            "The make-up day {day} has no office hours in the calendar “{calendar}”: add them (hours).",
            day=day_told(entry.day),
            calendar=calendar,
        )
    return SpecialDay(
        day=entry.day,
        kind=entry.kind,
        name=entry.name,
        windows=hours or (),
        confidence=entry.confidence,
        source=entry.source,
    )


def _week(marked: Marked) -> dict[int, tuple[Window, ...]]:
    fields = marked.fields(needs=set(), may=set(_WEEK))
    if not fields:
        raise Wrong(marked.line, "Tuần làm việc không có ngày nào mở cửa.", "The week has no open day.")
    return {_WEEK.index(weekday): windows(hours) for weekday, hours in fields.items()}


def _day_set(marked: Marked, day_sets: Mapping[str, DaySet]) -> DaySet:
    if marked.text() not in day_sets:
        raise Wrong(
            marked.line,
            "Danh sách ngày nghỉ “{given}” chưa được khai ở mục days.",
            "The set of days “{given}” is not listed under days.",
            given=marked.text(),
        )
    return day_sets[marked.text()]


def _zone(marked: Marked) -> ZoneInfo:
    try:
        return ZoneInfo(marked.text())
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Wrong(
            marked.line,
            "Không có múi giờ “{given}”; ví dụ đúng: Asia/Ho_Chi_Minh.",
            "There is no time zone “{given}”; a right one is Asia/Ho_Chi_Minh.",
            given=marked.text(),
        ) from error
