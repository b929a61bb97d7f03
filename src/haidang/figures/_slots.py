"""Due moments as slots: quarters of an hour, so that what is late can be counted without looking at a dossier."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from haidang.clock import api as clock

LATE = 0
"""The slot into which the fold moves what is over: 1970 is always past."""

A_DAY = 96
"""So many slots are kept together once more, by the last of them: a day of UTC, which ends before offices open here."""

SLOT = "CAST(ceil(extract(epoch FROM {0}) / 900) AS int) - 1"
"""`slot_of` in SQL."""

_LENGTH = timedelta(minutes=15)
_INSTANT = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def slot_of(due_at: datetime) -> int:
    """Return the slot whose end is the first at or after the due moment: due at closing belongs to what ends then."""
    return clock.slot(due_at - _INSTANT)


def passed(now: datetime) -> int:
    """Return the latest slot that is over; what is due in it or before is late."""
    return clock.slot(now - _INSTANT) - 1


def late_until(now: datetime) -> datetime:
    """Return the end of the latest slot that is over: a dossier due then or before counts as late."""
    return end_of(passed(now))


def end_of_day(slot: int) -> int:
    """Return the last slot of the day of UTC a slot belongs to."""
    return slot // A_DAY * A_DAY + A_DAY - 1


def end_of(slot: int) -> datetime:
    """Return the moment a slot is over."""
    return _EPOCH + (slot + 1) * _LENGTH
