"""Whatever the office and the pauses, the clock says what watching every minute says."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from clock import simulation
from clock.offices import HANOI, at
from haidang.clock import api as clock
from haidang.clock.contracts import Calendar, DayKind, Length, Pause, SpecialDay, TermUnit
from haidang.kernel.text import Text

DAYS, CALENDAR_DAYS, HOURS = TermUnit.WORKING_DAYS, TermUnit.CALENDAR_DAYS, TermUnit.WORKING_HOURS
MINUTES = TermUnit.WORKING_MINUTES
SIMULATED = {
    DAYS: simulation.working_days,
    CALENDAR_DAYS: simulation.calendar_days,
    HOURS: simulation.working_hours,
}
BEGIN = at("2024-05-13T00:00")

MORNING, AFTERNOON = (time(8), time(12)), (time(13), time(17))
hours = some.sampled_from(
    [
        (),
        (MORNING, AFTERNOON),
        (MORNING,),
        ((time(7, 30), time(11, 30)),),
        ((time(9, 15), time(16)),),
        ((time(0), time(0)),),
    ]
)
moments = some.integers(0, 14 * 24 * 60).map(lambda minutes: BEGIN + timedelta(minutes=minutes))


@some.composite
def pauses(draw: some.DrawFn) -> Pause:
    start = draw(moments)
    return Pause(start, start + timedelta(minutes=draw(some.integers(0, 3 * 24 * 60))))


@some.composite
def calendars(draw: some.DrawFn) -> Calendar:
    week = {weekday: draw(hours) for weekday in range(7)}
    days = draw(some.lists(some.integers(0, 20), max_size=4, unique=True))
    special = [_special(BEGIN.date() + timedelta(days=away), draw(hours)) for away in days]
    return Calendar(
        key="any",
        name=Text("Bất kỳ", "Any"),
        zone=HANOI,
        week={**week, 0: week[0] or (MORNING,)},
        special={each.day: each for each in special},
    )


def _special(day: date, windows: tuple[tuple[time, time], ...]) -> SpecialDay:
    return SpecialDay(day=day, kind=DayKind.HOLIDAY, name=Text("Ngày khác", "Other day"), windows=windows)


terms = some.one_of(
    some.builds(Length, some.integers(1, 4), some.sampled_from([DAYS, CALENDAR_DAYS])),
    some.builds(Length, some.integers(1, 30), some.just(HOURS)),
)
quickly = settings(max_examples=150, deadline=None)


@quickly
@given(calendars(), terms, moments, some.lists(pauses(), max_size=3))
def test_a_term_ends_when_the_simulation_says(calendar, length, start, stops):
    due = clock.due(length=length, calendar=calendar, start=start, pauses=stops)

    assert due.at.replace(tzinfo=None) == SIMULATED[length.unit](length.value, calendar, start, stops)


@quickly
@given(calendars(), terms, moments, some.lists(pauses(), max_size=3))
def test_a_term_ends_in_office_time(calendar, length, start, stops):
    due = clock.due(length=length, calendar=calendar, start=start, pauses=stops)

    last_minute = due.at - timedelta(minutes=1)
    assert clock.opens_at_or_after(calendar, last_minute) == last_minute
    assert last_minute.date() == due.day


@quickly
@given(calendars(), terms, moments, moments, some.lists(pauses(), max_size=3))
def test_a_later_event_is_never_due_earlier(calendar, length, one, other, stops):
    first, second = sorted([one, other])

    assert (
        clock.due(length=length, calendar=calendar, start=first, pauses=stops).at
        <= clock.due(length=length, calendar=calendar, start=second, pauses=stops).at
    )


@quickly
@given(calendars(), some.sampled_from([DAYS, CALENDAR_DAYS, HOURS]), some.integers(0, 9), moments)
def test_a_longer_term_is_never_due_earlier(calendar, unit, number, start):
    shorter, longer = (
        clock.due(length=Length(value, unit), calendar=calendar, start=start) for value in (number, number + 1)
    )

    assert start <= shorter.at <= longer.at


@quickly
@given(calendars(), terms, moments, some.lists(pauses(), max_size=4), some.randoms())
def test_the_order_of_pauses_does_not_matter(calendar, length, start, stops, chance):
    shuffled = chance.sample(stops, len(stops))

    assert clock.due(length=length, calendar=calendar, start=start, pauses=shuffled) == clock.due(
        length=length, calendar=calendar, start=start, pauses=stops
    )


@quickly
@given(calendars(), terms, moments, some.lists(pauses(), max_size=2), pauses())
def test_one_more_pause_never_makes_a_term_shorter(calendar, length, start, stops, more):
    assert (
        clock.due(length=length, calendar=calendar, start=start, pauses=stops).at
        <= clock.due(length=length, calendar=calendar, start=start, pauses=[*stops, more]).at
    )


@quickly
@given(calendars(), some.integers(1, 40), moments)
def test_the_office_time_up_to_the_end_is_the_term(calendar, number, start):
    due = clock.due(length=Length(number, HOURS), calendar=calendar, start=start)

    assert clock.working_minutes(calendar=calendar, start=start, end=due.at) == number * 60
    assert clock.working_minutes(calendar=calendar, start=due.at, end=start) == -number * 60


@quickly
@given(calendars(), some.integers(1, 30), moments, some.lists(pauses(), max_size=2))
def test_sixty_working_minutes_are_a_working_hour(calendar, number, start, stops):
    in_minutes = clock.due(length=Length(60 * number, MINUTES), calendar=calendar, start=start, pauses=stops)

    assert in_minutes.at == clock.due(length=Length(number, HOURS), calendar=calendar, start=start, pauses=stops).at


@quickly
@given(calendars(), some.integers(1, 2000), moments)
def test_the_minutes_up_to_the_end_are_the_term(calendar, number, start):
    due = clock.due(length=Length(number, MINUTES), calendar=calendar, start=start)

    assert clock.working_minutes(calendar=calendar, start=start, end=due.at) == number


@quickly
@given(calendars(), some.integers(1, 9), moments)
def test_the_open_days_up_to_the_end_are_the_term(calendar, number, start):
    due = clock.due(length=Length(number, DAYS), calendar=calendar, start=start)

    last_minute = due.at - timedelta(minutes=1)
    assert clock.working_days(calendar=calendar, start=start, end=last_minute) == number
    assert clock.working_days(calendar=calendar, start=last_minute, end=start) == -number


@quickly
@given(calendars(), some.integers(1, 40), moments)
def test_going_back_the_hours_of_a_term_leaves_just_enough_time(calendar, number, end):
    latest = clock.minus(length=Length(number, HOURS), calendar=calendar, end=end)

    assert clock.working_minutes(calendar=calendar, start=latest, end=end) == number * 60
    assert clock.due(length=Length(number, HOURS), calendar=calendar, start=latest).at <= end


@quickly
@given(calendars(), some.integers(0, 9), some.sampled_from([DAYS, CALENDAR_DAYS]), moments)
def test_going_back_the_days_of_a_term_ends_in_office_time_before(calendar, number, unit, end):
    latest = clock.minus(length=Length(number, unit), calendar=calendar, end=end)

    last_minute = latest - timedelta(minutes=1)
    assert clock.opens_at_or_after(calendar, last_minute) == last_minute
    assert number == 0 or latest <= end


@pytest.mark.parametrize("unit", [DAYS, CALENDAR_DAYS, HOURS])
def test_the_simulation_itself_finds_a_known_date(unit):
    office = clock.standard_calendar()
    known = {DAYS: (5, "2017-09-08T17:00"), CALENDAR_DAYS: (3, "2017-09-05T17:00"), HOURS: (9, "2017-09-01T11:00")}
    number, due = known[unit]

    assert SIMULATED[unit](number, office, at("2017-08-31T10:00"), []).isoformat(timespec="minutes") == due
