"""What became of the latest measure for each unit: the month before it beside the newest month since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from haidang.directory import api as directory
from haidang.directory.contracts import UnitCard
from haidang.kernel.actor import Actor
from haidang.supervision.usage.forms import KINDS
from haidang.usage import api as usage
from haidang.usage.contracts import Use

if TYPE_CHECKING:
    from haidang.look.parts import Words

_LOOKS_BACK = timedelta(days=3 * 365)
"""A measure further back is told without its effect: so much has happened since that it proves nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The latest measure, and the online share of a month before and of one since; None where nothing was filed."""

    on: date
    kind: Words
    before: tuple[str, Decimal] | None
    after: tuple[str, Decimal] | None


def read_effects(actor: Actor, units: Iterable[UnitCard], *, members: Iterable[int], today: date) -> dict[int, Effect]:
    """Return by unit what became of its latest measure, in two statements for all."""
    latest = usage.latest_measures(actor=actor, units=[unit.id for unit in units])
    if not latest:
        return {}
    earliest = max(min(on for on, _kind in latest.values()), today - _LOOKS_BACK)
    months: dict[int, dict[date, Use]] = defaultdict(lambda: defaultdict(Use))
    for each in usage.use_by_month(actor=actor, first=earliest - timedelta(days=366), last=today, units=members):
        months[directory.successor_on(each.unit, today).id][each.month] += each.use
    return {
        unit: _effect(on, str(KINDS[kind]), months[unit] if on >= today - _LOOKS_BACK else {})
        for unit, (on, kind) in latest.items()
    }


def _effect(on: date, kind: Words, months: Mapping[date, Use]) -> Effect:
    month = on.replace(day=1)
    shares = {each: use.online_share for each, use in months.items() if use.online_share is not None}
    before, after = [each for each in shares if each < month], [each for each in shares if each >= month]
    return Effect(
        on=on,
        kind=kind,
        before=(f"{max(before):%m/%Y}", shares[max(before)]) if before else None,
        after=(f"{max(after):%m/%Y}", shares[max(after)]) if after else None,
    )
