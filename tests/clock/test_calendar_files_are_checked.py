"""A calendar file with mistakes is refused, each mistake with its line and a sentence in both languages."""

from datetime import date, time
from pathlib import Path

import pytest

from haidang.clock import api as clock
from haidang.clock.contracts import BadCalendars, Mistake

GOOD = """\
names:
  national: {vi: Quốc khánh 2/9, en: National Day}
days:
  vietnam:
    2024:
      confidence: secondary
      source: Labour Code
      off:
        - {day: 2024-09-02, name: national}
        - {from: 2024-02-08, to: 2024-02-09, name: national, confidence: uncertain, source: a notice}
      swaps:
        - {off: 2024-04-29, work: 2024-05-04, hours: "07:30-11:30", source: 2450/VPCP-KGVX}
    2025:
      confidence: sure
      source: Labour Code
calendars:
  standard:
    name: {vi: Giờ hành chính, en: Standard hours}
    zone: Asia/Ho_Chi_Minh
    days: vietnam
    week:
      monday: 08:00-12:00, 13:00-17:00
      friday: 08:00-12:00, 13:00-17:00
"""


def mistakes(text: str) -> tuple[Mistake, ...]:
    with pytest.raises(BadCalendars) as caught:
        clock.read_calendars(text)
    return caught.value.mistakes


def test_a_good_file_is_read(tmp_path: Path):
    file = tmp_path / "calendars.yaml"
    file.write_text(GOOD, encoding="utf-8")

    (calendar,) = clock.read_calendars(file).values()

    assert calendar.covers == (2024, 2025)
    assert {str(special.day): (special.confidence, special.source) for special in calendar.special.values()} == {
        "2024-09-02": ("secondary", None),
        "2024-02-08": ("uncertain", "a notice"),
        "2024-02-09": ("uncertain", "a notice"),
        "2024-04-29": ("secondary", "2450/VPCP-KGVX"),
        "2024-05-04": ("secondary", "2450/VPCP-KGVX"),
    }
    assert calendar.windows_on(date(2024, 5, 4)) == ((time(7, 30), time(11, 30)),)
    assert calendar.windows_on(date(2024, 4, 29)) == ()


