"""A unit reports what came by hand and was not entered one by one; headquarters opens a closed month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from haidang.catalogue import api as catalogue
from haidang.directory import api as directory
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Invalid, Problem
from haidang.kernel.ids import new_uid
from haidang.usage import rules
from haidang.usage.models import Count, MonthReport
from haidang.usage.months import last_day

MOST = 1_000_000
"""More dossiers of one procedure in a month than the nation has: a slip of the finger."""


@transaction.atomic
def report_month(
    *, unit_id: int, month: date, counts: Mapping[str, int], by: Actor, now: datetime, reason: str = ""
) -> None:
    """
    Report a month by procedure, or correct the report: what differs becomes a second entry beside the first.

    A report without a count says that nothing came by hand.

    :raises Refused: if the actor does not serve there, or the month is not over or is closed
    :raises Invalid: naming each count that cannot be meant; if a correction changes nothing or gives no reason
    """
    report = _locked(unit_id, month)
    today = now.astimezone(directory.calendar_of(unit_id).zone).date()
    rules.may_report_month(by, unit_id=unit_id, month=month, open_until=report.open_until, today=today).enforce()
    standing = _standing(report)
    _check_counts(counts, month, standing)
    is_first = report.reported_at is None
    changed = {key: count for key, count in counts.items() if count != standing.get(key, (0, 0))[0]}
    if not is_first:
        _check_correction(changed, reason)

    number = {key: standing[key][1] + 1 if key in standing else int(not is_first) for key in changed}
    told = "" if is_first else reason.strip()
    Count.objects.bulk_create(
        Count(
            report=report,
            procedure=key,
            number=number[key],
            count=count,
            reason=told,
            by=by.person,
            by_name=by.name,
            at=now,
        )
        for key, count in changed.items()
    )
    report.reported_at = report.reported_at or now

    data = {"unit": unit_id, "month": month.isoformat(), "counts": changed}
    if is_first:
        report.record("month_reported", data, by=by, at=now)
    else:
        before = {key: standing.get(key, (0, 0))[0] for key in changed}
        report.record("month_corrected", data | {"before": before, "reason": told}, by=by, at=now)


@transaction.atomic
def open_month(*, unit_id: int, month: date, until: date, reason: str, by: Actor, now: datetime) -> None:
    """
    Open a closed month for a unit until a day.

    :raises Refused: if the actor does not supervise at headquarters
    :raises Invalid: if the day is past, or no reason is given
    """
    report = _locked(unit_id, month)
    rules.may_open_month(by, unit_id=unit_id).enforce()
    if until < now.astimezone(directory.calendar_of(unit_id).zone).date():
        raise Invalid([Problem(field="until", code="past", message=_("Choose today or a later day."))])
    if not reason.strip():
        raise Invalid([Problem(field="reason", code="missing", message=_("Say why."))])

    report.open_until = until

    data = {"unit": unit_id, "month": month.isoformat(), "until": until.isoformat(), "reason": reason.strip()}
    report.record("month_opened", data, by=by, at=now)


def _locked(unit_id: int, month: date) -> MonthReport:
    """Return the row of a unit's month, held until the transaction ends; made when it is the first time."""
    directory.get_unit(unit_id)
    wanted = {"unit": unit_id, "month": month.replace(day=1)}
    MonthReport.objects.get_or_create(**wanted, defaults={"uid": new_uid()})
    return MonthReport.objects.select_for_update().get(**wanted)


def _standing(report: MonthReport) -> dict[str, tuple[int, int]]:
    """Return the count that stands of each procedure, and the number of its entry."""
    rows = Count.objects.filter(report=report).order_by("number").values_list("procedure", "count", "number")
    return {procedure: (count, number) for procedure, count, number in rows}


def _check_counts(counts: Mapping[str, int], month: date, standing: Iterable[str]) -> None:
    known = {card.id for card in catalogue.list_offered_between(first=month, last=last_day(month))}.union(standing)
    unknown = _("This procedure was not offered on any day of that month.")
    wrong = _("Write how many dossiers, as a number from 0 to 1,000,000.")
    problems = [
        Problem(field=key, code="count", message=unknown if key not in known else wrong)
        for key, count in counts.items()
        if key not in known or not 0 <= count <= MOST
    ]
    if problems:
        raise Invalid(problems)


def _check_correction(changed: Mapping[str, int], reason: str) -> None:
    if not changed:
        raise Invalid([Problem(field="", code="same", message=_("Nothing differs from what is reported already."))])
    if not reason.strip():
        message = _("Say why the earlier count was wrong: both stay side by side.")
        raise Invalid([Problem(field="reason", code="missing", message=message)])
