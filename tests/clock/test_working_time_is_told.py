"""Working time between two moments, told in the office's own days; early, on time and late."""

from datetime import timedelta

import pytest

from clock.offices import OFFICES, STANDARD, at, ends
from haidang.clock import api as clock
from haidang.clock.contracts import Calendar, Length, Outcome, TermUnit
from haidang.kernel.text import Text

DAYS, CALENDAR_DAYS, HOURS = TermUnit.WORKING_DAYS, TermUnit.CALENDAR_DAYS, TermUnit.WORKING_HOURS


@pytest.mark.parametrize(
    ("minutes", "vi", "en"),
    [
        (0, "0 phút làm việc", "0 working minutes"),
        (1, "1 phút làm việc", "1 working minute"),
        (200, "3 giờ 20 phút làm việc", "3 working hours 20 minutes"),
        (480, "1 ngày làm việc", "1 working day"),
        (2 * 480 + 185, "2 ngày 3 giờ làm việc", "2 working days 3 hours"),
        (480 + 59, "1 ngày làm việc", "1 working day"),
        (-90, "1 giờ 30 phút làm việc", "1 working hour 30 minutes"),
    ],
)
def test_working_time_is_told_in_days_of_eight_hours(minutes, vi, en):
    assert clock.tell(minutes, STANDARD) == Text(vi, en)


@pytest.mark.parametrize(
    ("office", "told"),
    [
        (OFFICES["seven-hours"], "2 ngày làm việc"),
        (OFFICES["half-saturday"], "1 ngày 6 giờ làm việc"),
        (OFFICES["gate"], "14 giờ làm việc"),
        (Calendar(key="never", name=Text("Không mở"), zone=STANDARD.zone, week={}), "1 ngày 6 giờ làm việc"),
    ],
)
def test_a_day_is_the_offices_usual_day(office, told):
    assert clock.tell(14 * 60, office).vi == told


def test_how_late_is_told_in_working_time():
    due, now = at("2017-09-01T17:00"), at("2017-09-06T10:30")

    minutes = clock.working_minutes(calendar=STANDARD, start=due, end=now)

    assert clock.tell(minutes, STANDARD).vi == "1 ngày 2 giờ làm việc"


@pytest.mark.parametrize(
    ("end", "length", "latest"),
    [
        pytest.param("2017-09-08T17:00", Length(1, DAYS), "2017-09-07T17:00", id="one working day"),
        pytest.param("2017-09-05T17:00", Length(1, DAYS), "2017-09-01T17:00", id="over a holiday"),
        pytest.param("2017-09-05T17:00", Length(1, CALENDAR_DAYS), "2017-09-01T17:00", id="off a closed day"),
        pytest.param("2017-09-05T17:00", Length(0, DAYS), "2017-09-05T17:00", id="the day itself"),
        pytest.param("2017-09-05T10:00", Length(4, HOURS), "2017-09-01T15:00", id="working hours"),
        pytest.param("2017-09-05T10:00", Length(4, TermUnit.CLOCK_HOURS), "2017-09-05T06:00", id="bare hours"),
    ],
)
def test_the_latest_moment_before_an_end(end, length, latest):
    assert clock.minus(length=length, calendar=STANDARD, end=at(end)) == at(latest)


def test_a_day_that_ends_at_midnight_is_the_day_before():
    gate = OFFICES["gate"]

    assert clock.minus(length=Length(1, DAYS), calendar=gate, end=at("2024-05-22T00:00")) == at("2024-05-21T00:00")


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2017-09-01T08:00", "2017-09-01T08:00"),
        ("2017-09-01T12:00", "2017-09-01T13:00"),
        ("2017-09-01T16:59", "2017-09-01T16:59"),
        ("2017-09-01T17:00", "2017-09-05T08:00"),
    ],
)
def test_the_next_opening(moment, opening):
    assert clock.opens_at_or_after(STANDARD, at(moment)) == at(opening)


@pytest.mark.parametrize(
    ("finished", "outcome"),
    [
        ("2017-09-07T23:59", Outcome.EARLY),
        ("2017-09-08T00:30", Outcome.ON_TIME),
        ("2017-09-08T17:00", Outcome.ON_TIME),
        ("2017-09-08T18:00", Outcome.ON_TIME),
        ("2017-09-09T00:00", Outcome.LATE),
        ("2017-09-09T06:59", Outcome.LATE),
    ],
)
def test_a_term_of_days_is_judged_by_the_day(finished, outcome):
    due = ends(5, DAYS, "2017-08-31T10:00")

    assert clock.outcome(due, at(finished)) == outcome


@pytest.mark.parametrize(
    ("finished", "outcome"),
    [
        ("2017-06-30T17:00", Outcome.EARLY),
        ("2017-07-03T15:30", Outcome.ON_TIME),
        ("2017-07-03T15:31", Outcome.LATE),
    ],
)
def test_a_term_of_hours_is_judged_by_the_moment(finished, outcome):
    due = ends(8, HOURS, "2017-06-30T15:30")

    assert clock.outcome(due, at(finished)) == outcome


def test_a_gate_is_on_time_until_its_day_ends_at_midnight():
    due = ends(1, DAYS, "2024-05-20T08:00", calendar=OFFICES["gate"])

    assert clock.outcome(due, at("2024-05-22T00:00")) == Outcome.ON_TIME
    assert clock.outcome(due, at("2024-05-22T00:01")) == Outcome.LATE


def test_what_is_open_is_late_after_closing():
    due = ends(5, DAYS, "2017-08-31T10:00")

    assert not clock.is_late(due, at("2017-09-08T17:00"))
    assert clock.is_late(due, at("2017-09-08T17:00") + timedelta(seconds=1))


def test_slots_are_quarters_of_an_hour():
    slots = [clock.slot(at(f"2017-09-01T{wall}")) for wall in ("08:00", "08:14", "08:15", "09:00")]

    assert slots == [slots[0], slots[0], slots[0] + 1, slots[0] + 4]
    assert slots[0] * 15 * 60 == at("2017-09-01T08:00").timestamp()
