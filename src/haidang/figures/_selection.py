"""What a reader of figures chose, with the row filter applied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from haidang.figures.contracts import Period
from haidang.figures.rules import may_read_figures
from haidang.kernel.actor import Actor, Capacity


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Units in sight, a period, and some procedures or one channel if named."""

    units: list[int]
    period: Period
    procedures: list[str] | None
    channel: str | None

    @classmethod
    def of(
        cls,
        actor: Actor,
        *,
        units: Iterable[int] | None,
        period: Period,
        procedures: Sequence[str] | None,
        channel: str | None,
    ) -> Selection:
        """Return what the actor chose and may see."""
        named = None if procedures is None else list(procedures)
        return cls(units=visible_units(actor, units), period=period, procedures=named, channel=channel)

    @property
    def is_of_all(self) -> bool:
        """Whether neither procedures nor a channel are named, so that what is kept over all of them tells it."""
        return self.procedures is None and self.channel is None

    @property
    def params(self) -> dict[str, Any]:
        """The values statements know by name."""
        return {
            "units": self.units,
            "first": self.period[0],
            "last": self.period[1],
            "procedures": self.procedures,
            "channel": self.channel,
        }


def visible_units(actor: Actor, units: Iterable[int] | None) -> list[int]:
    """Return the units to read; the system has none in sight and names them."""
    if not may_read_figures(actor):
        return []
    if actor.capacity is Capacity.SYSTEM:
        return sorted(units or ())
    return sorted(actor.sees if units is None else actor.sees.intersection(units))
