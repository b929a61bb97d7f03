"""
Points and grades, pure: Decision 766/QĐ-TTg and Circular 01/2018/TT-VPCP arts 13-15.

A None stands for what is not known; it is left out of sums and never counted as nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from haidang.indices.contracts import Grade
from haidang.kernel.text import Text

_TENTH, _HUNDREDTH = Decimal("0.1"), Decimal("0.01")
_BY_TIME = {"early": 2, "on_time": 1, "late": 0}
HUNDRED = Decimal(100)


def ratio(numerator: int, denominator: int) -> Decimal | None:
    """Return a share in per cent; None where there is nothing to divide by."""
    return HUNDRED * numerator / denominator if denominator else None


def points_of_ratio(value: Decimal, *, most: Decimal, target: Decimal | None) -> Decimal:
    """Return the points of Decision 766: all from the target on, in proportion below it."""
    aim = target or HUNDRED
    reached = most if value >= aim else most * value / aim
    return reached.quantize(_HUNDREDTH, ROUND_HALF_UP)


def points_of_time(timeliness: str | None) -> int | None:
    """Return the points of indices 1 and 2: shorter than the law 2, equal 1, longer 0."""
    return _BY_TIME[timeliness] if timeliness else None


def points_of_contacts(contacts: int) -> int:
    """Return the points of index 3: none 2, one 1, more 0; the applicant's own faults are not among them."""
    return max(0, 2 - contacts)


def points_of_bodies(bodies: int) -> int:
    """Return the points of index 4: no body contacted 2, the one-stop unit alone 1, more 0."""
    return max(0, 2 - bodies)


def points_of_one_stop(*, on_the_spot: Decimal, received: Decimal, least: Decimal) -> int:
    """Return the points of index 5 by the shares of procedures finished on the spot and received at the unit."""
    if on_the_spot >= least:
        return 2
    return 1 if received >= HUNDRED else 0


def points_of_publicity(*, is_posted: bool, is_electronic: bool) -> int:
    """Return the points of index 6: posted and electronic 2, one of them 1."""
    return int(is_posted) + int(is_electronic)


def points_of_attitude(timeliness: str | None, *, has_complaint: bool) -> int | None:
    """Return the points of index 7: those of the time when nobody complained, else none."""
    if has_complaint:
        return 0
    return points_of_time(timeliness)


def points_of_feedback(answered: Decimal, *, least: Decimal) -> int:
    """Return the points of index 8 by the share answered: all 2, nine tenths 1."""
    if answered >= HUNDRED:
        return 2
    return 1 if answered >= least else 0


def points_of_online(
    *, procedures: Decimal, dossiers: Decimal, has_late: bool, least: tuple[Decimal, Decimal, Decimal]
) -> int:
    """Return the points of index 9; `least` are the shares of procedures and of dossiers for 2, and for 1."""
    if procedures >= least[0] and dossiers >= least[1] and not has_late:
        return 2
    return 1 if dossiers >= least[2] else 0


def index_score(points: int, dossiers: int) -> Decimal | None:
    """Return the points divided by the dossiers, to one decimal (art. 14)."""
    return (Decimal(points) / dossiers).quantize(_TENTH, ROUND_HALF_UP) if dossiers else None


def grade_of(total: Decimal, grades: Sequence[Grade]) -> Text:
    """Return the grade of a sum; `grades` begin with the highest."""
    return next(each.name for each in grades if total >= each.least)


def percentile(values: Iterable[int], share: int) -> int:
    """Return the value that `share` per cent do not exceed (nearest rank); there is at least one value."""
    found = sorted(values)
    return found[max(0, -(-len(found) * share // 100) - 1)]
