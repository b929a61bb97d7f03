"""
The standard cost model, pure (Circular 02/2017/TT-VPCP, from memory: its annex was not found).

What a filing costs once is the time it takes at the wage of a working hour, the trips and the fees; a year is that
times the filings of a year.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from haidang.indices.contracts import Cost, CostInputs, Saving

_HOURS_PER_DAY = Decimal(8)
"""The model's own working day, not an office's: an hour is an eighth of the wage per day."""
_ONE, _TENTH = Decimal(1), Decimal("0.1")


def cost_of(inputs: CostInputs) -> Cost:
    """Return what inputs come to, once and a year, in whole đồng and tenths of a day."""
    hours = inputs.papers * inputs.hours_per_paper + inputs.trips * inputs.hours_per_trip
    once = hours * inputs.wage_per_day / _HOURS_PER_DAY + inputs.trips * inputs.cost_per_trip + inputs.fees
    return Cost(
        hours_once=hours,
        once=once.quantize(_ONE, ROUND_HALF_UP),
        days_a_year=(hours * inputs.filings_per_year / _HOURS_PER_DAY).quantize(_TENTH, ROUND_HALF_UP),
        a_year=(once * inputs.filings_per_year).quantize(_ONE, ROUND_HALF_UP),
    )


def saving_between(before: Cost, after: Cost) -> Saving:
    """Return what a year saves when the second holds instead of the first; negative where it costs more."""
    vnd = before.a_year - after.a_year
    rate = (100 * vnd / before.a_year).quantize(_TENTH, ROUND_HALF_UP) if before.a_year else None
    return Saving(vnd=vnd, days=before.days_a_year - after.days_a_year, rate=rate)


def saving_of_days(days: Decimal, *, wage_per_day: Decimal) -> Decimal:
    """Return what working days are worth: how the administration published its own saving."""
    return days * wage_per_day
