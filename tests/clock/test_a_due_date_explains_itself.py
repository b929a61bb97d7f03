"""A due date says in two languages what was counted, what was not, and what is not certain."""

import pytest

from clock.offices import OFFICES, ends
from haidang.clock.contracts import Due, TermUnit

DAYS, CALENDAR_DAYS, HOURS = TermUnit.WORKING_DAYS, TermUnit.CALENDAR_DAYS, TermUnit.WORKING_HOURS


def vi(due: Due) -> list[str]:
    return [reason.vi for reason in due.reasons]


def en(due: Due) -> list[str | None]:
    return [reason.en for reason in due.reasons]


def test_working_days_name_the_holiday_that_moved_them():
    due = ends(5, DAYS, "2017-08-31T10:00")

    assert vi(due) == [
        "Thời hạn 5 ngày làm việc theo lịch “Giờ hành chính”.",
        "Không tính ngày phát sinh (thứ Năm 31/8/2017); ngày thứ nhất là thứ Sáu 01/9/2017.",
        "Không tính thứ Bảy, Chủ nhật: nghỉ hằng tuần.",
        "Không tính thứ Bảy 02/9/2017 đến thứ Hai 04/9/2017: Quốc khánh 2/9, nghỉ bù Quốc khánh 2/9.",
        "Hết hạn lúc 17:00 thứ Sáu 08/9/2017, giờ đóng cửa của ngày cuối cùng.",
    ]
    assert en(due) == [
        "The term is 5 working days in the calendar “Standard office hours”.",
        "The day of the event (Thursday 31 August 2017) is not counted; day 1 is Friday 1 September 2017.",
        "Not counted: Saturday, Sunday (weekly rest).",
        "Not counted: Saturday 2 September 2017 to Monday 4 September 2017, National Day, "
        "day off in lieu of National Day.",
        "Due at 17:00 on Friday 8 September 2017, when the office closes on the last day.",
    ]


def test_calendar_days_name_the_closed_day_they_end_on():
    assert vi(ends(30, CALENDAR_DAYS, "2017-08-03T10:00")) == [
        "Thời hạn 30 ngày, tính cả ngày nghỉ.",
        "Không tính ngày phát sinh (thứ Năm 03/8/2017); ngày thứ nhất là thứ Sáu 04/8/2017.",
        "Ngày cuối cùng, thứ Bảy 02/9/2017, cơ quan không làm việc; "
        "hạn chuyển sang ngày làm việc tiếp theo, thứ Ba 05/9/2017.",
        "Cơ quan nghỉ thứ Bảy 02/9/2017 đến thứ Hai 04/9/2017: Quốc khánh 2/9, nghỉ bù Quốc khánh 2/9.",
        "Hết hạn lúc 17:00 thứ Ba 05/9/2017, giờ đóng cửa của ngày cuối cùng.",
    ]


def test_calendar_days_that_end_on_an_open_day_name_no_holiday():
    assert "Quốc khánh" not in str(vi(ends(40, CALENDAR_DAYS, "2017-08-03T10:00")))


def test_working_hours_are_shown_day_by_day():
    due = ends(8, HOURS, "2017-09-01T16:00")

    assert "Tính từ 16:00 thứ Sáu 01/9/2017." in vi(due)
    assert "Đếm: thứ Sáu 01/9/2017 1 giờ; thứ Ba 05/9/2017 7 giờ." in vi(due)
    assert "Count: Friday 1 September 2017 1 hour; Tuesday 5 September 2017 7 hours." in en(due)


def test_hours_of_many_days_are_summed_between_the_first_and_the_last():
    due = ends(60, HOURS, "2017-06-05T09:30")

    assert (
        "Đếm: thứ Hai 05/6/2017 6 giờ 30 phút; 6 ngày làm việc tiếp theo 48 giờ; thứ Tư 14/6/2017 5 giờ 30 phút."
        in vi(due)
    )


def test_hours_that_begin_at_night_say_when_counting_begins():
    assert "Bắt đầu lúc 20:00 thứ Sáu 30/6/2017, ngoài giờ làm việc, nên tính từ 08:00 thứ Hai 03/7/2017." in vi(
        ends(8, HOURS, "2017-06-30T20:00")
    )


def test_bare_hours_say_that_they_are_unconfirmed_and_end_at_night():
    due = ends(24, TermUnit.CLOCK_HOURS, "2017-08-31T22:00:30")

    assert vi(due) == [
        "Thời hạn 24 giờ theo đồng hồ, tính cả ngoài giờ làm việc (chưa xác nhận: quy định chỉ ghi “giờ”).",
        "Tính từ 22:00:30 thứ Năm 31/8/2017.",
        "Hết hạn lúc 22:00:30 thứ Sáu 01/9/2017.",
        "Lúc đó cơ quan không làm việc.",
    ]


def test_bare_hours_that_end_in_office_time_say_no_more():
    assert vi(ends(2, TermUnit.CLOCK_HOURS, "2017-08-31T10:00"))[-1] == "Hết hạn lúc 12:00 thứ Năm 31/8/2017."


@pytest.mark.parametrize(("unit", "number"), [(DAYS, 3), (HOURS, 24)])
def test_a_make_up_day_is_named_with_the_day_it_replaces(unit, number):
    reasons = vi(ends(number, unit, "2018-12-28T17:00"))

    assert "Không tính thứ Hai 31/12/2018 đến thứ Ba 01/01/2019: nghỉ hoán đổi, làm bù thứ Bảy 05/01/2019 " in str(
        reasons
    )
    assert "6519/VPCP-KGVX" in str(reasons)


def test_a_make_up_day_that_was_counted_is_named():
    assert "Có tính thứ Bảy 26/4/2025: làm bù cho thứ Sáu 02/5/2025." in vi(ends(3, DAYS, "2025-04-25T10:00"))


