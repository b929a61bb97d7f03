"""
Reading figures: totals and unfolded changes in one statement, hence in one snapshot, hence exact at any moment.

The row filter is inside: an actor reads the figures of the units in sight, a stranger none.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any

from haidang.clock import api as clock
from haidang.clock.contracts import Calendar, Length, TermUnit
from haidang.directory import api as directory
from haidang.figures._board import BY_KEY, FILTER, OVER_ALL, statement
from haidang.figures._selection import Selection
from haidang.figures._slots import end_of, late_until, passed, slot_of
from haidang.figures._spans import spans
from haidang.figures.contracts import Board, Counts, Period, Row, TrendDay
from haidang.kernel import sql
from haidang.kernel.actor import Actor

_SOON = Length(1, TermUnit.WORKING_DAYS)
"""What ends by the closing of the next working day is soon late: the last day on which a call still helps."""
_MANY = 100
"""So many units are read by one walk over all there are, about two hundred: measured, each way costs the same there."""

_TREND = """
SELECT day, measure, sum(value) FROM (
    SELECT t.unit, t.day, t.measure, t.value FROM figure_total t
    WHERE t.span = 'day' AND t.measure = ANY(%(measures)s) AND t.day BETWEEN %(first)s AND %(last)s AND {totals}
    UNION ALL
    SELECT c.unit, c.day, c.measure, c.delta FROM figure_change c
    WHERE c.measure = ANY(%(measures)s) AND c.day BETWEEN %(first)s AND %(last)s AND {changes}
) AS told
WHERE told.unit = ANY(CAST(%(units)s AS bigint[])) GROUP BY 1, 2
"""
DECIDED = ("decided_early", "decided_on_time", "decided_late", "decided_untimed")


def board(
    *,
    actor: Actor,
    now: datetime,
    period: Period,
    units: Iterable[int] | None = None,
    procedures: Sequence[str] | None = None,
    channel: str | None = None,
) -> Board[int]:
    """Return the figures of each unit in sight (or of those wanted), of some procedures or one channel if named."""
    chosen = Selection.of(actor, units=units, period=period, procedures=procedures, channel=channel)
    rows = _read("unit", chosen, now=now)
    found = tuple(Row(key=int(unit), counts=counts) for unit, counts in rows)
    return Board(as_of=now, late_until=late_until(now), period=period, rows=found)


def board_by_procedure(
    *,
    actor: Actor,
    now: datetime,
    period: Period,
    units: Iterable[int] | None = None,
    procedures: Sequence[str] | None = None,
    channel: str | None = None,
) -> Board[str]:
    """Return the figures of each procedure (or of some) over the units in sight, of one channel if named."""
    chosen = Selection.of(actor, units=units, period=period, procedures=procedures, channel=channel)
    return _board_by("procedure", chosen, now=now)


def board_by_channel(
    *,
    actor: Actor,
    now: datetime,
    period: Period,
    units: Iterable[int] | None = None,
    procedures: Sequence[str] | None = None,
    channel: str | None = None,
) -> Board[str]:
    """Return the figures of each way of filing over the units in sight, of some procedures if named."""
    chosen = Selection.of(actor, units=units, period=period, procedures=procedures, channel=channel)
    return _board_by("channel", chosen, now=now)


def _board_by(key: str, chosen: Selection, *, now: datetime) -> Board[str]:
    found = tuple(Row(key=str(each), counts=counts) for each, counts in _read(key, chosen, now=now))
    return Board(as_of=now, late_until=late_until(now), period=chosen.period, rows=found)


def trend(
    *,
    actor: Actor,
    period: Period,
    units: Iterable[int] | None = None,
    procedures: Sequence[str] | None = None,
    channel: str | None = None,
) -> list[TrendDay]:
    """Return what came in and went out on each day of the period, days without anything included."""
    chosen = Selection.of(actor, units=units, period=period, procedures=procedures, channel=channel)
    found: dict[date, Counter[str]] = defaultdict(Counter)
    for day, measure, value in sql.rows(
        _trend_statement(OVER_ALL if chosen.is_of_all else BY_KEY),
        chosen.params | {"measures": [*DECIDED, "received", "returned"]},
    ):
        found[day]["decided" if measure in DECIDED else measure] += int(value)
    days = (period[0] + timedelta(days=ahead) for ahead in range((period[1] - period[0]).days + 1))
    return [
        TrendDay(
            day=day,
            received=found[day]["received"],
            decided=found[day]["decided"],
            returned=found[day]["returned"],
        )
        for day in days
    ]


def soon_until(*, unit_id: int, now: datetime) -> datetime:
    """
    Return the moment up to which a dossier of this unit that is not late yet is soon late.

    :raises Missing: if there is no such unit
    """
    return end_of(_soon_slot(directory.calendar_of(unit_id), now))


def _read(key: str, chosen: Selection, *, now: datetime) -> Iterator[tuple[Any, Counts]]:
    """Yield what is counted by a column, without what adds up to nothing."""
    is_of_all = key == "unit" and chosen.is_of_all
    asked = statement(key, is_of_all=is_of_all, reads_most=is_of_all and len(chosen.units) >= _MANY)
    params = {
        "units": sql.array(chosen.units),
        "soon": sql.array(_soon_slots(chosen.units, now)),
        "passed": passed(now),
        "parts": _parts(chosen.period, now.astimezone(UTC).date()),
    }
    for each, *counted in sql.rows(asked, chosen.params | params):
        if any(counted):
            yield each, Counts._make(counted)


@lru_cache(maxsize=200)
def _parts(period: Period, today: date) -> str:
    """Return the spans of a period, and of what is after it, for whoever asks for a board of it."""
    after = [] if period[1] == date.max else spans((period[1] + timedelta(days=1), date.max), today=today)
    told = [(part, False) for part in spans(period, today=today)] + [(part, True) for part in after]
    return json.dumps(
        [
            {
                "kind": part.kind,
                "first": part.first.isoformat(),
                "last": part.last.isoformat(),
                "sign": part.sign,
                "is_after": is_after,
            }
            for part, is_after in told
        ]
    )


def _soon_slots(units: Sequence[int], now: datetime) -> list[int]:
    """Return for each unit the latest slot that counts as soon; offices with one calendar share the reckoning."""
    calendars = directory.calendars_of(units)
    by_key = {calendar.key: _soon_slot(calendar, now) for calendar in {each.key: each for each in calendars}.values()}
    return [by_key[calendar.key] for calendar in calendars]


def _soon_slot(calendar: Calendar, now: datetime) -> int:
    return slot_of(clock.due(length=_SOON, calendar=calendar, start=now).at)


@cache
def _trend_statement(totals: str) -> str:
    return _TREND.format(totals=totals, changes=FILTER.format("c"))
