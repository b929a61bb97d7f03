"""The sentences by which a clerk can check a due date with a wall calendar and a pencil."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from haidang.clock import _special
from haidang.clock._count import Count, Term
from haidang.clock._hours import IN_OFFICE_TIME, office_time
from haidang.clock._office import closing, open_days, opens_at_or_after, overlap
from haidang.clock._pauses import holds_closing
from haidang.clock._words import counted, day_told, hours_told, listed, moment_told, say
from haidang.clock.contracts import Length, TermUnit
from haidang.kernel.text import Text

_FEW = 4


def explain(term: Term, count: Count) -> tuple[Text, ...]:
    """Return why the term ends where it does, in the order in which a person counts."""
    opening, ending = _TELLERS[term.length.unit]
    told = [*opening(term, count), *_pauses_told(term, count), *ending(term, count), *_open_pause_told(term, count)]
    if term.length.unit is not TermUnit.CLOCK_HOURS:
        told += _special.doubts_told(term.calendar, _first_used(term, count), count.day)
    return tuple(told)


def _working_days(term: Term, count: Count) -> Iterator[Text]:
    calendar, first = term.calendar, _first_used(term, count)
    yield say(
        "Thời hạn {length} theo lịch “{calendar}”.",
        "The term is {length} in the calendar “{calendar}”.",
        length=counted(term.length.value, "ngày làm việc", "working day"),
        calendar=calendar.name,
    )
    if term.length.value:
        yield _event_told(term, next(day for day in open_days(calendar, first) if day not in count.lost))
    else:
        yield _same_day_told(term)
    yield from _special.weekly_rest_told(calendar, first, count.day)
    yield from _special.closed_told(calendar, first, count.day)
    yield from _special.make_up_told(calendar, first, count.day, without=count.lost)
    yield from _special.short_days_told(calendar, first, count.day)


def _calendar_days(term: Term, count: Count) -> Iterator[Text]:
    yield say(
        "Thời hạn {length}, tính cả ngày nghỉ.",
        "The term is {length}, closed days included.",
        length=counted(term.length.value, "ngày", "calendar day"),
    )
    if term.length.value:
        yield _event_told(term, term.event + timedelta(days=1))
    else:
        yield _same_day_told(term)


def _office_time(term: Term, count: Count) -> Iterator[Text]:
    calendar, start = term.calendar, term.start.astimezone(term.calendar.zone)
    opens = opens_at_or_after(calendar, start)
    yield say(
        "Thời hạn {length} theo lịch “{calendar}”, chỉ tính giờ cơ quan mở cửa.",
        "The term is {length} in the calendar “{calendar}”; only office time counts.",
        length=_length_told(term.length),
        calendar=calendar.name,
    )
    yield _start_told(start, opens)
    yield from _special.weekly_rest_told(calendar, term.event, count.day)
    yield from _special.closed_told(calendar, term.event, count.day)
    yield from _special.make_up_told(calendar, term.event, count.day)
    yield from _pieces_told(count)


def _clock_hours(term: Term, count: Count) -> Iterator[Text]:
    yield say(
        "Thời hạn {length} theo đồng hồ, tính cả ngoài giờ làm việc (chưa xác nhận: quy định chỉ ghi “giờ”).",
        "The term is {length} of the clock, closed office included (unconfirmed: the rule says only “hours”).",
        length=counted(term.length.value, "giờ", "hour"),
    )
    yield say(
        "Tính từ {start}.",
        "Counted from {start}.",
        start=moment_told(term.start.astimezone(term.calendar.zone)),
    )


def _ends_at_closing(term: Term, count: Count) -> Iterator[Text]:
    yield say(
        "Hết hạn lúc {at}, giờ đóng cửa của ngày cuối cùng.",
        "Due at {at}, when the office closes on the last day.",
        at=_end(term, count),
    )


def _ends_moved(term: Term, count: Count) -> Iterator[Text]:
    if count.day != count.last:
        yield say(
            "Ngày cuối cùng, {last}, cơ quan không làm việc; hạn chuyển sang ngày làm việc tiếp theo, {day}.",
            "The last day, {last}, the office is closed; the term moves to the next open day, {day}.",
            last=day_told(count.last),
            day=day_told(count.day),
        )
        yield from _special.shut_told(term.calendar, count.last, count.day)
    yield from _ends_at_closing(term, count)


def _ends_by_moment(term: Term, count: Count) -> Iterator[Text]:
    yield say("Hết hạn lúc {at}.", "Due at {at}.", at=_end(term, count))


def _ends_on_the_clock(term: Term, count: Count) -> Iterator[Text]:
    yield from _ends_by_moment(term, count)
    if not overlap(term.calendar, count.at - timedelta(minutes=1), count.at):
        yield Text("Lúc đó cơ quan không làm việc.", "The office is closed at that moment.")


_TELLERS = {
    TermUnit.WORKING_DAYS: (_working_days, _ends_at_closing),
    TermUnit.CALENDAR_DAYS: (_calendar_days, _ends_moved),
    TermUnit.WORKING_HOURS: (_office_time, _ends_by_moment),
    TermUnit.WORKING_MINUTES: (_office_time, _ends_by_moment),
    TermUnit.CLOCK_HOURS: (_clock_hours, _ends_on_the_clock),
}


def _length_told(length: Length) -> Text:
    if length.unit is TermUnit.WORKING_HOURS:
        return counted(length.value, "giờ làm việc", "working hour")
    return say("{time} làm việc", "{time} of office time", time=hours_told(office_time(length)))


def _event_told(term: Term, first: date) -> Text:
    return say(
        "Không tính ngày phát sinh ({event}); ngày thứ nhất là {first}.",
        "The day of the event ({event}) is not counted; day 1 is {first}.",
        event=day_told(term.event),
        first=day_told(first),
    )


def _same_day_told(term: Term) -> Text:
    return say(
        "Giải quyết ngay trong ngày {event}, hoặc ngày làm việc tiếp theo nếu cơ quan đã đóng cửa.",
        "To be done on the day itself, {event}, or on the next open day when the office is already closed.",
        event=day_told(term.event),
    )


def _start_told(start: datetime, opens: datetime) -> Text:
    if start == opens:
        return say("Tính từ {start}.", "Counted from {start}.", start=moment_told(start))
    return say(
        "Bắt đầu lúc {start}, ngoài giờ làm việc, nên tính từ {opens}.",
        "It begins at {start}, outside office time, so it is counted from {opens}.",
        start=moment_told(start),
        opens=moment_told(opens),
    )


def _pieces_told(count: Count) -> Iterator[Text]:
    """Tell the hours of each day; of a long term the first day, the last, and the sum between."""
    told = [say("{day} {hours}", "{day} {hours}", day=day_told(d), hours=hours_told(h)) for d, h in count.pieces]
    if len(told) > _FEW:
        between = count.pieces[1:-1]
        told[1:-1] = [
            say(
                "{days} tiếp theo {hours}",
                "the next {days} {hours}",
                days=counted(len(between), "ngày làm việc", "working day"),
                hours=hours_told(sum((hours for _, hours in between), timedelta())),
            )
        ]
    if told:
        yield say("Đếm: {pieces}.", "Count: {pieces}.", pieces=listed(told, by="; "))


def _pauses_told(term: Term, count: Count) -> Iterator[Text]:
    zone = term.calendar.zone
    for start, end in term.pauses:
        if start < count.at and end > term.start:
            yield say(
                "Tạm dừng từ {start} đến {end}: {lost}.",
                "Paused from {start} to {end}: {lost}.",
                start=moment_told(start.astimezone(zone)),
                end=moment_told(end.astimezone(zone)),
                lost=_lost_told(term, count, start, end),
            )


def _lost_told(term: Term, count: Count, start: datetime, end: datetime) -> Text:
    """Tell what one pause adds, in the term's own measure."""
    begins, ends = max(start, term.start), min(end, count.at)
    if term.length.unit is TermUnit.CLOCK_HOURS:
        return say("cộng thêm {more}", "{more} more", more=hours_told(ends - begins))
    if term.length.unit in IN_OFFICE_TIME:
        more = hours_told(overlap(term.calendar, begins, ends))
        return say("cộng thêm {more} làm việc", "{more} more of office time", more=more)
    days = [day for day in count.lost if holds_closing([(start, end)], closing(term.calendar, day))]
    if not days:
        return Text(
            "không có ngày nào kết thúc trong lúc đó, không cộng thêm", "no counted day ends in it, nothing is added"
        )
    return say("cộng thêm {more}", "{more} more", more=counted(len(days), "ngày", "day"))


def _open_pause_told(term: Term, count: Count) -> Iterator[Text]:
    if term.paused_since and term.paused_since < count.at:
        yield say(
            "Đồng hồ đang tạm dừng từ {since}: hạn này còn lùi lại cho đến khi được tính tiếp.",
            "The clock stands still since {since}: this due date moves on until it runs again.",
            since=moment_told(term.paused_since.astimezone(term.calendar.zone)),
        )


def _end(term: Term, count: Count) -> Text:
    return moment_told(count.at.astimezone(term.calendar.zone), count.day)


def _first_used(term: Term, count: Count) -> date:
    """Return the first day whose being open or closed mattered."""
    if term.length.unit in IN_OFFICE_TIME or not term.length.value:
        return term.event
    if term.length.unit is TermUnit.CALENDAR_DAYS and not count.lost:
        return count.last
    return term.event + timedelta(days=1)
