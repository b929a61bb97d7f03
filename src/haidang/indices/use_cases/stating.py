"""Headquarters enters what another source says about an index."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from haidang.indices.contracts import Period
from haidang.indices.models import Stated
from haidang.indices.pack import stated_codes, vnd_codes
from haidang.indices.rules import may_enter_values
from haidang.indices.streams import record
from haidang.kernel import once
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Invalid, Missing, Problem
from haidang.register.contracts import Fact

_MOST, _MOST_VND = 10_000, 10_000_000
"""Below the second lies what its column holds, far beyond what a filing can cost."""


@transaction.atomic
def state_value(
    *, index: str, unit_id: int, period: Period, value: Decimal, source: str, by: Actor, now: datetime
) -> None:
    """
    Keep a value of an index, or of an input of one, that was published elsewhere, beside our own; once.

    :raises Refused: if the actor does not supervise at headquarters
    :raises Missing: if the unit is not in sight or there is no such index
    :raises Invalid: if no source is named or the value cannot be meant
    """
    may_enter_values(by).enforce()
    assert by.person is not None, "an officer has an account"
    if unit_id not in by.sees or index not in stated_codes():
        raise Missing(_("There is no such index."))
    _must_be_meant(value, source, most=_MOST_VND if index in vnd_codes() else _MOST)

    told = {"index": index, "first": period[0], "last": period[1], "value": value, "source": source}
    once.one_at_a_time("stated", unit_id)
    if Stated.objects.filter(unit=unit_id, **told).exists():
        return
    Stated.objects.create(unit=unit_id, stated_by=by.person, stated_name=by.name, stated_at=now, **told)

    data = {key: str(each) for key, each in told.items()}
    record(f"stated:{unit_id}", Fact("index_value_stated", data), by=by, at=now)


def _must_be_meant(value: Decimal, source: str, *, most: int) -> None:
    problems = []
    if not 0 <= value < most:
        message = _("Give a value from 0 to below %(most)s.") % {"most": f"{most:,}".replace(",", ".")}
        problems.append(Problem(field="value", code="range", message=message))
    if not source.strip():
        problems.append(Problem(field="source", code="required", message=_("Name where the value was published.")))
    if problems:
        raise Invalid(problems)
