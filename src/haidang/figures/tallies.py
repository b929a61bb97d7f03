"""
What came in and went out, told apart by the way it was filed: how far the online service is used.

Read as the boards read, totals and unfolded changes in one statement, by the same spans: so a tally and the list
behind it agree. The row filter is inside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache

from haidang.figures._selection import visible_units
from haidang.figures._spans import spans
from haidang.figures.contracts import MonthTally, Period, Tally
from haidang.kernel import sql
from haidang.kernel.actor import Actor

_MEASURES = ["received", "returned"]
_TALLY = """
SELECT told.{key}, told.channel, told.measure, sum(told.value) FROM (
    SELECT t.unit, t.procedure, t.channel, t.measure, t.value * p.sign AS value
    FROM unnest(CAST(%(kinds)s AS text[]), CAST(%(firsts)s AS date[]), CAST(%(lasts)s AS date[]),
        CAST(%(signs)s AS int[])) AS p (kind, first, last, sign)
    JOIN figure_total t ON t.span = p.kind AND t.day BETWEEN p.first AND p.last
    WHERE t.procedure <> '' AND t.measure = ANY(%(measures)s) AND t.unit = ANY(%(units)s)
    UNION ALL
    SELECT c.unit, c.procedure, c.channel, c.measure, c.delta FROM figure_change c
    WHERE c.day BETWEEN %(first)s AND %(last)s AND c.measure = ANY(%(measures)s) AND c.unit = ANY(%(units)s)
) AS told
GROUP BY 1, 2, 3 HAVING sum(told.value) <> 0 ORDER BY 1, 2, 3
"""
_MONTHS = """
SELECT told.unit, told.month, told.channel, sum(told.value) FROM (
    SELECT t.unit, t.day AS month, t.channel, t.value FROM figure_total t
    WHERE t.span = 'month' AND t.procedure <> '' AND t.measure = 'received'
        AND t.day BETWEEN %(first)s AND %(last)s AND t.unit = ANY(%(units)s)
    UNION ALL
    SELECT c.unit, make_date(CAST(extract(year FROM c.day) AS int), CAST(extract(month FROM c.day) AS int), 1),
        c.channel, c.delta
    FROM figure_change c
    WHERE c.measure = 'received' AND c.day >= %(first)s AND c.day < %(after)s AND c.unit = ANY(%(units)s)
) AS told
GROUP BY 1, 2, 3 HAVING sum(told.value) <> 0 ORDER BY 1, 2, 3
"""


def tally_by_unit(
    *, actor: Actor, now: datetime, period: Period, units: Iterable[int] | None = None
) -> list[Tally[int]]:
    """Return what each unit in sight (or of those wanted) received and returned in a period, by channel."""
    found = _read("unit", actor=actor, now=now, period=period, units=units)
    return [Tally(key=int(key), channel=channel, **counts) for (key, channel), counts in found.items()]


def tally_by_procedure(
    *, actor: Actor, now: datetime, period: Period, units: Iterable[int] | None = None
) -> list[Tally[str]]:
    """Return what was received and returned of each procedure over the units in sight, by channel."""
    found = _read("procedure", actor=actor, now=now, period=period, units=units)
    return [Tally(key=str(key), channel=channel, **counts) for (key, channel), counts in found.items()]


def tally_by_month(*, actor: Actor, first: date, last: date, units: Iterable[int] | None = None) -> list[MonthTally]:
    """Return what each unit in sight received in each whole month between the months of two days, by channel."""
    begin, end = first.replace(day=1), last.replace(day=1)
    after = date(end.year + end.month // 12, end.month % 12 + 1, 1)
    wanted = {"units": visible_units(actor, units), "first": begin, "last": end, "after": after}
    return [
        MonthTally(unit=int(unit), month=month, channel=channel, received=int(value))
        for unit, month, channel, value in sql.rows(_MONTHS, wanted)
    ]


def _read(
    key: str, *, actor: Actor, now: datetime, period: Period, units: Iterable[int] | None
) -> dict[tuple[int | str, str], dict[str, int]]:
    parts = spans(period, today=now.astimezone(UTC).date())
    wanted = {
        "units": visible_units(actor, units),
        "measures": _MEASURES,
        "kinds": [part.kind for part in parts],
        "firsts": [part.first for part in parts],
        "lasts": [part.last for part in parts],
        "signs": [part.sign for part in parts],
        "first": period[0],
        "last": period[1],
    }
    found: dict[tuple[int | str, str], dict[str, int]] = defaultdict(dict)
    for name, channel, measure, value in sql.rows(_statement(key), wanted):
        found[name, channel][measure] = int(value)
    return found


@cache
def _statement(key: str) -> str:
    return _TALLY.format(key=key)
