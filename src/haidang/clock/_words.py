"""Days, moments and lengths as a person writes them, in Vietnamese and English."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from haidang.kernel.text import Text

WEEKDAYS = (
    Text("thứ Hai", "Monday"),
    Text("thứ Ba", "Tuesday"),
    Text("thứ Tư", "Wednesday"),
    Text("thứ Năm", "Thursday"),
    Text("thứ Sáu", "Friday"),
    Text("thứ Bảy", "Saturday"),
    Text("Chủ nhật", "Sunday"),
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def say(vi: str, en: str | None, **values: Text | str | int) -> Text:
    """Return a sentence with the values filled in, each in the sentence's own language."""
    return Text(
        vi.format(**{key: value.vi if isinstance(value, Text) else value for key, value in values.items()}),
        (en or vi).format(**{key: _english(value) for key, value in values.items()}),
    )


def listed(items: list[Text], *, by: str = ", ") -> Text:
    """Return the texts in a row, each said once."""
    return Text(
        by.join(dict.fromkeys(item.vi for item in items)),
        by.join(dict.fromkeys(str(_english(item)) for item in items)),
    )


def day_told(day: date) -> Text:
    """Return a day with its weekday: "thứ Sáu 08/9/2017", zeros as Vietnamese offices write them."""
    weekday = WEEKDAYS[day.weekday()]
    month = f"{day.month:02}" if day.month < 3 else day.month
    return Text(
        f"{weekday.vi} {day.day:02}/{month}/{day.year}",
        f"{weekday.en} {day.day} {_MONTHS[day.month - 1]} {day.year}",
    )


def days_told(first: date, last: date) -> Text:
    """Return a run of days by its ends."""
    if first == last:
        return day_told(first)
    return say("{first} đến {last}", "{first} to {last}", first=day_told(first), last=day_told(last))


def moment_told(at: datetime, day: date | None = None) -> Text:
    """Return a local moment; the end of an office day that closes at midnight is 24:00 of that `day`."""
    if day and at.date() > day and at.time() == time.min:
        return say("24:00 {day}", "24:00 on {day}", day=day_told(day))
    wall = f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"
    return say("{wall} {day}", "{wall} on {day}", wall=wall, day=day_told(at.date()))


def counted(value: int, vi: str, en: str) -> Text:
    """Return a number with its noun: "3 ngày", "3 days", "1 day"."""
    return Text(f"{value} {vi}", f"{value} {en}" if value == 1 else f"{value} {en}s")


def hours_told(length: timedelta) -> Text:
    """Return a length in hours and minutes: "3 giờ 20 phút"."""
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    parts = [counted(hours, "giờ", "hour")] if hours else []
    if minutes or not hours:
        parts.append(counted(minutes, "phút", "minute"))
    return listed(parts, by=" ")


def _english(value: Text | str | int) -> str | int:
    return (value.en or value.vi) if isinstance(value, Text) else value
