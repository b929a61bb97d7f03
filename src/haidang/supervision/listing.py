"""The list behind one figure: as many dossiers as the figure says, with whom to ask about each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from haidang.accounts import api as accounts
from haidang.catalogue import api as catalogue
from haidang.clock import api as clock
from haidang.directory import api as directory
from haidang.directory.contracts import UnitCard
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import LABEL, DossierRow, Status
from haidang.figures import api as figures
from haidang.kernel.actor import Actor
from haidang.look import clocks, wording
from haidang.look.parts import Clock
from haidang.supervision.area import Area
from haidang.supervision.choice import CHANNELS, Choice
from haidang.supervision.columns import Column

if TYPE_CHECKING:
    from haidang.look.parts import Words

SIZE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One dossier: where it is, with whom, and how it stands to its terms."""

    row: DossierRow
    url: str
    unit: UnitCard
    procedure: Words
    stands: Words
    officer: str
    channel: Words
    clock: Clock | None
    legal_minutes: int | None

    @property
    def number(self) -> str:
        """The dossier code, or the submission number until there is one."""
        return self.row.code or self.row.number

    @property
    def state(self) -> str:
        """How its clock stands; empty where none runs any more."""
        return self.clock.state.value if self.clock else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of the list behind a figure; `total` is the figure itself."""

    column: Column
    area: Area
    as_of: datetime
    late_until: datetime
    lines: tuple[Line, ...]
    total: int
    page: int
    pages: int


def read_listing(actor: Actor, area: Area, choice: Choice, column: Column, *, page: int, now: datetime) -> Listing:
    """Return a page of the dossiers that make up a figure, and the figure from the same board."""
    board = figures.board(
        actor=actor,
        now=now,
        period=choice.period,
        units=area.members,
        procedures=choice.procedures,
        channel=choice.channel or None,
    )
    total = column.value(board.total)
    pages = max(1, -(-total // SIZE))
    rows = dossiers.list_counted(
        actor=actor,
        figure=column.figure,
        units={unit: figures.soon_until(unit_id=unit, now=now) for unit in area.members},
        since=datetime.combine(choice.period[0], time.min, wording.ZONE),
        until=datetime.combine(choice.period[1] + timedelta(days=1), time.min, wording.ZONE),
        late_until=board.late_until,
        procedures=choice.procedures,
        channel=choice.channel or None,
        page=min(page, pages),
        size=SIZE,
    )
    officers = accounts.list_names([row.officer for row in rows if row.officer is not None])
    return Listing(
        column=column,
        area=area,
        as_of=board.as_of,
        late_until=board.late_until,
        lines=tuple(line_of_dossier(row, officers, now) for row in rows),
        total=total,
        page=min(page, pages),
        pages=pages,
    )


def line_of_dossier(row: DossierRow, officers: Mapping[int, str], now: datetime) -> Line:
    """Return a dossier as a list shows it; `officers` names those who handle the dossiers of the page."""
    procedure, calendar = catalogue.get_procedure(row.version), directory.calendar_of(row.unit)
    is_at_desk = row.status is Status.IN_PROCESS and row.step
    late = row.legal_due_at is not None and row.outcome is None and row.legal_due_at < now
    return Line(
        row=row,
        url=reverse("workspace:dossier", args=[row.id]),
        unit=directory.get_unit(row.unit),
        procedure=procedure.name,
        stands=procedure.route.step(row.step).name if is_at_desk and row.step else LABEL[row.status],
        officer=officers.get(row.officer or 0, ""),
        channel=CHANNELS[row.channel],
        clock=clocks.of_row(row, now=now, calendar=calendar),
        legal_minutes=clock.working_minutes(calendar=calendar, start=row.legal_due_at, end=now)
        if late and row.legal_due_at
        else None,
    )
