"""The ways to divide one and the same figures: by unit, tier, procedure, group of procedures, way of filing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haidang.catalogue import api as catalogue
from haidang.figures import api as figures
from haidang.figures.contracts import Board, Counts
from haidang.kernel.actor import Actor
from haidang.look import wording
from haidang.look.parts import Tab
from haidang.supervision.area import Area
from haidang.supervision.choice import CHANNELS, Choice
from haidang.supervision.lines import Line, line_of

if TYPE_CHECKING:
    from haidang.look.parts import Words

BY_PROCEDURE, BY_GROUP, BY_CHANNEL = "thu-tuc", "nhom", "kenh"
TIERS = {1: gettext_lazy("Headquarters"), 2: gettext_lazy("Departments and regions"), 3: gettext_lazy("Branches")}
HEADS = {
    BY_PROCEDURE: gettext_lazy("Procedure"),
    BY_GROUP: gettext_lazy("Group of procedures"),
    BY_CHANNEL: gettext_lazy("Way of filing"),
}


def head_of(tab: str) -> Words:
    """Return what the rows of a division are."""
    return HEADS.get(tab, gettext_lazy("Unit"))


def tier_of(tab: str) -> int | None:
    """Return the tier a division is about, None for every other."""
    return int(tab) if tab in map(str, TIERS) else None


def tabs(area: Area, choice: Choice, *, tab: str, unit_id: int | None) -> list[Tab]:
    """Return the ways to divide; tiers are told apart where there is more than one below."""
    ways: list[tuple[str, Words]] = [("", _("By unit"))]
    if area.unit.tier < max(TIERS):
        ways += [(str(tier), label) for tier, label in TIERS.items() if tier >= area.unit.tier]
    ways += [(BY_GROUP, _("By group")), (BY_PROCEDURE, _("By procedure")), (BY_CHANNEL, _("By way of filing"))]
    here = board_url(unit_id)
    return [Tab(label=label, url=f"{here}?{choice.query(theo=key)}", is_open=key == tab) for key, label in ways]


def board_url(unit_id: int | None) -> str:
    """Return the address of a unit's board, of the actor's own for None."""
    return reverse("supervision:board") if unit_id is None else reverse("supervision:board-of", args=[unit_id])


def procedure_name(procedure: str, on: date) -> Words:
    """Return what a procedure is called on a day, or was before it ended; one that was not yet in force by its id."""
    found = catalogue.find_current(procedure, on=on) or catalogue.find_ended(procedure, before=on)
    return found.name if found else procedure


def lines_of(
    actor: Actor, area: Area, choice: Choice, counts: Mapping[int, Counts], tab: str, now: datetime
) -> list[Line]:
    """Return the rows of a division; `counts` are those of the units, which every division adds up to."""
    if tab in HEADS:
        return list(_KEYED[tab](actor, area, choice, now))
    return list(_by_unit(area, choice, counts))


def _by_unit(area: Area, choice: Choice, counts: Mapping[int, Counts]) -> Iterator[Line]:
    for row in area.rows:
        found = counts.get(row.id, Counts())
        if found == Counts() and row.tier == area.unit.tier and area.tier is None:
            continue  # the unit itself, or an office of the headquarters, without a dossier of its own
        is_own = area.is_own(row)
        yield line_of(
            row.name,
            found,
            choice.query(don_vi=str(row.id), rieng="1" if is_own else ""),
            key=str(row.id),
            unit=row.id,
            note=_("own dossiers") if is_own and area.tier is None and len(area.rows) > 1 else "",
            url="" if row.id == area.unit.id else f"{board_url(row.id)}?{choice.query()}",
        )


def _by_procedure(actor: Actor, area: Area, choice: Choice, now: datetime) -> Iterator[Line]:
    for row in _read(figures.board_by_procedure, actor, area, choice, now).rows:
        name = procedure_name(row.key, wording.local(now).date())
        below = replace(choice, procedure=row.key)
        yield line_of(
            name, row.counts, _inside(area, below), key=row.key, url=f"{board_url(area.unit.id)}?{below.query()}"
        )


def _by_group(actor: Actor, area: Area, choice: Choice, now: datetime) -> Iterator[Line]:
    cards = {card.id: card for card in catalogue.list_ever()}
    found: dict[str, Counts] = defaultdict(Counts)
    for row in _read(figures.board_by_procedure, actor, area, choice, now).rows:
        found[cards[row.key].group] += row.counts
    names = {card.group: card.group_name for card in cards.values()}
    for group in sorted(found, key=lambda group: str(names[group])):
        below = replace(choice, group=group)
        further = f"{board_url(area.unit.id)}?{below.query(theo=BY_PROCEDURE)}"
        yield line_of(names[group], found[group], _inside(area, below), key=group, url=further)


def _by_channel(actor: Actor, area: Area, choice: Choice, now: datetime) -> Iterator[Line]:
    for row in _read(figures.board_by_channel, actor, area, choice, now).rows:
        below = replace(choice, channel=row.key)
        further = f"{board_url(area.unit.id)}?{below.query()}"
        yield line_of(CHANNELS[row.key], row.counts, _inside(area, below), key=row.key, url=further)


def _read(board: Callable[..., Board[str]], actor: Actor, area: Area, choice: Choice, now: datetime) -> Board[str]:
    return board(
        actor=actor,
        now=now,
        period=choice.period,
        units=area.members,
        procedures=choice.procedures,
        channel=choice.channel or None,
    )


def _inside(area: Area, choice: Choice) -> str:
    return choice.query(don_vi=str(area.unit.id))


_KEYED = {BY_PROCEDURE: _by_procedure, BY_GROUP: _by_group, BY_CHANNEL: _by_channel}
