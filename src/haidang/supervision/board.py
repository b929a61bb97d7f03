"""A board as it is drawn: figures first, rows whose cells lead to their lists, the trend of the latest days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from haidang.figures import api as figures
from haidang.figures.contracts import TrendDay, total_of
from haidang.kernel.actor import Actor
from haidang.look import wording
from haidang.supervision import divisions
from haidang.supervision.area import Area
from haidang.supervision.choice import Choice
from haidang.supervision.columns import COLUMNS, FIRST
from haidang.supervision.lines import Cell, Line, line_of

if TYPE_CHECKING:
    from haidang.look.parts import Words

TREND_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Everything of one board; `version` is the mark of the figures it shows."""

    area: Area
    version: str
    as_of: datetime
    late_until: datetime
    head: Words
    first: tuple[Cell, ...]
    lines: tuple[Line, ...]
    total: Line
    trend: tuple[TrendDay, ...]

    @property
    def happened(self) -> int:
        """How many columns tell what happened in the period."""
        return len(COLUMNS) - self.open_now

    @property
    def open_now(self) -> int:
        """How many columns tell what is open at this moment."""
        return sum(column.is_now for column in COLUMNS)

    @property
    def received_each_day(self) -> list[int]:
        """What came in day by day, the oldest first."""
        return [each.received for each in self.trend]


def read_board(actor: Actor, area: Area, choice: Choice, *, tab: str, now: datetime) -> Shown:
    """Return the board of an area, divided as `tab` says; every division has the same total."""
    units = list(area.members)
    version = figures.version(now=now)
    board = figures.board(
        actor=actor,
        now=now,
        period=choice.period,
        units=units,
        procedures=choice.procedures,
        channel=choice.channel or None,
    )
    counts = area.by_row(board.rows)
    query = choice.query(don_vi=str(area.unit.id), theo=str(area.tier or ""))
    total = line_of(_("Total"), total_of(counts.values()), query, key="total")
    return Shown(
        area=area,
        version=version,
        as_of=board.as_of,
        late_until=board.late_until,
        head=divisions.head_of(tab),
        first=tuple(cell for figure in FIRST for cell in total.cells if cell.column.figure == figure),
        lines=tuple(divisions.lines_of(actor, area, choice, counts, tab, now)),
        total=total,
        trend=tuple(_trend(actor, units, choice, now)),
    )


def _trend(actor: Actor, units: Sequence[int], choice: Choice, now: datetime) -> list[TrendDay]:
    today = wording.local(now).date()
    return figures.trend(
        actor=actor,
        period=(today - timedelta(days=TREND_DAYS - 1), today),
        units=units,
        procedures=choice.procedures,
        channel=choice.channel or None,
    )
