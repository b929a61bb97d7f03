"""The figures of a period, read now: what happened from the figures, what was open at its ends from the dossiers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from haidang.catalogue import api as catalogue
from haidang.directory import api as directory
from haidang.directory.contracts import UnitCard
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import Stood
from haidang.figures import api as figures
from haidang.figures.contracts import Counts
from haidang.kernel.actor import Actor
from haidang.kernel.text import Text
from haidang.reports._scope import members_of
from haidang.reports.contracts import STORED, Content, Division, Line, Period, Sums, added
from haidang.reports.periods import begins, today

CHANNELS = {
    "online": Text("Trực tuyến", "Online"),
    "counter": Text("Trực tiếp tại quầy", "At the counter"),
    "post": Text("Qua bưu chính", "By post"),
}
_STANDING = frozenset({"carried_over", "reception", "process", "waiting", "result", "late"})
_HAPPENED = tuple(name for name in STORED if name not in _STANDING)

Summed = dict[str, Sums]


def read_content(*, actor: Actor, unit: UnitCard, period: Period, now: datetime) -> Content:
    """Return everything a report says of a unit with all below it, as the units were on the last day counted."""
    until = min(begins(period[1] + timedelta(days=1)), now)
    late_until = min(until, figures.late_until(now))
    on = min(period[1], today(now))
    members = members_of(actor, unit, on=on)
    asked: dict[str, Any] = {"actor": actor, "now": now, "period": period, "units": list(members)}
    stood = _stood(actor, members, start=min(begins(period[0]), until), until=until, late_until=late_until)
    units = _summed(figures.board(**asked).rows, stood, key=lambda each: str(members[each.unit]), rows=members)
    procedures = _summed(figures.board_by_procedure(**asked).rows, stood, key=lambda each: each.procedure)
    channels = _summed(figures.board_by_channel(**asked).rows, stood, key=lambda each: each.channel)
    total = Line(division=Division.TOTAL, key="", name=unit.name, sums=added(units.values()))
    lines = [total, *_unit_lines(units, unit), *_procedure_lines(procedures, on), *_channel_lines(channels)]
    return Content(until=until, late_until=late_until, lines=tuple(lines))


def _stood(
    actor: Actor, units: Iterable[int], *, start: datetime, until: datetime, late_until: datetime
) -> list[tuple[Stood, Sums]]:
    """Return what was open when the period began and when it ended, each as the figures it makes up."""
    wanted = list(units)
    before = dossiers.count_open_at(actor=actor, units=wanted, at=start)
    after = dossiers.count_stood_at(actor=actor, units=wanted, at=until, late_until=late_until)
    return [
        *((each, Sums(carried_over=each.count)) for each in before),
        *((each, Sums(**{each.group: each.count}, late=each.count * each.is_late)) for each in after),
    ]


def _summed(
    counted: Iterable[Any],
    stood: Iterable[tuple[Stood, Sums]],
    *,
    key: Callable[[Stood], str],
    rows: Mapping[int, int] | None = None,
) -> Summed:
    """Return the figures by key; a board's rows are units (`rows` says in which line each stands) or the keys."""
    found: Summed = defaultdict(Sums)
    for row in counted:
        found[str(rows[row.key] if rows else row.key)] += _happened(row.counts)
    for each, sums in stood:
        found[key(each)] += sums
    return {each: sums for each, sums in found.items() if sums != Sums()}


def _happened(counts: Counts) -> Sums:
    return Sums(**{name: getattr(counts, name) for name in _HAPPENED})


def _unit_lines(found: Summed, unit: UnitCard) -> list[Line]:
    cards = sorted(
        (directory.get_unit(int(key)) for key in found), key=lambda card: (card.id != unit.id, card.tier, card.code)
    )
    return [Line(division=Division.UNIT, key=str(card.id), name=card.name, sums=found[str(card.id)]) for card in cards]


def _procedure_lines(found: Summed, on: date) -> list[Line]:
    lines = [
        Line(division=Division.PROCEDURE, key=key, name=_procedure_name(key, on), sums=sums)
        for key, sums in found.items()
    ]
    return sorted(lines, key=lambda line: line.name.vi)


def _procedure_name(procedure: str, on: date) -> Text:
    version = catalogue.find_current(procedure, on=on)
    return version.name if version else Text(procedure)


def _channel_lines(found: Summed) -> list[Line]:
    return [
        Line(division=Division.CHANNEL, key=key, name=name, sums=found[key])
        for key, name in CHANNELS.items()
        if key in found
    ]
