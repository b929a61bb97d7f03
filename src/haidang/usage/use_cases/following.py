"""What is done so that the service is used: measures for a unit, words with a filer."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from haidang.directory import api as directory
from haidang.kernel import once
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Invalid, Problem
from haidang.usage import rules
from haidang.usage.contracts import ApproachOutcome, MeasureKind
from haidang.usage.models import Approach, Measure

_TOLD_WITHIN = timedelta(days=10 * 366)
"""What lies further back is a slip of the keyboard; ours, not the law's."""


@transaction.atomic
def take_measure(*, unit_id: int, kind: MeasureKind, taken_on: date, text: str, by: Actor, now: datetime) -> None:
    """
    Record what was done for a unit with low use, once.

    :raises Missing: if there is no such unit
    :raises Refused: if the actor does not oversee it
    :raises Invalid: if the day lies ahead, or nothing is told
    """
    zone = directory.calendar_of(unit_id).zone
    rules.may_take_measure(by, unit_id=unit_id).enforce()
    _must_be_past("taken_on", taken_on, today=now.astimezone(zone).date())
    if not text.strip():
        raise Invalid([Problem(field="text", code="missing", message=_("Say what was done."))])

    uid = once.uid_of("measure", by.person, unit_id, kind.value, taken_on, text)
    if once.is_there(uid, Measure.objects.all()):
        return
    measure = Measure(
        uid=uid,
        unit=unit_id,
        kind=kind.value,
        taken_on=taken_on,
        text=text.strip(),
        by=by.person,
        by_name=by.name,
        recorded_at=now,
    )

    data = {"unit": unit_id, "kind": kind.value, "on": taken_on.isoformat(), "text": measure.text}
    measure.record("measure_taken", data, by=by, at=now)


@transaction.atomic
def approach_filer(
    *,
    tax_code: str,
    name: str,
    unit_id: int,
    approached_on: date,
    outcome: ApproachOutcome,
    text: str,
    by: Actor,
    now: datetime,
) -> None:
    """
    Record that a filer who still files by hand was spoken to, with what result, once.

    :raises Missing: if there is no such unit
    :raises Refused: if the unit is not in the actor's sight
    :raises Invalid: if the day lies ahead
    """
    zone = directory.calendar_of(unit_id).zone
    rules.may_approach(by, unit_id=unit_id).enforce()
    _must_be_past("approached_on", approached_on, today=now.astimezone(zone).date())

    uid = once.uid_of("approach", by.person, tax_code, name, unit_id, approached_on, outcome.value, text)
    if once.is_there(uid, Approach.objects.all()):
        return
    approach = Approach(
        uid=uid,
        tax_code=tax_code,
        name=name,
        unit=unit_id,
        approached_on=approached_on,
        outcome=outcome.value,
        text=text.strip(),
        by=by.person,
        by_name=by.name,
        recorded_at=now,
    )

    data = {"tax_code": tax_code, "name": name, "unit": unit_id, "on": approached_on.isoformat()}
    approach.record("filer_approached", data | {"outcome": outcome.value, "text": approach.text}, by=by, at=now)


def _must_be_past(field: str, day: date, *, today: date) -> None:
    if day > today:
        raise Invalid([Problem(field=field, code="ahead", message=_("This day lies ahead. Write when it was done."))])
    if day < today - _TOLD_WITHIN:
        raise Invalid([Problem(field=field, code="past", message=_("This is too long past. Look at the year."))])
