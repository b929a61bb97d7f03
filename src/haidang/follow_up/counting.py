"""How many calls and agreements each unit had: for the pages that tell of a week, not for a list."""

from __future__ import annotations

from datetime import date, datetime

from haidang.follow_up.contracts import CallCounts
from haidang.kernel import sql

_COUNT = """
SELECT unit, count(*) FILTER (WHERE at >= %(since)s AND at < %(until)s),
    count(*) FILTER (WHERE until IS NOT NULL AND kept IS NULL),
    count(*) FILTER (WHERE until < %(on)s AND kept IS NULL)
FROM follow_up_call GROUP BY unit
"""


def count_calls(*, since: datetime, until: datetime, on: date) -> dict[int, CallCounts]:
    """
    Return by unit the calls of a stretch of time, and the agreements that are open and overdue on a day.

    It filters nothing: only jobs, which keep the counts of every unit beside each other, may ask.
    """
    return {
        unit: CallCounts(calls=calls, agreements=agreements, overdue=overdue)
        for unit, calls, agreements, overdue in sql.rows(_COUNT, {"since": since, "until": until, "on": on})
    }