@pytest.mark.parametrize(
    ("right", "wrong", "line", "vi", "en"),
    [
        pytest.param(
            "2024-09-02",
            "2024-02-30",
            9,
            "“2024-02-30” không phải là ngày có thật; viết năm-tháng-ngày, ví dụ 2026-09-02.",
            "“2024-02-30” is not a day; write year-month-day, such as 2026-09-02.",
            id="a day that does not exist",
        ),
        pytest.param(
            "2024-09-02",
            "2/9/2024",
            9,
            "“2/9/2024” không phải là ngày có thật; viết năm-tháng-ngày, ví dụ 2026-09-02.",
            "“2/9/2024” is not a day; write year-month-day, such as 2026-09-02.",
            id="a day written otherwise",
        ),
        pytest.param(
            "2024-09-02",
            "2023-09-02",
            9,
            "Ngày thứ Bảy 02/9/2023 không thuộc năm 2024.",
            "Saturday 2 September 2023 does not lie in the year 2024.",
            id="a day of another year",
        ),
        pytest.param(
            "day: 2024-09-02",
            "day: 2024-02-08",
            10,
            "Ngày thứ Năm 08/02/2024 đã có ở dòng 9.",
            "Thursday 8 February 2024 already stands on line 9.",
            id="a day twice",
        ),
        pytest.param(
            "day: 2024-09-02, name: national",
            "day: 2024-09-02, name: nation",
            9,
            "Tên ngày lễ “nation” chưa được khai ở mục names.",
            "The holiday name “nation” is not listed under names.",
            id="an unknown name",
        ),
        pytest.param(
            "day: 2024-09-02, name",
            "from: 2024-09-02, name",
            9,
            "Cần một ngày (day), hoặc cả ngày đầu (from) và ngày cuối (to).",
            "One day (day) is needed, or both the first (from) and the last (to).",
            id="half a run of days",
        ),
        pytest.param(
            "to: 2024-02-09",
            "to: 2024-02-07",
            10,
            "Ngày cuối (to) trước ngày đầu (from).",
            "The last day (to) is before the first (from).",
            id="a run backwards",
        ),
        pytest.param(
            "confidence: uncertain",
            "confidence: maybe",
            10,
            "Độ tin cậy “maybe” không có; chọn một trong: sure, secondary, from memory, uncertain.",
            "There is no confidence “maybe”; choose one of: sure, secondary, from memory, uncertain.",
            id="an unknown confidence",
        ),
        pytest.param(
            "off: 2024-04-29, work: 2024-05-04",
            "off: 2024-04-29",
            12,
            "Hoán đổi thiếu một nửa: cần cả ngày nghỉ (off) và ngày làm bù (work); chưa có “work”.",
            "A swap lacks its other half: it needs the day off (off) and the day worked (work); “work” is missing.",
            id="a swap without its working day",
        ),
        pytest.param(
            "off: 2024-04-29, work: 2024-05-04",
            "work: 2024-05-04",
            12,
            "Hoán đổi thiếu một nửa: cần cả ngày nghỉ (off) và ngày làm bù (work); chưa có “off”.",
            "A swap lacks its other half: it needs the day off (off) and the day worked (work); “off” is missing.",
            id="a swap without its day off",
        ),
        pytest.param(
            'off: 2024-04-29, work: 2024-05-04, hours: "07:30-11:30"',
            "off: 2024-04-30, work: 2024-05-04",
            12,
            "Ngày làm bù thứ Bảy 04/5/2024 không có giờ làm việc trong lịch “standard”: ghi thêm giờ (hours).",
            "The make-up day Saturday 4 May 2024 has no office hours in the calendar “standard”: add them (hours).",
            id="a make-up day without hours",
        ),
        pytest.param(
            '"07:30-11:30"',
            '"07:30-11:30, 11:00-12:00"',
            12,
            "Các khoảng giờ làm việc chồng lên nhau hoặc không theo thứ tự: 07:30-11:30, 11:00-12:00.",
            "Office hours overlap or are out of order: 07:30-11:30, 11:00-12:00.",
            id="hours that overlap",
        ),
        pytest.param(
            "monday: 08:00-12:00",
            "monday: 12:00-08:00",
            22,
            "Giờ làm việc “12:00-08:00” không đúng; viết như 08:00-12:00, giờ sau lớn hơn giờ trước.",
            "The office hours “12:00-08:00” are wrong; write 08:00-12:00, the later time last.",
            id="hours backwards",
        ),
        pytest.param(
            "monday: 08:00-12:00",
            "monday: 8h-12h",
            22,
            "Giờ làm việc “8h-12h” không đúng; viết như 08:00-12:00, giờ sau lớn hơn giờ trước.",
            "The office hours “8h-12h” are wrong; write 08:00-12:00, the later time last.",
            id="hours written otherwise",
        ),
        pytest.param(
            "monday:",
            "mon:",
            22,
            "Không có mục “mon” ở đây.",
            "There is no entry “mon” here.",
            id="an unknown weekday",
        ),
        pytest.param(
            "friday:",
            "monday:",
            23,
            "Mục “monday” đã có ở dòng 22.",
            "The entry “monday” already stands on line 22.",
            id="a weekday twice",
        ),
        pytest.param(
            "Asia/Ho_Chi_Minh",
            "Asia/Hanoi",
            19,
            "Không có múi giờ “Asia/Hanoi”; ví dụ đúng: Asia/Ho_Chi_Minh.",
            "There is no time zone “Asia/Hanoi”; a right one is Asia/Ho_Chi_Minh.",
            id="an unknown zone",
        ),
        pytest.param(
            "days: vietnam",
            "days: viet",
            20,
            "Danh sách ngày nghỉ “viet” chưa được khai ở mục days.",
            "The set of days “viet” is not listed under days.",
            id="an unknown set of days",
        ),
        pytest.param(
            "    2025:",
            "    2026:",
            4,
            "Thiếu năm 2025 trong danh sách ngày nghỉ.",
            "The year 2025 is missing.",
            id="a year left out",
        ),
        pytest.param(
            "    2025:",
            "    next:",
            13,
            "“next” không phải là năm.",
            "“next” is not a year.",
            id="a year that is none",
        ),
        pytest.param(
            "      confidence: sure\n",
            "",
            13,
            "Thiếu mục “confidence”.",
            "The entry “confidence” is missing.",
            id="a year without confidence",
        ),
        pytest.param(
            "{vi: Giờ hành chính, en: Standard hours}",
            "Giờ hành chính",
            18,
            "Ở đây cần các mục “tên: giá trị”.",
            "Entries “name: value” are needed here.",
            id="a name in one language",
        ),
        pytest.param(
            "source: a notice",
            "source: []",
            10,
            "Ở đây cần một giá trị.",
            "A value is needed here.",
            id="a list for a value",
        ),
        pytest.param(
            "{vi: Quốc khánh 2/9, en: National Day}",
            "{vi: Quốc khánh 2/9}",
            2,
            "Thiếu mục “en”.",
            "The entry “en” is missing.",
            id="a holiday without its English name",
        ),
        pytest.param(
            "calendars:\n",
            "calendar:\n",
            16,
            "Không có mục “calendar” ở đây.",
            "There is no entry “calendar” here.",
            id="a part misspelt",
        ),
    ],
)
def test_a_mistake_is_named_where_it_stands(right, wrong, line, vi, en):
    assert right in GOOD

    (mistake,) = mistakes(GOOD.replace(right, wrong, 1))

    assert (mistake.file, mistake.line) == ("calendars.yaml", line)
    assert (mistake.text.vi, mistake.text.en) == (vi, en)


