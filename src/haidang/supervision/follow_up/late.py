"""
What is late or soon late, by the law or at a step: how late, why, whom to telephone, and who was called about it.

The figures of late dossiers count by the legal term alone; a step's time is internal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from haidang.accounts import api as accounts
from haidang.directory import api as directory
from haidang.directory.contracts import Contact
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import ClockState
from haidang.figures import api as figures
from haidang.follow_up import api as follow_up
from haidang.follow_up.contracts import LatestCall
from haidang.kernel.actor import Actor
from haidang.look import clocks, wording
from haidang.look.parts import Clock
from haidang.supervision.area import Area
from haidang.supervision.columns import Column
from haidang.supervision.listing import SIZE, Line, Listing, line_of_dossier

if TYPE_CHECKING:
    from haidang.look.parts import Words


SOON_AT_STEP = "step-soon"
AT_STEPS = {
    figure: Column(figure=figure, label=title, title=title, is_now=True)
    for figure, title in (("step-late", _("Overdue at a step now")), (SOON_AT_STEP, _("Soon overdue at a step now")))
}
"""What is listed of steps; no board counts it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateLine:
    """
    A dossier whose time runs out, with the name of the stage that does and the reasons of its date.

    `step` is the clock of the step it is at, where this has a time of its own.
    """

    line: Line
    stage: Words
    reasons: tuple[Words, ...]
    step: Clock | None
    contact: Contact
    call: LatestCall | None


def read_steps(actor: Actor, area: Area, column: Column, *, page: int, now: datetime) -> Listing:
    """Return a page of the dossiers whose step is over, or soon is, while their legal term still runs."""
    rows, total = dossiers.list_steps_over(
        actor=actor,
        units={unit: figures.soon_until(unit_id=unit, now=now) for unit in area.members},
        is_late=column.figure != SOON_AT_STEP,
        now=now,
        page=page,
        size=SIZE,
    )
    officers = accounts.list_names([row.officer for row in rows if row.officer is not None])
    return Listing(
        column=column,
        area=area,
        as_of=now,
        late_until=now,
        lines=tuple(line_of_dossier(row, officers, now) for row in rows),
        total=total,
        page=page,
        pages=max(1, -(-total // SIZE)),
    )


def read_late(actor: Actor, listing: Listing, *, now: datetime) -> list[LateLine]:
    """Return the lines of a late list with what somebody at the telephone needs, in four statements for all."""
    ids = [line.row.id for line in listing.lines]
    states = dossiers.list_clocks(actor=actor, dossier_ids=ids)
    calls = follow_up.latest_calls(actor=actor, dossier_ids=ids)
    contacts = directory.list_contacts(
        actor=actor, unit_ids=[line.unit.id for line in listing.lines], on=wording.local(now).date()
    )
    return [
        LateLine(
            line=line,
            stage=next(
                (each.name for each in states[line.row.id].stages if each.key == states[line.row.id].running), ""
            ),
            reasons=states[line.row.id].reasons,
            step=_step_clock(states[line.row.id], line, now),
            contact=contacts[line.unit.id],
            call=calls.get(line.row.id),
        )
        for line in listing.lines
    ]


def _step_clock(state: ClockState, line: Line, now: datetime) -> Clock | None:
    return clocks.of_step(state.step, now=now, calendar=directory.calendar_of(line.unit.id)) if state.step else None
