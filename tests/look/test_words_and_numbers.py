"""Dates, amounts and lengths of time read as each language writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from haidang.look import wording
from haidang.look.templatetags.look import vi_date, vi_datetime

AFTERNOON = datetime(2017, 6, 27, 8, 30, tzinfo=UTC)
LATE_EVENING_UTC = datetime(2017, 6, 26, 17, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "day", "moment", "number", "money", "working"),
    [
        ("vi", "27/06/2017", "15:30, 27/06/2017", "1.234,5", "1.250.000 đ", "2 ngày 3 giờ làm việc"),
        ("en", "27 June 2017", "27 June 2017, 15:30", "1,234.5", "VND 1,250,000", "2 days 3 hours of working time"),
    ],
)
def test_each_language_has_its_own_form(language, day, moment, number, money, working):
    with override(language):
        shown = (
            wording.day(date(2017, 6, 27)),
            wording.moment(AFTERNOON),
            wording.number(Decimal("1234.50")),
            wording.money(1_250_000),
            wording.working_time(2 * 480 + 180),
        )

    assert shown == (day, moment, number, money, working)


def test_a_moment_is_shown_on_the_day_it_is_at_the_offices():
    assert wording.day(LATE_EVENING_UTC) == "27/06/2017"


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [
        (0, "0 phút làm việc"),
        (45, "45 phút làm việc"),
        (65, "1 giờ 5 phút làm việc"),
        (480, "1 ngày làm việc"),
        (485, "1 ngày làm việc"),
        (-120, "2 giờ làm việc"),
    ],
)
def test_working_time_is_as_exact_as_one_plans(minutes, shown):
    assert wording.working_time(minutes) == shown


def test_a_shorter_office_day_makes_more_days_of_the_same_minutes():
    assert wording.working_time(420, 420) == "1 ngày làm việc"


@pytest.mark.parametrize(
    ("size", "shown"), [(0, "0 B"), (850 * 1024, "850 KB"), (1258291, "1,2 MB"), (5 << 30, "5 GB")]
)
def test_the_size_of_a_file_is_told_in_the_unit_that_fits(size, shown):
    assert wording.file_size(size) == shown


@pytest.mark.parametrize(
    ("given", "shown"),
    [("2017-06-27", "27/06/2017"), ("hôm nay", "hôm nay"), (None, ""), (date(987, 1, 2), "02/01/0987")],
)
def test_a_day_of_a_form_is_shown_as_a_day_and_nonsense_as_it_is(given, shown):
    assert vi_date(given) == shown


def test_a_moment_of_a_form_is_taken_as_the_time_of_the_office():
    assert vi_datetime("2017-06-27T15:30") == "15:30, 27/06/2017"