@pytest.mark.parametrize(
    ("text", "line", "vi"),
    [
        pytest.param("", 1, "Tệp trống.", id="empty"),
        pytest.param("calendars:\n  standard: {name: [", 2, "Tệp sai cú pháp YAML ở gần dòng này.", id="cut off"),
        pytest.param("calendars:\n\tstandard: 1", 2, "Tệp sai cú pháp YAML ở gần dòng này.", id="a tab"),
        pytest.param("calendars:\n  a: \x07", 2, "Tệp có ký tự không đọc được.", id="a strange character"),
        pytest.param("- calendars", 1, "Ở đây cần các mục “tên: giá trị”.", id="a list"),
        pytest.param("calendars: standard", 1, "Ở đây cần các mục “tên: giá trị”.", id="no calendar"),
        pytest.param(
            "days: {vietnam: {}}\ncalendars: {}", 1, "Chưa có năm nào trong danh sách ngày nghỉ.", id="no year"
        ),
        pytest.param(
            "days: {vietnam: {2024: {confidence: sure, source: a, off: 2024-01-01}}}\ncalendars: {}",
            1,
            "Ở đây cần một danh sách (các dòng “- …”).",
            id="one day without a list",
        ),
        pytest.param(
            "calendars: {a: {name: {vi: a, en: a}, zone: Asia/Ho_Chi_Minh,\n week: {}}}",
            2,
            "Tuần làm việc không có ngày nào mở cửa.",
            id="a week without an open day",
        ),
    ],
)
def test_a_file_that_is_no_calendar_file_is_refused(text, line, vi):
    (mistake,) = mistakes(text)

    assert (mistake.line, mistake.text.vi) == (line, vi)


def test_all_mistakes_are_named_at_once_in_the_order_of_the_file():
    text = (
        GOOD.replace("2024-09-02", "2024-09-31")
        .replace(", work: 2024-05-04", "")
        .replace("monday: 08:00", "monday: 8:00")
    )

    assert [mistake.line for mistake in mistakes(text)] == [9, 12, 22]


def test_the_error_reads_like_a_list_of_places():
    with pytest.raises(BadCalendars, match=r"^national\.yaml:1: "):
        clock.read_calendars("", file="national.yaml")
