"""How large a nation is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

_MOST_FILERS = 51_000
"""So many businesses file with customs."""


class ProfileName(StrEnum):
    """The nations that have a name."""

    HQ36A = "hq36a-2018"
    STRESS = "stress"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How many dossiers, over how many years up to the present, of how many filers."""

    dossiers: int
    years: float
    filers: int


PROFILES = {
    ProfileName.HQ36A: Profile(dossiers=73_000, years=1, filers=11_800),  # Decision 2151/QĐ-BTC: the first year
    ProfileName.STRESS: Profile(dossiers=12_000_000, years=1, filers=_MOST_FILERS),  # all electronic dossiers a year
}


def profile_of(name: ProfileName | None, *, dossiers: int | None, years: float | None) -> Profile:
    """Return the named profile with what is said otherwise, or one of a likely number of filers."""
    named = PROFILES[name or ProfileName.HQ36A]
    many = dossiers or named.dossiers
    filers = named.filers if dossiers is None else max(3, min(_MOST_FILERS, many // 6))
    return Profile(dossiers=many, years=years or named.years, filers=filers)
