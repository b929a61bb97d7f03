"""Each office counts in its own hours: half days, short days, swaps, gates that never close, summer time."""

from datetime import date

import pytest

from clock.offices import OFFICES, at, ends, when
from haidang.clock import api as clock
from haidang.clock.contracts import Calendar, Length, TermUnit, Uncountable
from haidang.kernel.text import Text

DAYS, HOURS = TermUnit.WORKING_DAYS, TermUnit.WORKING_HOURS
HALF_SATURDAY, SWAP, SEVEN, GATE = (OFFICES[key] for key in ("half-saturday", "swap-in-may", "seven-hours", "gate"))


def test_a_half_saturday_counts_as_one_day():
    assert when(2, DAYS, "2024-05-17T08:00", calendar=HALF_SATURDAY) == "2024-05-20T17:00"


def test_a_half_saturday_closes_at_its_own_hour():
    assert when(1, DAYS, "2024-05-17T08:00", calendar=HALF_SATURDAY) == "2024-05-18T11:30"


def test_a_half_saturday_counts_its_own_hours():
    assert when(4, HOURS, "2024-05-17T17:00", calendar=HALF_SATURDAY) == "2024-05-18T11:30"
    assert when(5, HOURS, "2024-05-17T17:00", calendar=HALF_SATURDAY) == "2024-05-20T09:00"


def test_a_make_up_saturday_after_the_holiday_it_replaces_counts():
    assert when(2, DAYS, "2024-05-02T08:00", calendar=SWAP) == "2024-05-06T17:00"


def test_a_make_up_day_has_the_hours_of_the_day_it_replaces():
    assert when(8, HOURS, "2024-05-02T17:00", calendar=SWAP) == "2024-05-04T17:00"


@pytest.mark.parametrize(("number", "due"), [(5, "2024-05-27T16:30"), (20, "2024-06-17T16:30")])
def test_days_of_a_seven_hour_office_are_days(number, due):
    assert when(number, DAYS, "2024-05-20T08:00", calendar=SEVEN) == due


def test_hours_of_a_seven_hour_office_are_hours():
    assert when(8, HOURS, "2024-05-20T08:00", calendar=SEVEN) == "2024-05-21T09:00"


def test_a_gate_that_never_closes_ends_its_day_at_midnight():
    due = ends(1, DAYS, "2024-05-20T08:00", calendar=GATE)

    assert due.at == at("2024-05-22T00:00")
    assert due.day == date(2024, 5, 21)


def test_summer_time_costs_nobody_an_hour():
    berlin = OFFICES["summer-time"]

    due = clock.due(length=Length(24, HOURS), calendar=berlin, start=at("2024-03-30T12:00", berlin.zone))

    assert due.at.isoformat() == "2024-03-31T13:00:00+02:00"


@pytest.mark.parametrize("unit", [DAYS, HOURS, TermUnit.CALENDAR_DAYS])
def test_an_office_that_never_opens_is_said_so(unit):
    never = Calendar(key="never", name=Text("Không mở", "Never open"), zone=GATE.zone, week={})

    with pytest.raises(Uncountable, match="không có ngày làm việc nào"):
        ends(1, unit, "2024-05-20T08:00", calendar=never)


@pytest.mark.parametrize(
    ("number", "start", "message"),
    [
        (-1, "2024-05-20T08:00", "không thể là số âm"),
        (40_000, "2024-05-20T08:00", "dài hơn 100 năm"),
        (10**12, "2024-05-20T08:00", "dài hơn 100 năm"),
        (1, "0001-01-01T08:00", "Năm 1 nằm ngoài"),
        (1, "9999-12-31T23:00", "Năm 9999 nằm ngoài"),
    ],
)
def test_a_term_nobody_can_mean_is_refused(number, start, message):
    with pytest.raises(Uncountable, match=message):
        ends(number, DAYS, start)


def test_a_moment_without_an_offset_is_a_mistake_of_the_program():
    with pytest.raises(ValueError, match="offset"):
        clock.due(length=Length(1, DAYS), calendar=GATE, start=at("2024-05-20T08:00").replace(tzinfo=None))
