"""
Reading use: shares, reported months, measures. The row filter is inside; a stranger reads nothing.

What was entered comes from the figures, what was only counted from the reports; a reported month counts in a period
that holds it whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from haidang.figures import api as figures
from haidang.figures.contracts import Key, Period, Tally
from haidang.kernel import sql
from haidang.kernel.actor import Actor, Capacity
from haidang.kernel.errors import Missing
from haidang.register.contracts import Head
from haidang.usage.contracts import MeasureKind, MeasureSheet, MonthSheet, MonthUse, ReportedCount, Use, total_use
from haidang.usage.models import Count, Measure, MonthReport
from haidang.usage.months import next_month, previous_month
from haidang.usage.pack import measures

_ONE_DAY = timedelta(days=1)
_REPORTED = """
SELECT r.unit, r.month, c.procedure, c.number, c.count, c.reason, c.by_name, c.at
FROM usage_monthreport r JOIN usage_count c ON c.report_id = r.id
WHERE r.month BETWEEN %(first)s AND %(last)s AND r.unit = ANY(%(units)s)
ORDER BY r.month DESC, r.unit, c.procedure, c.number
"""
_SUMS = """
SELECT unit, month, procedure, count FROM (
    SELECT r.unit, r.month, c.procedure, c.count,
        row_number() OVER (PARTITION BY c.report_id, c.procedure ORDER BY c.number DESC) AS newest
    FROM usage_monthreport r JOIN usage_count c ON c.report_id = r.id
    WHERE r.month BETWEEN %(first)s AND %(last)s AND r.unit = ANY(%(units)s)
) AS told WHERE newest = 1 AND count > 0
"""


def use_of_units(*, actor: Actor, now: datetime, period: Period, units: Iterable[int] | None = None) -> dict[int, Use]:
    """Return the use of each unit in sight (or of those wanted) in which something was filed or returned."""
    wanted = _seen(actor, units)
    found = _by_key(figures.tally_by_unit(actor=actor, now=now, period=period, units=wanted))
    for unit, _month, _procedure, count in _sums(wanted, period):
        found[unit] += Use(reported=count)
    return dict(found)


def use_of_procedures(
    *, actor: Actor, now: datetime, period: Period, units: Iterable[int] | None = None
) -> dict[str, Use]:
    """Return the use of each procedure of which something was filed or returned in the units in sight."""
    wanted = _seen(actor, units)
    found = _by_key(figures.tally_by_procedure(actor=actor, now=now, period=period, units=wanted))
    for _unit, _month, procedure, count in _sums(wanted, period):
        found[procedure] += Use(reported=count)
    return dict(found)


def use_by_month(*, actor: Actor, first: date, last: date, units: Iterable[int] | None = None) -> list[MonthUse]:
    """Return the use of each unit in each whole month between the months of two days, what was returned left out."""
    wanted = _seen(actor, units)
    found: dict[tuple[int, date], Use] = defaultdict(Use)
    for each in figures.tally_by_month(actor=actor, first=first, last=last, units=wanted):
        found[each.unit, each.month] += Use(**{each.channel: each.received})
    whole = first.replace(day=1), next_month(last.replace(day=1)) - _ONE_DAY
    for unit, month, _procedure, count in _sums(wanted, whole):
        found[unit, month] += Use(reported=count)
    return [MonthUse(unit=unit, month=month, use=use) for (unit, month), use in sorted(found.items())]


def list_reported(*, actor: Actor, period: Period, units: Iterable[int] | None = None) -> list[ReportedCount]:
    """Return every entry of the months that lie whole in a period, corrections after what they correct."""
    rows = sql.rows(_REPORTED, _whole_months(period) | {"units": _seen(actor, units)})
    return [
        ReportedCount(
            unit=unit, month=month, procedure=procedure, number=number, count=count, reason=reason, by=by, at=at
        )
        for unit, month, procedure, number, count, reason, by, at in rows
    ]


def list_months(*, actor: Actor, month: date, units: Iterable[int] | None = None) -> list[MonthSheet]:
    """Return the reports of one month of the units in sight; a unit without one is not in the list."""
    rows = MonthReport.objects.filter(month=month, unit__in=_seen(actor, units)).order_by("unit")
    return _sheets(list(rows))


def get_month(*, actor: Actor, unit_id: int, month: date) -> MonthSheet:
    """
    Return one unit's report of one month, an empty one where there is none yet.

    :raises Missing: if the unit is not in sight
    """
    if actor.capacity is not Capacity.OFFICER or unit_id not in actor.sees:
        raise Missing(_("There is no such customs unit."))
    found = _sheets(list(MonthReport.objects.filter(unit=unit_id, month=month)))
    return found[0] if found else MonthSheet(unit=unit_id, month=month, reported_at=None, open_until=None, entries=())


def list_measures(
    *, actor: Actor, units: Iterable[int], unit_id: int, now: datetime, today: date
) -> list[MeasureSheet]:
    """
    Return the measures taken for a unit, newest first, each with the use before and after it.

    `units` are those whose dossiers count as the unit's: itself and what it took over.
    """
    if unit_id not in _seen(actor, None):
        return []
    wanted, found = list(units), []
    for each in Measure.objects.filter(unit__in=wanted).order_by("-taken_on", "-id"):
        days = timedelta(days=measures().measure_days)
        before = each.taken_on - days, each.taken_on - _ONE_DAY
        after = each.taken_on, max(each.taken_on, min(each.taken_on + days - _ONE_DAY, today))
        found.append(
            MeasureSheet(
                unit=each.unit,
                kind=MeasureKind(each.kind),
                taken_on=each.taken_on,
                text=each.text,
                by=each.by_name,
                before=_entered(actor, now, before, wanted),
                before_period=before,
                after=_entered(actor, now, after, wanted),
                after_period=after,
            )
        )
    return found


def latest_measures(*, actor: Actor, units: Iterable[int] | None = None) -> dict[int, tuple[date, MeasureKind]]:
    """Return for each unit in sight the day and the kind of the latest measure taken for it."""
    rows = Measure.objects.filter(unit__in=_seen(actor, units)).order_by("unit", "-taken_on", "-id").distinct("unit")
    return {unit: (on, MeasureKind(kind)) for unit, on, kind in rows.values_list("unit", "taken_on", "kind")}


def is_low(use: Use) -> bool:
    """Return whether a unit stands on the list of low use."""
    share = use.online_share
    return share is not None and use.all >= measures().low_from_dossiers and share < measures().low_below_percent


def iter_heads() -> Iterable[tuple[UUID, Head]]:
    """Return the end of every stream of this room, for the proof of the register."""
    tables = ("usage_monthreport", "usage_measure", "usage_approach", "usage_signal")
    union = " UNION ALL ".join(f"SELECT uid, head_seq, head_hash FROM {table}" for table in tables)
    return [(uid, Head(seq, bytes(digest))) for uid, seq, digest in sql.rows(union)]


def _entered(actor: Actor, now: datetime, period: Period, units: list[int]) -> Use:
    found = _by_key(figures.tally_by_unit(actor=actor, now=now, period=period, units=units))
    return total_use(found.values())


def _by_key(tallies: Iterable[Tally[Key]]) -> dict[Key, Use]:
    found: dict[Key, Use] = defaultdict(Use)
    for each in tallies:
        found[each.key] += Use(**{each.channel: each.received, "returned": each.returned})
    return found


def _seen(actor: Actor, units: Iterable[int] | None) -> list[int]:
    if not figures.may_read_figures(actor):
        return []
    return sorted(actor.sees if units is None else actor.sees.intersection(units))


def _sums(units: list[int], period: Period) -> list[sql.Row]:
    return sql.rows(_SUMS, _whole_months(period) | {"units": units})


def _whole_months(period: Period) -> dict[str, object]:
    """Return the first and the last month that lie whole in a period; the first is later where there is none."""
    first, after = period[0].replace(day=1), period[1] + _ONE_DAY
    begin = first if first == period[0] else next_month(first)
    return {"first": begin, "last": previous_month(after.replace(day=1))}


def _sheets(reports: list[MonthReport]) -> list[MonthSheet]:
    entries: dict[int, list[Count]] = defaultdict(list)
    for each in Count.objects.filter(report__in=reports).order_by("procedure", "number"):
        entries[each.report_id].append(each)
    return [_sheet(report, entries[report.pk]) for report in reports]


def _sheet(report: MonthReport, entries: list[Count]) -> MonthSheet:
    return MonthSheet(
        unit=report.unit,
        month=report.month,
        reported_at=report.reported_at,
        open_until=report.open_until,
        entries=tuple(
            ReportedCount(
                unit=report.unit,
                month=report.month,
                procedure=each.procedure,
                number=each.number,
                count=each.count,
                reason=each.reason,
                by=each.by_name,
                at=each.at,
            )
            for each in entries
        ),
    )
