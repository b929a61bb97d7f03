"""Stretches in which the clock stands still, settled into one order without overlaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from haidang.clock._office import Stretch, local_day
from haidang.clock._words import moment_told, say
from haidang.clock.contracts import Calendar, Pause, Uncountable


def settle(calendar: Calendar, pauses: Sequence[Pause]) -> list[Stretch]:
    """
    Return the closed pauses in UTC, in order, overlapping ones as one; an open one has stopped nothing yet.

    :raises Uncountable: if one ends before it begins
    """
    settled: list[Stretch] = []
    for start, end in sorted(_ordered(calendar, pause) for pause in pauses if pause.end):
        if settled and start <= settled[-1][1]:
            start, end = settled[-1][0], max(end, settled.pop()[1])
        settled.append((start, end))
    return [(start, end) for start, end in settled if start < end]


def holds_closing(pauses: Sequence[Stretch], closing: datetime) -> bool:
    """
    Return whether the office's last minute of a day was paused.

    So a pause from closing to closing takes the second day and leaves the first.
    """
    return any(start < closing <= end for start, end in pauses)


def running(pauses: Sequence[Stretch], start: datetime, end: datetime) -> Iterator[Stretch]:
    """Yield the parts of one stretch in which the clock runs."""
    for begins, ends in pauses:
        if start < ends and begins < end:
            yield start, max(begins, start)
            start = ends
    if start <= end:
        yield start, end


def _ordered(calendar: Calendar, pause: Pause) -> Stretch:
    assert pause.end
    local_day(calendar, pause.start), local_day(calendar, pause.end)
    if pause.end < pause.start:
        raise Uncountable(
            say(
                "Khoảng tạm dừng kết thúc ({end}) trước khi bắt đầu ({start}).",
                "The pause ends ({end}) before it begins ({start}).",
                start=moment_told(pause.start.astimezone(calendar.zone)),
                end=moment_told(pause.end.astimezone(calendar.zone)),
            )
        )
    return pause.start.astimezone(UTC), pause.end.astimezone(UTC)
