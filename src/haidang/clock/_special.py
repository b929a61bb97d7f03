"""What the explanation says of days that differ: weekly rest, holidays, swaps, make-up days, doubts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from haidang.clock._office import minutes_of, typical_minutes
from haidang.clock._words import WEEKDAYS, days_told, listed, say
from haidang.clock.contracts import Calendar, SpecialDay
from haidang.kernel.text import Text

_DAY = timedelta(days=1)


def weekly_rest_told(calendar: Calendar, first: date, last: date) -> Iterator[Text]:
    """Name the weekdays of rest that were met between two days."""
    rest = [WEEKDAYS[weekday] for weekday in _weekdays(first, last) if not calendar.week.get(weekday)]
    if rest:
        yield say("Không tính {rest}: nghỉ hằng tuần.", "Not counted: {rest} (weekly rest).", rest=listed(rest))


def closed_told(calendar: Calendar, first: date, last: date) -> Iterator[Text]:
    """Name each run of holidays and swapped days that a term leaves out."""
    for run in _closed_runs(calendar, first, last):
        yield _run_told(run, "Không tính {days}: {names}.", "Not counted: {days}, {names}.")


def shut_told(calendar: Calendar, first: date, last: date) -> Iterator[Text]:
    """Name each run of holidays and swapped days on which the office is shut, where days are not left out."""
    for run in _closed_runs(calendar, first, last):
        yield _run_told(run, "Cơ quan nghỉ {days}: {names}.", "The office is closed {days}, {names}.")


def make_up_told(calendar: Calendar, first: date, last: date, *, without: Collection[date] = ()) -> Iterator[Text]:
    """Name each day that is open although it would not be by its weekday."""
    for special in _met(calendar, first, last):
        if special.windows and special.day not in without:
            yield _run_told([special], "Có tính {days}: {names}.", "Counted: {days}, {names}.")


def short_days_told(calendar: Calendar, first: date, last: date) -> Iterator[Text]:
    """Say that a half day counts as one, where a half day was met."""
    short = [
        WEEKDAYS[weekday]
        for weekday in _weekdays(first, last)
        if 0 < minutes_of(calendar.week.get(weekday, ())) < typical_minutes(calendar)
    ]
    if short:
        yield say(
            "Ngày chỉ mở cửa một phần ({short}) vẫn tính là một ngày.",
            "A day of shorter hours ({short}) still counts as one day.",
            short=listed(short),
        )


def doubts_told(calendar: Calendar, first: date, last: date) -> Iterator[Text]:
    """Warn of days that count as they stand although nobody has confirmed them, and of unknown years."""
    doubtful = [special for special in _met(calendar, first, last) if not special.is_confirmed]
    for run in _runs(calendar, [special for special in doubtful if not special.windows]):
        yield _run_told(
            run,
            "Chưa xác nhận: {days} ({names}) đang tính là ngày nghỉ; nếu cơ quan làm việc, hạn có thể sớm hơn.",
            "Unconfirmed: {days}, {names}, stands as closed; if the office works, the term may end earlier.",
        )
    for special in doubtful:
        if special.windows:
            yield _run_told(
                [special],
                "Chưa xác nhận: {days} ({names}) đang tính là ngày làm việc; nếu cơ quan nghỉ, hạn có thể muộn hơn.",
                "Unconfirmed: {days}, {names}, stands as open; if the office is closed, the term may end later.",
            )
    yield from _unknown_years_told(calendar, first, last)


def _unknown_years_told(calendar: Calendar, first: date, last: date) -> Iterator[Text]:
    known = range(calendar.covers[0], calendar.covers[1] + 1)
    unknown = [year for year in range(first.year, last.year + 1) if year not in known]
    if unknown:
        years = str(unknown[0]) if len(unknown) == 1 else f"{unknown[0]}-{unknown[-1]}"
        yield say(
            "Chưa có lịch nghỉ lễ năm {years}: hạn chỉ tính theo tuần làm việc và có thể thay đổi.",
            "The holidays of {years} are not known: counted by the week alone, the term may move.",
            years=years,
        )


def _met(calendar: Calendar, first: date, last: date) -> list[SpecialDay]:
    between = (first + _DAY * away for away in range((last - first).days + 1))
    return [calendar.special[day] for day in between if day in calendar.special]


def _closed_runs(calendar: Calendar, first: date, last: date) -> list[list[SpecialDay]]:
    return _runs(calendar, [special for special in _met(calendar, first, last) if not special.windows])


def _runs(calendar: Calendar, specials: Sequence[SpecialDay]) -> list[list[SpecialDay]]:
    """Group closed days with nothing but closed days between them."""
    runs: list[list[SpecialDay]] = []
    for special in specials:
        if runs and _is_closed_between(calendar, runs[-1][-1].day, special.day):
            runs[-1].append(special)
        else:
            runs.append([special])
    return runs


def _is_closed_between(calendar: Calendar, first: date, last: date) -> bool:
    between = (first + _DAY * away for away in range(1, (last - first).days))
    return not any(calendar.windows_on(day) for day in between)


def _run_told(run: Sequence[SpecialDay], vi: str, en: str) -> Text:
    names = listed([special.name for special in run])
    return say(vi, en, days=days_told(run[0].day, run[-1].day), names=names)


def _weekdays(first: date, last: date) -> list[int]:
    """Return the weekdays from the first to the last day, each once, Monday first."""
    return sorted({(first + _DAY * away).weekday() for away in range(min((last - first).days + 1, 7))})
