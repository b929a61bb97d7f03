"""The queue as it is drawn: tabs with their counts, lines with their clocks, people by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from haidang.catalogue import api as catalogue
from haidang.directory import api as directory
from haidang.directory.contracts import Duty, Posting, UnitCard
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import LABEL, DossierRow, Queue, Status
from haidang.kernel.actor import Actor
from haidang.look import clocks, wording
from haidang.look.parts import Clock, Tab
from haidang.workspace import wording as words
from haidang.workspace.place import EVERY, MINE, Place

if TYPE_CHECKING:
    from haidang.look.parts import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One dossier in a list; `elsewhere` names its unit where that is not the one of the queue."""

    row: DossierRow
    url: str
    procedure: Words
    clock: Clock | None
    stands: Words
    officer: str
    channel: Words
    is_mine: bool
    elsewhere: Words
    is_here: bool = False

    @property
    def number(self) -> str:
        """The dossier code, or the submission number until there is one."""
        return self.row.code or self.row.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of the queue, or what a search found, with everything around it."""

    place: Place
    unit: UnitCard
    units: tuple[UnitCard, ...]
    tabs: tuple[Tab, ...]
    lines: tuple[Line, ...]
    total: int
    overdue: int
    page: int
    pages: int
    handlers: tuple[Posting, ...]
    can_assign: bool
    can_enter: bool

    @property
    def is_search(self) -> bool:
        """Whether the lines are what a search found."""
        return bool(self.place.text)

    @property
    def everything(self) -> str:
        """The address of all open dossiers of the unit."""
        return replace(self.place, tab=EVERY, page=1, text="").url

    def after(self, dossier_id: int) -> Line | None:
        """Return the line below a dossier, or the first one when the dossier is no longer listed."""
        ids = [line.row.id for line in self.lines]
        following = ids.index(dossier_id) + 1 if dossier_id in ids else 0
        return self.lines[following] if following < len(self.lines) else None


def read_listing(actor: Actor, place: Place, *, now: datetime, here: int | None = None) -> Listing:
    """
    Return the page of the queue at a place; `here` is the dossier that is open beside it.

    Without a chosen step it begins with what waits for the officer's own duties.

    :raises Missing: if there is no such unit
    """
    unit = directory.get_unit(place.unit)
    queue, place = _queue(actor, place, now)
    officers = {each.person: each for each in directory.list_officers(unit_id=unit.id, on=wording.local(now).date())}
    rows = dossiers.search_dossiers(actor=actor, text=place.text) if place.text else queue.rows
    return Listing(
        place=place,
        unit=unit,
        units=_units(actor, now),
        tabs=_tabs(queue, place, now, is_handler=Duty.HANDLE in actor.duties),
        lines=tuple(_line(row, actor, place, officers, now=now, here=here) for row in rows),
        total=len(rows) if place.text else queue.total,
        overdue=queue.overdue,
        page=queue.page,
        pages=1 if place.text else queue.pages,
        handlers=tuple(each for each in officers.values() if Duty.HANDLE in each.duties),
        can_assign=actor.has(Duty.ASSIGN, unit=unit.id) and not place.text,
        can_enter=actor.has(Duty.RECEIVE, unit=unit.id),
    )


def _queue(actor: Actor, place: Place, now: datetime) -> tuple[Queue, Place]:
    if place.tab:
        return _page(actor, place, now), place
    own = _own_tabs(actor, place)
    first = replace(place, tab=own[0])
    queue = _page(actor, first, now)
    if queue.total:
        return queue, first
    other = replace(place, tab=next((tab for tab in own if queue.counts.get(tab)), EVERY))
    return _page(actor, other, now), other


def _page(actor: Actor, place: Place, now: datetime) -> Queue:
    is_step = place.tab not in (EVERY, MINE)
    return dossiers.list_queue(
        actor=actor,
        now=now,
        unit_id=place.unit,
        tab=place.tab if is_step else "",
        mine=place.tab == MINE,
        page=place.page,
    )


def _own_tabs(actor: Actor, place: Place) -> list[str]:
    """Return the tabs of the officer's duties, most urgent first; who only watches sees everything."""
    if not place.is_own_unit:
        return [EVERY]
    steps = [step for duty, keys in words.OF_DUTY.items() if duty in actor.duties for step in keys]
    return ([MINE] if Duty.HANDLE in actor.duties else []) + steps or [EVERY]


def _tabs(queue: Queue, place: Place, now: datetime, *, is_handler: bool) -> tuple[Tab, ...]:
    day = wording.local(now).date()
    handling = sorted(set(queue.counts) - set(words.ORDER) - {"mine"})
    steps = [*words.ORDER[:4], *handling, *words.ORDER[4:]]
    counts = {EVERY: sum(queue.counts.get(step, 0) for step in steps), MINE: queue.counts["mine"], **queue.counts}
    labels: Mapping[str, Words] = {EVERY: _("All open"), MINE: _("Assigned to me")}
    own = [MINE] if is_handler or counts[MINE] or place.tab == MINE else []
    shown = [EVERY, *own, *(step for step in steps if counts.get(step) or step == place.tab)]
    return tuple(
        Tab(
            label=labels.get(tab) or words.step_name(tab, day),
            url=replace(place, tab=tab, page=1, text="").url,
            is_open=tab == place.tab and not place.text,
            count=counts.get(tab, 0),
        )
        for tab in shown
    )


def _units(actor: Actor, now: datetime) -> tuple[UnitCard, ...]:
    return tuple(unit for unit in directory.list_units(on=wording.local(now).date()) if unit.id in actor.sees)


def _line(
    row: DossierRow,
    actor: Actor,
    place: Place,
    officers: Mapping[int, Posting],
    *,
    now: datetime,
    here: int | None,
) -> Line:
    procedure = catalogue.get_procedure(row.version)
    is_at_desk = row.status is Status.IN_PROCESS and row.step
    return Line(
        row=row,
        url=place.url_of(row.id),
        procedure=procedure.name,
        clock=clocks.of_row(row, now=now, calendar=directory.calendar_of(row.unit)),
        stands=procedure.route.step(row.step).name if is_at_desk and row.step else LABEL[row.status],
        officer=officers[row.officer].name if row.officer is not None and row.officer in officers else "",
        channel=words.CHANNELS[row.channel],
        is_mine=row.officer is not None and row.officer == actor.person,
        elsewhere="" if row.unit == place.unit else directory.get_unit(row.unit).name,
        is_here=row.id == here,
    )
