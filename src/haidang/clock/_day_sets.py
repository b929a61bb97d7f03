"""The holidays and swaps of a set, year by year, as a calendar file tells them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise

from haidang.clock._marked import Marked, Wrong, Wrongs
from haidang.clock._words import day_told, say
from haidang.clock.contracts import DayKind, Window
from haidang.kernel.text import Text

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_WINDOW = re.compile(r"(\d{2}):(\d{2})-(\d{2}):(\d{2})")
_CONFIDENCE = ("sure", "secondary", "from memory", "uncertain")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    One special day as written on one line.

    A make-up day `replaces` another day, whose hours it takes where it names none (`windows` is None).
    """

    line: int
    day: date
    kind: DayKind
    name: Text
    confidence: str
    source: str | None
    replaces: date | None = None
    windows: tuple[Window, ...] | None = None


@dataclass(frozen=True, slots=True)
class DaySet:
    """The special days of consecutive years, from the first to the last."""

    covers: tuple[int, int]
    entries: tuple[Entry, ...]


def read_day_set(marked: Marked, names: Mapping[str, Text], wrongs: Wrongs) -> DaySet:
    """
    Return one set; what is wrong with single entries goes to `wrongs`.

    :raises Wrong: if the set as a whole cannot be used
    """
    years = {wrongs.attempt(_year, key, block): block for key, block in marked.entries().items()}
    known = sorted(year for year in years if year)
    if not known:
        raise Wrong(marked.line, "Chưa có năm nào trong danh sách ngày nghỉ.", "The set of days holds no year.")
    for before, after in pairwise(known):
        if after != before + 1:
            raise Wrong(
                marked.line,
                "Thiếu năm {year} trong danh sách ngày nghỉ.",
                "The year {year} is missing.",
                year=before + 1,
            )
    entries = [entry for year, block in years.items() if year for entry in _entries(year, block, names, wrongs)]
    _refuse_twice(entries, wrongs)
    return DaySet((known[0], known[-1]), tuple(entries))


def bilingual(marked: Marked) -> Text:
    """
    Return a text in both languages.

    :raises Wrong: if one is missing
    """
    both = marked.fields(needs={"vi", "en"}, may=set())
    return Text(both["vi"].text(), both["en"].text())


def windows(marked: Marked) -> tuple[Window, ...]:
    """
    Return office time written as "08:00-12:00, 13:00-17:00".

    :raises Wrong: if it is written otherwise, or the parts overlap or run backwards
    """
    found = [_window(marked.line, part.strip()) for part in marked.text().split(",")]
    for (_, end), (start, _) in pairwise(found):
        if start < end or end == time.min:
            raise Wrong(
                marked.line,
                "Các khoảng giờ làm việc chồng lên nhau hoặc không theo thứ tự: {hours}.",
                "Office hours overlap or are out of order: {hours}.",
                hours=marked.text(),
            )
    return tuple(found)


def _year(key: str, block: Marked) -> int:
    if not re.fullmatch(r"\d{4}", key):
        raise Wrong(block.line, "“{key}” không phải là năm.", "“{key}” is not a year.", key=key)
    return int(key)


def _entries(year: int, block: Marked, names: Mapping[str, Text], wrongs: Wrongs) -> list[Entry]:
    head = wrongs.attempt(block.fields, needs={"confidence", "source"}, may={"off", "swaps"})
    if head is None:
        return []
    confidence = wrongs.attempt(_confidence, head["confidence"]) or "uncertain"
    found: list[Entry] = []
    for key, read in (("off", _off), ("swaps", _swap)):
        for item in (wrongs.attempt(head[key].items) or []) if key in head else []:
            found += wrongs.attempt(read, year, item, names, confidence) or []
    return found


def _off(year: int, item: Marked, names: Mapping[str, Text], confidence: str) -> list[Entry]:
    """Read one holiday or run of holidays."""
    fields = item.fields(needs={"name"}, may={"day", "from", "to", "in_lieu", "confidence", "source"})
    name = _name(fields["name"], names)
    if "in_lieu" in fields:
        name = say("nghỉ bù {name}", "day off in lieu of {name}", name=name)
    return [
        Entry(
            line=item.line,
            day=day,
            kind=DayKind.HOLIDAY,
            name=name,
            confidence=_confidence(fields["confidence"]) if "confidence" in fields else confidence,
            source=fields["source"].text() if "source" in fields else None,
        )
        for day in _days(year, item, fields)
    ]


