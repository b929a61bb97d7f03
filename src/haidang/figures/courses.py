"""What came in and went out over time, unit by unit, by whole days, months or years; one snapshot."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from haidang.figures._board import BY_KEY, FILTER, OVER_ALL
from haidang.figures._selection import Selection
from haidang.figures.contracts import Grain, Interval, Period
from haidang.figures.queries import DECIDED
from haidang.kernel import sql
from haidang.kernel.actor import Actor

_FIRST = {
    Grain.DAY: "c.day",
    Grain.MONTH: "make_date(CAST(extract(year FROM c.day) AS int), CAST(extract(month FROM c.day) AS int), 1)",
    Grain.YEAR: "make_date(CAST(extract(year FROM c.day) AS int), 1, 1)",
}
_COURSES = """
SELECT unit, day, measure, sum(value) FROM (
    SELECT t.unit, t.day, t.measure, t.value FROM figure_total t
    WHERE t.span = %(grain)s AND t.measure = ANY(%(measures)s) AND t.day BETWEEN %(first)s AND %(last)s AND {totals}
    UNION ALL
    SELECT c.unit, {first}, c.measure, c.delta FROM figure_change c
    WHERE c.measure = ANY(%(measures)s) AND c.day BETWEEN %(first)s AND %(last)s AND {changes}
) AS told
WHERE unit = ANY(%(units)s) GROUP BY 1, 2, 3
"""


def courses(
    *,
    actor: Actor,
    period: Period,
    grain: Grain,
    units: Iterable[int] | None = None,
    procedures: Sequence[str] | None = None,
    channel: str | None = None,
) -> dict[int, tuple[Interval, ...]]:
    """
    Return for each unit in sight with anything to tell the intervals of a period, empty ones included.

    The period is widened to whole intervals.
    """
    steps = list(_intervals(period, grain))
    found: dict[int, dict[date, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    whole = (steps[0][0], steps[-1][1])
    chosen = Selection.of(actor, units=units, period=whole, procedures=procedures, channel=channel)
    for unit, day, measure, value in sql.rows(
        _statement(grain, OVER_ALL if chosen.is_of_all else BY_KEY),
        chosen.params | {"grain": grain.value, "measures": [*DECIDED, "received", "returned"]},
    ):
        found[unit][day][measure] = int(value)
    return {unit: tuple(_interval(step, days[step[0]]) for step in steps) for unit, days in found.items()}


def _interval(step: Period, counted: Counter[str]) -> Interval:
    return Interval(
        first=step[0],
        last=step[1],
        received=counted["received"],
        decided=sum(counted[measure] for measure in DECIDED),
        decided_late=counted["decided_late"],
        returned=counted["returned"],
    )


def _intervals(period: Period, grain: Grain) -> Iterator[Period]:
    first = period[0].replace(day=1) if grain is Grain.MONTH else period[0]
    first = first.replace(month=1, day=1) if grain is Grain.YEAR else first
    while first <= period[1]:
        after = _after(first, grain)
        yield first, after - timedelta(days=1)
        first = after


def _after(first: date, grain: Grain) -> date:
    if grain is Grain.DAY:
        return first + timedelta(days=1)
    if grain is Grain.YEAR:
        return first.replace(year=first.year + 1)
    return (first + timedelta(days=31)).replace(day=1)


@cache
def _statement(grain: Grain, totals: str) -> str:
    return _COURSES.format(totals=totals, changes=FILTER.format("c"), first=_FIRST[grain])
