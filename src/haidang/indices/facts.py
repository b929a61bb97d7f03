"""What the measures of a unit and period are computed from: kept figures, dossiers' own facts, the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cached_property

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Procedure
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import Digital
from haidang.figures import api as figures
from haidang.figures.contracts import Board, Counts
from haidang.indices import answers
from haidang.indices.contracts import CostVersion, Period
from haidang.indices.queries import list_costs
from haidang.kernel.actor import Actor


def moments(period: Period, zone: tzinfo) -> tuple[datetime, datetime]:
    """Return the beginning of a period's first day and the end of its last."""
    return datetime.combine(period[0], time.min, zone), datetime.combine(period[1] + timedelta(days=1), time.min, zone)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the measures are computed from; each is read when the first index asks for it."""

    actor: Actor
    units: tuple[int, ...]
    period: Period
    zone: tzinfo
    now: datetime

    @cached_property
    def counts(self) -> Counts:
        """The figures of the period and of this moment."""
        return figures.board(actor=self.actor, now=self.now, period=self.period, units=self.units).total

    @cached_property
    def online(self) -> Board[str]:
        """The same of what was filed online, by procedure."""
        return figures.board_by_procedure(
            actor=self.actor, now=self.now, period=self.period, units=self.units, channel="online"
        )

    @cached_property
    def by_procedure(self) -> Board[str]:
        """The same by procedure, however it was filed."""
        return figures.board_by_procedure(actor=self.actor, now=self.now, period=self.period, units=self.units)

    @cached_property
    def digital(self) -> Digital:
        """What was decided, and how much of it is files."""
        since, until = moments(self.period, self.zone)
        return dossiers.count_digital(actor=self.actor, units=self.units, since=since, until=until)

    @cached_property
    def procedures(self) -> tuple[Procedure, ...]:
        """What was in force on the last day of the period, or is today where it runs on."""
        day: date = min(self.period[1], self.now.astimezone(self.zone).date())
        return tuple(catalogue.get_procedure(card.version) for card in catalogue.list_procedures(on=day))

    @cached_property
    def rated(self) -> list[answers.Rated]:
        """
        How the dossiers decided in the period were rated; nothing while there are too few answers to show.

        Told of all that the actor sees together alone: that less one part of it would tell how a small part was rated.
        """
        period = moments(self.period, self.zone)
        rated = answers.count_rated(actor=self.actor, units=self.units, period=period)
        in_sight = answers.count_rated(actor=self.actor, units=self.actor.sees, period=period)
        return rated if answers.are_enough(rated) and len(rated) == len(in_sight) else []

    @cached_property
    def sent_back(self) -> int:
        """Dossiers decided in the period whose filer was sent for more through no fault of theirs."""
        since, until = moments(self.period, self.zone)
        groups = dossiers.count_decided(actor=self.actor, units=self.units, since=since, until=until)
        return sum(each.dossiers for each in groups if each.contacts)

    @cached_property
    def costs(self) -> dict[str, CostVersion]:
        """What following a procedure takes by the latest inputs, of those that have any."""
        return {each.procedure: each for each in list_costs(actor=self.actor)}