def _swap(year: int, item: Marked, names: Mapping[str, Text], confidence: str) -> list[Entry]:
    """Read both halves of a swap: the day off and the day worked for it."""
    fields = item.fields(needs=set(), may={"off", "work", "hours", "confidence", "source"})
    for half in {"off", "work"} - fields.keys():
        raise Wrong(
            item.line,
            "Hoán đổi thiếu một nửa: cần cả ngày nghỉ (off) và ngày làm bù (work); chưa có “{half}”.",
            "A swap lacks its other half: it needs the day off (off) and the day worked (work); “{half}” is missing.",
            half=half,
        )
    off, work = _day(fields["off"], year), _day(fields["work"])
    source = fields["source"].text() if "source" in fields else None
    confidence = _confidence(fields["confidence"]) if "confidence" in fields else confidence
    by = f" ({source})" if source else ""
    return [
        Entry(
            line=item.line,
            day=off,
            kind=DayKind.SWAPPED_OFF,
            name=say(
                "nghỉ hoán đổi, làm bù {work}{by}", "swapped, made up for on {work}{by}", work=day_told(work), by=by
            ),
            confidence=confidence,
            source=source,
        ),
        Entry(
            line=item.line,
            day=work,
            kind=DayKind.MAKE_UP,
            name=say("làm bù cho {off}{by}", "make-up day for {off}{by}", off=day_told(off), by=by),
            confidence=confidence,
            source=source,
            replaces=off,
            windows=windows(fields["hours"]) if "hours" in fields else None,
        ),
    ]


def _days(year: int, item: Marked, fields: Mapping[str, Marked]) -> Iterator[date]:
    if fields.keys() >= {"day"} and not fields.keys() & {"from", "to"}:
        yield _day(fields["day"], year)
        return
    if not fields.keys() >= {"from", "to"} or "day" in fields:
        raise Wrong(
            item.line,
            "Cần một ngày (day), hoặc cả ngày đầu (from) và ngày cuối (to).",
            "One day (day) is needed, or both the first (from) and the last (to).",
        )
    first, last = _day(fields["from"], year), _day(fields["to"], year)
    if last < first:
        raise Wrong(item.line, "Ngày cuối (to) trước ngày đầu (from).", "The last day (to) is before the first (from).")
    for away in range((last - first).days + 1):
        yield first + timedelta(days=away)


def _day(marked: Marked, year: int | None = None) -> date:
    written = marked.text()
    try:
        day = date.fromisoformat(written) if _DATE.fullmatch(written) else None
    except ValueError:
        day = None
    if day is None:
        raise Wrong(
            marked.line,
            "“{written}” không phải là ngày có thật; viết năm-tháng-ngày, ví dụ 2026-09-02.",
            "“{written}” is not a day; write year-month-day, such as 2026-09-02.",
            written=written,
        )
    if year and day.year != year:
        raise Wrong(
            marked.line,
            "Ngày {day} không thuộc năm {year}.",
            "{day} does not lie in the year {year}.",
            day=day_told(day),
            year=year,
        )
    return day


def _name(marked: Marked, names: Mapping[str, Text]) -> Text:
    if marked.text() not in names:
        raise Wrong(
            marked.line,
            "Tên ngày lễ “{name}” chưa được khai ở mục names.",
            "The holiday name “{name}” is not listed under names.",
            name=marked.text(),
        )
    return names[marked.text()]


def _confidence(marked: Marked) -> str:
    if marked.text() not in _CONFIDENCE:
        raise Wrong(
            marked.line,
            "Độ tin cậy “{given}” không có; chọn một trong: {known}.",
            "There is no confidence “{given}”; choose one of: {known}.",
            given=marked.text(),
            known=", ".join(_CONFIDENCE),
        )
    return marked.text()


def _window(line: int, part: str) -> Window:
    found = _WINDOW.fullmatch(part)
    numbers = [int(number) for number in found.groups()] if found else [99] * 4
    wrong = Wrong(
        line,
        "Giờ làm việc “{part}” không đúng; viết như 08:00-12:00, giờ sau lớn hơn giờ trước.",
        "The office hours “{part}” are wrong; write 08:00-12:00, the later time last.",
        part=part,
    )
    hours, minutes = numbers[::2], numbers[1::2]
    if max(minutes) > 59 or hours[0] > 23 or numbers[2:] > [24, 0] or numbers[2:] <= numbers[:2]:
        raise wrong
    return time(hours[0], minutes[0]), time(hours[1] % 24, minutes[1])


def _refuse_twice(entries: list[Entry], wrongs: Wrongs) -> None:
    seen: dict[date, Entry] = {}
    for entry in entries:
        if entry.day in seen:
            wrongs.found.append(
                Wrong(
                    entry.line,
                    "Ngày {day} đã có ở dòng {before}.",
                    "{day} already stands on line {before}.",
                    day=day_told(entry.day),
                    before=seen[entry.day].line,
                )
            )
        seen[entry.day] = entry
