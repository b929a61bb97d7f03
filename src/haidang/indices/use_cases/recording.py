"""Two officers record what an index asks for and the system does not count (Circular 01/2018 art. 13(5), (8))."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from haidang.directory import api as directory
from haidang.indices.contracts import Count, Period
from haidang.indices.models import Recorded
from haidang.indices.pack import circular_01
from haidang.indices.rules import may_record, may_settle
from haidang.indices.streams import record
from haidang.kernel import once
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Conflict, Invalid, Missing, Problem
from haidang.register.contracts import Fact

_MOST = 1_000_000


@transaction.atomic
def record_count(
    *, index: str, unit_id: int, period: Period, count: Count, evidence: str, by: Actor, now: datetime
) -> None:
    """
    Keep a count for an index of a unit and period, to be confirmed by a second officer; once.

    :raises Refused: if the actor neither leads nor supervises
    :raises Missing: if the unit is not in sight or the index asks for no count
    :raises Invalid: if the count cannot be, no evidence is named, or a count stands for some of these days
    """
    may_record(by).enforce()
    assert by.person is not None, "an officer has an account"
    asked = next((each for each in circular_01().indices if each.code == index and each.asks), None)
    if unit_id not in by.sees or asked is None:
        raise Missing(_("There is no such index."))
    if period[1] >= now.astimezone(directory.calendar_of(unit_id).zone).date():
        message = _("These days are not over yet. Choose a period that is over, such as the last quarter.")
        raise Invalid([Problem(field="", code="running", message=message)])
    _must_be_meant(count, evidence, has_received="received" in asked.asks)

    told = {"index": index, "first": period[0], "last": period[1], "evidence": evidence.strip()} | asdict(count)
    once.one_at_a_time("recorded", unit_id)
    standing = Recorded.objects.filter(index=index, unit=unit_id).exclude(is_confirmed=False)
    if standing.filter(recorded_by=by.person, **told).exists():
        return  # pressed twice
    if standing.filter(first__lte=period[1], last__gte=period[0]).exists():
        message = _("A count stands for some of these days already. Refuse it first, or choose other days.")
        raise Invalid([Problem(field="", code="overlap", message=message)])
    Recorded.objects.create(unit=unit_id, recorded_by=by.person, recorded_name=by.name, recorded_at=now, **told)

    data = {key: str(each) for key, each in told.items() if each is not None}
    record(f"recorded:{unit_id}", Fact("index_count_recorded", data), by=by, at=now)


@transaction.atomic
def settle_count(*, recorded_id: int, is_confirmed: bool, reason: str, by: Actor, now: datetime) -> None:
    """
    Confirm a count that another officer recorded, or refuse it with a reason; a mistake is refused afterwards, too.

    :raises Missing: if there is none in sight
    :raises Refused: if the actor recorded it, or neither leads nor supervises
    :raises Conflict: if it was confirmed or refused already
    :raises Invalid: if it is refused without a reason
    """
    row = Recorded.objects.select_for_update().filter(pk=recorded_id, unit__in=by.sees).first()
    if row is None:
        raise Missing(_("There is no such count."))
    may_settle(by, recorded_by=row.recorded_by).enforce()
    if row.is_confirmed is is_confirmed and row.settled_by == by.person:
        return  # pressed twice
    if row.is_confirmed is False or (row.is_confirmed and is_confirmed):
        raise Conflict(_("This count was settled already."))
    if not is_confirmed and not reason.strip():
        raise Invalid([Problem(field="reason", code="required", message=_("Write why the count is refused."))])

    row.is_confirmed, row.reason = is_confirmed, "" if is_confirmed else reason.strip()
    row.settled_by, row.settled_name, row.settled_at = by.person, by.name, now
    row.save(update_fields=["is_confirmed", "reason", "settled_by", "settled_name", "settled_at"])

    event = "index_count_confirmed" if is_confirmed else "index_count_refused"
    data = {"index": row.index, "first": str(row.first), "last": str(row.last), "reason": row.reason}
    record(f"recorded:{row.unit}", Fact(event, data), by=by, at=now)


def _must_be_meant(count: Count, evidence: str, *, has_received: bool) -> None:
    parts = {"part": count.part} | ({"received": count.received} if has_received else {})
    problems = []
    if not 0 < count.whole < _MOST:
        problems.append(Problem(field="whole", code="range", message=_("Give a number from 1 to below 1.000.000.")))
    problems += [
        Problem(field=name, code="range", message=_("Give a number from 0 to that of the first line."))
        for name, value in parts.items()
        if value is None or not 0 <= value <= count.whole
    ]
    if not evidence.strip():
        message = _("Name the paper or system the numbers come from, with its date.")
        problems.append(Problem(field="evidence", code="required", message=message))
    if problems:
        raise Invalid(problems)
