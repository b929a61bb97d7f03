"""The calendar of the pack agrees with the law's days and with an independent list of holidays."""

from datetime import date, timedelta

import holidays
import pytest

from clock.offices import STANDARD
from haidang.clock.contracts import DayKind

YEARS = range(2016, 2028)
NOT_IN_THE_PACKAGE = {
    date(2025, 5, 2): "swapped with Saturday 26 April 2025",
    date(2026, 1, 2): "swapped with Saturday 10 January 2026, uncertain",
    date(2026, 8, 31): "swapped with Saturday 22 August 2026",
    date(2026, 11, 24): "Vietnamese Culture Day, uncertain",
    date(2027, 11, 24): "Vietnamese Culture Day, uncertain",
}


def weekdays(year: int) -> list[date]:
    days = (date(year, 1, 1) + timedelta(days=away) for away in range(366))
    return [day for day in days if day.year == year and day.weekday() < 5]


def closed_weekdays(year: int) -> set[date]:
    return {day for day in weekdays(year) if not STANDARD.windows_on(day)}


@pytest.mark.parametrize("year", YEARS)
def test_every_closed_weekday_is_a_holiday_or_a_known_difference(year):
    package = {day for day in weekdays(year) if day in holidays.country_holidays("VN", years=year)}

    assert closed_weekdays(year) - NOT_IN_THE_PACKAGE.keys() == package - NOT_IN_THE_PACKAGE.keys()


def test_every_known_difference_is_closed():
    assert all(not STANDARD.windows_on(day) for day in NOT_IN_THE_PACKAGE)


@pytest.mark.parametrize(
    ("day_off", "worked", "is_confirmed"),
    [
        (date(2018, 12, 31), date(2019, 1, 5), True),
        (date(2019, 4, 29), date(2019, 5, 4), True),
        (date(2024, 4, 29), date(2024, 5, 4), True),
        (date(2025, 5, 2), date(2025, 4, 26), True),
        (date(2026, 1, 2), date(2026, 1, 10), False),
        (date(2026, 8, 31), date(2026, 8, 22), True),
    ],
)
def test_each_swap_frees_a_weekday_and_works_a_saturday(day_off, worked, is_confirmed):
    assert STANDARD.windows_on(day_off) == ()
    assert STANDARD.windows_on(worked) == STANDARD.windows_on(day_off + timedelta(days=7))
    assert STANDARD.special[day_off].is_confirmed is is_confirmed
    assert STANDARD.special[worked].is_confirmed is is_confirmed


def test_there_are_no_other_swaps():
    kinds = [special.kind for special in STANDARD.special.values()]

    assert kinds.count(DayKind.SWAPPED_OFF) == kinds.count(DayKind.MAKE_UP) == 6


@pytest.mark.parametrize("year", YEARS)
def test_the_days_fixed_by_law_are_in_the_calendar(year):
    assert all(date(year, *day) in STANDARD.special for day in [(1, 1), (4, 30), (5, 1), (9, 2)])


def test_nothing_of_2027_is_confirmed():
    assert not [special for special in STANDARD.special.values() if special.day.year == 2027 and special.is_confirmed]


def test_the_calendar_covers_what_it_says():
    assert STANDARD.covers == (2016, 2027)
    assert {special.day.year for special in STANDARD.special.values()} == set(YEARS)
