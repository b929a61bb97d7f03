"""What is late or soon late: how late, why, whom to telephone, and who was called about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from haidang.directory import api as directory
from haidang.directory.contracts import Contact
from haidang.dossiers import api as dossiers
from haidang.follow_up import api as follow_up
from haidang.follow_up.contracts import LatestCall
from haidang.kernel.actor import Actor
from haidang.look import wording
from haidang.supervision.listing import Line, Listing

if TYPE_CHECKING:
    from haidang.look.parts import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class LateLine:
    """A dossier whose time runs out, with the name of the stage that does and the reasons of its date."""

    line: Line
    stage: Words
    reasons: tuple[Words, ...]
    contact: Contact
    call: LatestCall | None


def read_late(actor: Actor, listing: Listing, *, now: datetime) -> list[LateLine]:
    """Return the lines of a late list with what somebody at the telephone needs, in four statements for all."""
    ids = [line.row.id for line in listing.lines]
    clocks = dossiers.list_clocks(actor=actor, dossier_ids=ids)
    calls = follow_up.latest_calls(actor=actor, dossier_ids=ids)
    contacts = directory.list_contacts(
        actor=actor, unit_ids=[line.unit.id for line in listing.lines], on=wording.local(now).date()
    )
    return [
        LateLine(
            line=line,
            stage=next(
                (each.name for each in clocks[line.row.id].stages if each.key == clocks[line.row.id].running), ""
            ),
            reasons=clocks[line.row.id].reasons,
            contact=contacts[line.unit.id],
            call=calls.get(line.row.id),
        )
        for line in listing.lines
    ]