def test_a_make_up_day_that_was_paused_is_not_called_counted():
    due = ends(3, DAYS, "2025-04-25T10:00", ("2025-04-25T12:00", "2025-04-27T00:00"))

    assert "Có tính" not in str(vi(due))
    assert "ngày thứ nhất là thứ Hai 28/4/2025" in str(vi(due))


def test_a_half_day_is_said_to_count():
    due = ends(2, DAYS, "2024-05-17T08:00", calendar=OFFICES["half-saturday"])

    assert "Ngày chỉ mở cửa một phần (thứ Bảy) vẫn tính là một ngày." in vi(due)


def test_a_gate_that_never_closes_ends_at_twenty_four_hours():
    due = ends(1, DAYS, "2024-05-20T08:00", calendar=OFFICES["gate"])

    assert vi(due)[-1] == "Hết hạn lúc 24:00 thứ Ba 21/5/2024, giờ đóng cửa của ngày cuối cùng."


@pytest.mark.parametrize(
    ("unit", "number", "told"),
    [
        (DAYS, 5, "Tạm dừng từ 10:00 thứ Ba 21/5/2024 đến 09:00 thứ Năm 23/5/2024: cộng thêm 2 ngày."),
        (CALENDAR_DAYS, 7, "Tạm dừng từ 10:00 thứ Ba 21/5/2024 đến 09:00 thứ Năm 23/5/2024: cộng thêm 2 ngày."),
        (
            HOURS,
            12,
            "Tạm dừng từ 10:00 thứ Ba 21/5/2024 đến 09:00 thứ Năm 23/5/2024: cộng thêm 15 giờ làm việc.",
        ),
        (
            TermUnit.CLOCK_HOURS,
            48,
            "Tạm dừng từ 10:00 thứ Ba 21/5/2024 đến 09:00 thứ Năm 23/5/2024: cộng thêm 47 giờ.",
        ),
    ],
)
def test_a_pause_says_what_it_adds(unit, number, told):
    assert told in vi(ends(number, unit, "2024-05-20T08:00", ("2024-05-21T10:00", "2024-05-23T09:00")))


def test_a_pause_that_adds_nothing_says_so():
    due = ends(5, DAYS, "2024-05-20T08:00", ("2024-05-21T10:00", "2024-05-21T11:00"))

    assert "không có ngày nào kết thúc trong lúc đó, không cộng thêm." in str(vi(due))


def test_a_pause_outside_the_term_is_not_told():
    due = ends(5, DAYS, "2024-05-20T08:00", ("2024-05-30T10:00", "2024-05-31T11:00"))

    assert "Tạm dừng" not in str(vi(due))


def test_a_term_of_nothing_says_the_day_itself():
    for unit in (DAYS, CALENDAR_DAYS):
        assert vi(ends(0, unit, "2017-08-31T10:00"))[1] == (
            "Giải quyết ngay trong ngày thứ Năm 31/8/2017, hoặc ngày làm việc tiếp theo nếu cơ quan đã đóng cửa."
        )
    assert "Đếm" not in str(vi(ends(0, HOURS, "2017-08-31T10:00")))


def test_an_unconfirmed_holiday_says_which_way_the_date_may_move():
    assert vi(ends(3, DAYS, "2026-11-20T10:00"))[-1] == (
        "Chưa xác nhận: thứ Ba 24/11/2026 (Ngày Văn hóa Việt Nam 24/11) đang tính là ngày nghỉ; "
        "nếu cơ quan làm việc, hạn có thể sớm hơn."
    )


def test_an_unconfirmed_make_up_day_says_which_way_the_date_may_move():
    assert vi(ends(3, DAYS, "2026-01-08T10:00"))[-1] == (
        "Chưa xác nhận: thứ Bảy 10/01/2026 (làm bù cho thứ Sáu 02/01/2026) đang tính là ngày làm việc; "
        "nếu cơ quan nghỉ, hạn có thể muộn hơn."
    )


def test_an_unconfirmed_run_is_named_once():
    reasons = vi(ends(60, HOURS, "2027-02-03T10:00"))

    assert [reason for reason in reasons if reason.startswith("Chưa xác nhận")] == [
        "Chưa xác nhận: thứ Năm 04/02/2027 đến thứ Tư 10/02/2027 (Tết Nguyên đán) đang tính là ngày nghỉ; "
        "nếu cơ quan làm việc, hạn có thể sớm hơn."
    ]


@pytest.mark.parametrize(
    ("unit", "start", "number", "years"),
    [(DAYS, "2030-05-20T10:00", 5, "2030"), (DAYS, "2027-12-20T10:00", 600, "2028-2030")],
)
def test_a_year_without_known_holidays_is_named(unit, start, number, years):
    assert vi(ends(number, unit, start))[-1] == (
        f"Chưa có lịch nghỉ lễ năm {years}: hạn chỉ tính theo tuần làm việc và có thể thay đổi."
    )


def test_an_office_without_holidays_knows_every_year():
    due = ends(5, DAYS, "2045-05-20T10:00", calendar=OFFICES["gate"])

    assert "Chưa có lịch" not in str(vi(due))


def test_working_minutes_are_told_as_hours_and_minutes_of_office_time():
    due = ends(378, TermUnit.WORKING_MINUTES, "2017-08-31T16:00")

    assert vi(due)[0] == "Thời hạn 6 giờ 18 phút làm việc theo lịch “Giờ hành chính”, chỉ tính giờ cơ quan mở cửa."
    assert vi(due)[-1] == "Hết hạn lúc 14:18 thứ Sáu 01/9/2017."
    assert en(due)[0].startswith("The term is 6 hours 18 minutes of office time in the calendar")
