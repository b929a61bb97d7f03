"""Headquarters enters what following a procedure takes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import CONFIDENCE
from haidang.indices.contracts import CostInputs
from haidang.indices.models import CostVersion, Stream
from haidang.indices.rules import may_enter_values
from haidang.indices.streams import record
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Invalid, Missing, Problem
from haidang.register.contracts import Fact

_AMOUNTS = ("papers", "hours_per_paper", "trips", "hours_per_trip", "cost_per_trip", "fees", "filings_per_year",
            "wage_per_day")  # fmt: skip

_MOST_COUNT, _MOST_MONEY = 10_000, 1_000_000_000


@transaction.atomic
def enter_costs(*, procedure: str, inputs: CostInputs, by: Actor, now: datetime) -> int:
    """
    Keep a new version of a procedure's inputs and return its number; the versions before stay as they are.

    :raises Refused: if the actor does not supervise at headquarters
    :raises Missing: if there is no such procedure
    :raises Invalid: if an amount is negative, or source or confidence are not given
    """
    may_enter_values(by).enforce()
    assert by.person is not None, "an officer has an account"
    if catalogue.find_current(procedure, on=now.date()) is None:
        raise Missing(_("There is no such procedure."))
    _must_be_meant(inputs)

    name = f"costs:{procedure}"
    Stream.objects.get_or_create(name=name)
    Stream.objects.select_for_update().get(name=name)  # two who enter at once get two numbers
    last = CostVersion.objects.filter(procedure=procedure).order_by("-number").first()
    latest = last.number if last else 0
    if last and all(getattr(last, key) == each for key, each in asdict(inputs).items()):
        return latest  # pressed twice: the same inputs are no new version
    CostVersion.objects.create(
        procedure=procedure,
        number=latest + 1,
        entered_by=by.person,
        entered_name=by.name,
        entered_at=now,
        **asdict(inputs),
    )

    told = {key: str(value) for key, value in asdict(inputs).items()}
    record(name, Fact("costs_entered", {"number": latest + 1} | told), by=by, at=now)
    return int(latest + 1)


def _most(name: str) -> int:
    """Return what an amount stays below: what its column holds, far beyond what can be meant."""
    return _MOST_MONEY if name in {"cost_per_trip", "fees", "wage_per_day", "filings_per_year"} else _MOST_COUNT


def _must_be_meant(inputs: CostInputs) -> None:
    problems = [
        Problem(field=name, code="range", message=_("Give a number that is not negative."))
        for name in _AMOUNTS
        if getattr(inputs, name) < 0
    ]
    problems += [
        Problem(
            field=name,
            code="range",
            message=_("Give a number below %(most)s.") % {"most": f"{_most(name):,}".replace(",", ".")},
        )
        for name in _AMOUNTS
        if getattr(inputs, name) >= _most(name)
    ]
    if not inputs.source.strip():
        problems.append(Problem(field="source", code="required", message=_("Name where these numbers come from.")))
    if inputs.confidence not in CONFIDENCE:
        problems.append(Problem(field="confidence", code="choice", message=_("Say how well these numbers are known.")))
    if problems:
        raise Invalid(problems)
