"""A board as it is drawn: figures first, rows whose cells lead to their lists, the trend of the latest days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haidang.catalogue import api as catalogue
from haidang.figures import api as figures
from haidang.figures.contracts import Counts, TrendDay, total_of
from haidang.kernel.actor import Actor
from haidang.look import wording
from haidang.look.parts import Tab
from haidang.supervision.area import Area
from haidang.supervision.choice import Choice
from haidang.supervision.columns import COLUMNS, FIRST, Column

if TYPE_CHECKING:
    from haidang.look.parts import Words

TREND_DAYS = 30
BY_PROCEDURE = "thu-tuc"
TIERS = {1: gettext_lazy("Headquarters"), 2: gettext_lazy("Departments and regions"), 3: gettext_lazy("Branches")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One figure of one row; without dossiers behind it there is no list to open."""

    id: str
    column: Column
    value: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the table; `url` leads further down."""

    name: Words
    note: Words
    url: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Everything of one board."""

    area: Area
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


def read_board(actor: Actor, area: Area, choice: Choice, *, by_procedure: bool, now: datetime) -> Shown:
    """Return the board of an area by unit or by procedure; both have the same total."""
    units = list(area.members)
    board = figures.board(
        actor=actor,
        now=now,
        period=choice.period,
        units=units,
        procedures=choice.procedures,
        channel=choice.channel or None,
    )
    counts = area.by_row(board.rows)
    lines = _by_procedure(actor, area, choice, now) if by_procedure else _by_unit(area, choice, counts)
    query = choice.query(don_vi=str(area.unit.id), theo=str(area.tier or ""))
    total = _line(_("Total"), total_of(counts.values()), query, key="total")
    return Shown(
        area=area,
        as_of=board.as_of,
        late_until=board.late_until,
        head=_("Procedure") if by_procedure else _("Unit"),
        first=tuple(cell for figure in FIRST for cell in total.cells if cell.column.figure == figure),
        lines=tuple(lines),
        total=total,
        trend=tuple(_trend(actor, units, choice, now)),
    )


def tabs(area: Area, choice: Choice, *, tab: str, unit_id: int | None) -> list[Tab]:
    """Return the ways to divide the same figures; tiers are told apart where there is more than one below."""
    here = board_url(unit_id)
    ways: list[tuple[str, Words]] = [("", _("By unit")), (BY_PROCEDURE, _("By procedure"))]
    if area.unit.tier < max(TIERS):
        ways += [(str(tier), label) for tier, label in TIERS.items() if tier >= area.unit.tier]
    return [Tab(label=label, url=f"{here}?{choice.query(theo=key)}", is_open=key == tab) for key, label in ways]


def board_url(unit_id: int | None) -> str:
    """Return the address of a unit's board, of the actor's own for None."""
    return reverse("supervision:board") if unit_id is None else reverse("supervision:unit", args=[unit_id])


def procedure_name(procedure: str, on: date) -> Words:
    """Return what a procedure is called on a day; one that is no longer in force by its id."""
    found = catalogue.find_current(procedure, on=on)
    return found.name if found else procedure


def _by_unit(area: Area, choice: Choice, counts: Mapping[int, Counts]) -> Iterator[Line]:
    for row in area.rows:
        found = counts.get(row.id, Counts())
        if found == Counts() and row.tier == area.unit.tier and area.tier is None:
            continue  # the unit itself, or an office of the headquarters, without a dossier of its own
        is_own = area.is_own(row)
        yield _line(
            row.name,
            found,
            choice.query(don_vi=str(row.id), rieng="1" if is_own else ""),
            key=str(row.id),
            note=_("own dossiers") if is_own and area.tier is None and len(area.rows) > 1 else "",
            url="" if row.id == area.unit.id else f"{board_url(row.id)}?{choice.query()}",
        )


def _by_procedure(actor: Actor, area: Area, choice: Choice, now: datetime) -> Iterator[Line]:
    board = figures.board_by_procedure(
        actor=actor, now=now, period=choice.period, units=area.members, channel=choice.channel or None
    )
    for row in board.rows:
        if choice.procedure in ("", row.key):
            name = procedure_name(row.key, wording.local(now).date())
            query = choice.query(don_vi=str(area.unit.id), thutuc=row.key)
            yield _line(name, row.counts, query, key=row.key)


def _line(name: Words, counts: Counts, query: str, *, key: str, note: Words = "", url: str = "") -> Line:
    address = reverse("supervision:list")
    cells = tuple(
        Cell(
            id=f"{key}-{column.figure}".replace(".", "-"),
            column=column,
            value=column.value(counts),
            url=f"{address}?muc={column.figure}&{query}" if column.value(counts) else "",
        )
        for column in COLUMNS
    )
    return Line(name=name, note=note, url=url, cells=cells)


def _trend(actor: Actor, units: Sequence[int], choice: Choice, now: datetime) -> list[TrendDay]:
    today = wording.local(now).date()
    return figures.trend(
        actor=actor,
        period=(today - timedelta(days=TREND_DAYS - 1), today),
        units=units,
        procedures=choice.procedures,
        channel=choice.channel or None,
    )
