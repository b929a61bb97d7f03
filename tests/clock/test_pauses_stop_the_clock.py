"""A pause adds a day for each working day whose closing it holds, and to a term of hours its very minutes."""

import pytest

from clock.offices import STANDARD, at, ends, when
from haidang.clock import api as clock
from haidang.clock.contracts import Length, Pause, TermUnit, Uncountable

DAYS, CALENDAR_DAYS, HOURS = TermUnit.WORKING_DAYS, TermUnit.CALENDAR_DAYS, TermUnit.WORKING_HOURS
BARE_HOURS = TermUnit.CLOCK_HOURS


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        pytest.param([], "2024-05-27T17:00", id="none"),
        pytest.param([("2024-05-21T10:00", "2024-05-23T09:00")], "2024-05-29T17:00", id="two closings"),
        pytest.param([("2024-05-21T10:00", "2024-05-21T16:59")], "2024-05-27T17:00", id="within one day"),
        pytest.param([("2024-05-21T10:00", "2024-05-21T17:00")], "2024-05-28T17:00", id="up to the closing"),
        pytest.param([("2024-05-21T17:00", "2024-05-22T10:00")], "2024-05-27T17:00", id="from the closing on"),
        pytest.param([("2024-05-24T16:00", "2024-05-27T08:00")], "2024-05-28T17:00", id="over a weekend"),
        pytest.param([("2024-05-25T00:00", "2024-05-27T00:00")], "2024-05-27T17:00", id="a weekend alone"),
        pytest.param([("2024-05-20T12:00", "2024-05-21T09:00")], "2024-05-27T17:00", id="on the uncounted day"),
        pytest.param([("2024-05-27T16:00", "2024-05-29T08:00")], "2024-05-29T17:00", id="on the last day"),
        pytest.param([("2024-05-28T10:00", "2024-06-28T10:00")], "2024-05-27T17:00", id="after the end"),
        pytest.param(
            [("2024-05-22T10:00", "2024-05-23T09:00"), ("2024-05-21T10:00", "2024-05-22T18:00")],
            "2024-05-29T17:00",
            id="overlapping, out of order",
        ),
        pytest.param([("2024-05-21T10:00", "2024-05-21T10:00")], "2024-05-27T17:00", id="empty"),
    ],
)
def test_five_working_days_from_a_monday(pauses, due):
    assert when(5, DAYS, "2024-05-20T08:00", *pauses) == due


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        pytest.param([("2024-05-21T10:00", "2024-05-23T09:00")], "2024-05-29T17:00", id="two working days"),
        pytest.param([("2024-05-24T10:00", "2024-05-27T08:00")], "2024-05-28T17:00", id="a weekend is not added"),
        pytest.param([("2024-05-27T08:00", "2024-05-28T08:00")], "2024-05-28T17:00", id="the last day"),
    ],
)
def test_seven_calendar_days_from_a_monday(pauses, due):
    assert when(7, CALENDAR_DAYS, "2024-05-20T08:00", *pauses) == due


def test_a_calendar_term_moves_past_an_open_day_that_is_paused():
    assert when(5, CALENDAR_DAYS, "2024-05-20T08:00", ("2024-05-27T08:00", "2024-05-28T08:00")) == "2024-05-28T17:00"


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        pytest.param([("2024-05-20T10:00", "2024-05-20T10:20")], "2024-05-21T08:20", id="twenty minutes"),
        pytest.param([("2024-05-20T11:30", "2024-05-20T13:30")], "2024-05-21T09:00", id="lunch is no loss"),
        pytest.param([("2024-05-20T17:00", "2024-05-21T08:00")], "2024-05-20T17:00", id="a night is no loss"),
        pytest.param([("2024-05-20T06:00", "2024-05-20T09:00")], "2024-05-21T09:00", id="from before the start"),
        pytest.param(
            [("2024-05-20T09:00", "2024-05-20T11:00"), ("2024-05-20T10:00", "2024-05-20T12:00")],
            "2024-05-21T11:00",
            id="overlapping",
        ),
    ],
)
def test_eight_working_hours_from_a_monday(pauses, due):
    assert when(8, HOURS, "2024-05-20T08:00", *pauses) == due


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        pytest.param([("2024-05-20T10:00", "2024-05-20T22:00")], "2024-05-21T20:00", id="as long as it lasted"),
        pytest.param([("2024-05-20T06:00", "2024-05-20T09:00")], "2024-05-21T09:00", id="from before the start"),
        pytest.param([("2024-05-19T06:00", "2024-05-19T09:00")], "2024-05-21T08:00", id="before the start"),
        pytest.param([("2024-05-21T08:00", "2024-05-21T09:00")], "2024-05-21T08:00", id="from the end on"),
    ],
)
def test_twenty_four_bare_hours_from_a_monday(pauses, due):
    assert when(24, BARE_HOURS, "2024-05-20T08:00", *pauses) == due


def test_a_pause_that_goes_on_leaves_the_date_as_if_it_ended_now():
    due = clock.due(
        length=Length(5, DAYS),
        calendar=STANDARD,
        start=at("2024-05-20T08:00"),
        pauses=[Pause(at("2024-05-22T09:00"), None)],
    )

    assert due.at == at("2024-05-27T17:00")
    assert due.reasons[-1].vi.startswith("Đồng hồ đang tạm dừng từ 09:00 thứ Tư 22/5/2024")


def test_a_pause_that_begins_after_the_end_says_nothing():
    due = clock.due(
        length=Length(5, DAYS),
        calendar=STANDARD,
        start=at("2024-05-20T08:00"),
        pauses=[Pause(at("2024-05-28T09:00"), None)],
    )

    assert "tạm dừng" not in str(due.reasons)


def test_a_pause_that_ends_before_it_begins_is_refused():
    with pytest.raises(Uncountable, match=r"kết thúc .* trước khi bắt đầu"):
        ends(5, DAYS, "2024-05-20T08:00", ("2024-05-23T09:00", "2024-05-22T09:00"))
