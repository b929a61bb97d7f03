"""
Open data: a day is published once, some days after it, a month on the 10th of the next, and never again.

Two publications of one day or month could be taken from each other, and a dossier entered late would stand there
alone. So a day is counted once and kept (`DayCount`); days and their month are told from the same counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from psycopg.types.json import Jsonb

from haidang.directory import api as directory
from haidang.figures import api as figures
from haidang.kernel import sql
from haidang.kernel.actor import SYSTEM
from haidang.kernel.ids import new_uid
from haidang.register import api as register
from haidang.register.contracts import Fact, Head
from haidang.reports._counting import BY_DAY, Counted, add_up, count_day
from haidang.reports._disclosure import in_stretches
from haidang.reports._telling import Stretch, day_rows, month_rows
from haidang.reports.contracts import Period, PeriodKind
from haidang.reports.models import DayCount, DayPublication, Publication
from haidang.reports.periods import around, today
from haidang.reports.use_cases.closing import hash_of

COUNTED_AFTER = timedelta(days=10)
"""What came on paper is entered within five working days, and holidays may lie between; so a month is over on the
10th of the next."""

_ONE_DAY = timedelta(days=1)
_MONTHS_BACK = 36
_INSERT_MONTH = """
INSERT INTO reports_publication (uid, month, content, sha256, published_at, head_seq, head_hash)
VALUES (%(uid)s, %(first)s, %(content)s, %(sha256)s, %(at)s, %(seq)s, %(hash)s)
"""
_INSERT_DAYS = """
INSERT INTO reports_daypublication (uid, first, last, content, sha256, published_at, head_seq, head_hash)
VALUES (%(uid)s, %(first)s, %(last)s, %(content)s, %(sha256)s, %(at)s, %(seq)s, %(hash)s)
"""


def publish_what_is_due(*, now: datetime) -> tuple[int, int]:
    """Publish each day and each month that is due and has something to tell; return how many of each came out."""
    until = today(now) - COUNTED_AFTER
    published = set(Publication.objects.values_list("month", flat=True))
    told = [_publish(month, until, now) for month in _due(until) if month[0] not in published]
    return sum(days for days, _months in told), sum(months for _days, months in told)


def _due(until: date) -> Iterator[Period]:
    month = around(until, PeriodKind.MONTH)
    for _back in range(_MONTHS_BACK + 1):
        yield month
        month = around(month[0] - _ONE_DAY, PeriodKind.MONTH)


@transaction.atomic
def _publish(month: Period, until: date, now: datetime) -> tuple[int, int]:
    sql.execute("SELECT pg_advisory_xact_lock(hashtext('haidang.reports.publication'))")
    if Publication.objects.filter(month=month[0]).exists() or not _has_anything(month):
        return 0, 0
    is_over = until >= month[1]
    counted = _counted(month, min(until, month[1]), now)
    earlier = [_again(row, counted) for row in _published_of(month)]
    rest = [each for each in counted.items() if not earlier or each[0] > earlier[-1].last]
    by_measure = [(day, {measure: found.total[measure] for measure in BY_DAY}) for day, found in rest]
    fresh = [_stretch([day for day, _counts in days], counted) for days in in_stretches(by_measure, is_over=is_over)]
    days = sum(_publish_days(each, now) for each in fresh)
    return days, _publish_month(month, counted, [*earlier, *fresh], now) if is_over else 0


def _has_anything(month: Period) -> bool:
    """Return whether anything came in or went out at all: nothing need be kept of the empty months before the first."""
    units = {unit.id for day in month for unit in directory.list_units(on=day)}
    trend = figures.trend(actor=SYSTEM, period=month, units=units)
    return any(day.received or day.decided or day.returned for day in trend)


def _counted(month: Period, until: date, now: datetime) -> dict[date, Counted]:
    """Return the days of a month as they were counted, those that are due for the first time as of now."""
    kept = {row.day: Counted.from_json(row.content) for row in DayCount.objects.filter(day__range=(month[0], until))}
    days = [month[0] + ahead * _ONE_DAY for ahead in range((until - month[0]).days + 1)]
    fresh = {day: count_day(day, now=now) for day in days if day not in kept}
    DayCount.objects.bulk_create(
        DayCount(day=day, content=counted.as_json(), counted_at=now) for day, counted in fresh.items()
    )
    return {day: kept[day] if day in kept else fresh[day] for day in days}


def _published_of(month: Period) -> list[tuple[date, date]]:
    return list(DayPublication.objects.filter(first__range=month).order_by("first").values_list("first", "last"))


def _again(span: tuple[date, date], counted: dict[date, Counted]) -> Stretch:
    """Return a stretch as it was published."""
    return _stretch([day for day in counted if span[0] <= day <= span[1]], counted)


def _stretch(days: Sequence[date], counted: dict[date, Counted]) -> Stretch:
    return Stretch(first=days[0], last=days[-1], counted=add_up(counted[day] for day in days))


def _publish_days(stretch: Stretch, now: datetime) -> int:
    values = {"first": stretch.first, "last": stretch.last}
    told = {"first": stretch.first.isoformat(), "last": stretch.last.isoformat()}
    return _keep(_INSERT_DAYS, "days_published", day_rows(stretch), values, told, now)


def _publish_month(month: Period, counted: dict[date, Counted], stretches: Sequence[Stretch], now: datetime) -> int:
    rows = month_rows(add_up(counted.values()), stretches)
    told = {"month": f"{month[0]:%Y-%m}"}
    return _keep(_INSERT_MONTH, "month_published", rows, {"first": month[0]}, told, now)


def _keep(
    statement: str, event: str, rows: list[dict[str, Any]], values: dict[str, Any], told: dict[str, Any], now: datetime
) -> int:
    """Write down what is published, with its entry in the register; nothing where there is nothing to tell."""
    if not rows:
        return 0
    content, uid = {"rows": rows}, new_uid()
    digest = hash_of(content)
    head = register.append(uid, Head(), [Fact(event, told | {"sha256": digest})], by=SYSTEM, at=now)
    kept = {"uid": uid, "content": Jsonb(content), "sha256": digest, "at": now, "seq": head.seq, "hash": head.hash}
    sql.execute(statement, values | kept)
    return 1
