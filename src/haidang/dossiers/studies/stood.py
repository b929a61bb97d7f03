"""
What was open at a past moment, where it was with then, what it waited for and whether it was late: read back from
the dossiers and their clock ledgers, for reports. No row is kept for it, so a later correction shows at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from haidang.catalogue import api as catalogue
from haidang.directory import api as directory
from haidang.dossiers._visible import units_in_sight
from haidang.dossiers.contracts import EntryKind, LedgerEntry, Stood
from haidang.dossiers.entries import open_wait
from haidang.dossiers.ledger import Rules, read_clock
from haidang.kernel import sql
from haidang.kernel.actor import Actor

_UNIT_THEN = """CASE WHEN d.id IN (SELECT dossier_id FROM dossiers_unitchange) THEN coalesce((
    SELECT m.from_unit FROM dossiers_unitchange m WHERE m.dossier_id = d.id AND m.at > {moment} ORDER BY m.at LIMIT 1
), d.unit) ELSE d.unit END"""
_EVER_THERE = """(d.unit = ANY(%(units)s)
    OR d.id = ANY(ARRAY(SELECT dossier_id FROM dossiers_unitchange WHERE from_unit = ANY(%(units)s))))"""
"""Lets indexes find the few dossiers that can be meant, before anybody asks where each was at which moment."""
_PAGE = 2000
_FROM = f"""
FROM dossiers_dossier d
WHERE d.submitted_at < %(at)s AND (d.closed_at IS NULL OR d.closed_at >= %(at)s)
    AND {_EVER_THERE} AND {_UNIT_THEN.format(moment="%(at)s")} = ANY(%(units)s)
"""
_COUNT = f"SELECT {_UNIT_THEN.format(moment='%(at)s')}, d.procedure, d.channel, count(*) {_FROM} GROUP BY 1, 2, 3"
_EACH = f"""
SELECT d.id, {_UNIT_THEN.format(moment="%(at)s")}, d.procedure, d.channel, d.version, d.rule_pack {_FROM} ORDER BY d.id
"""
_LEDGERS = """
SELECT dossier_id, seq, kind, at, data FROM dossiers_clockentry
WHERE dossier_id = ANY(CAST(%s AS bigint[])) ORDER BY dossier_id, seq
"""


def count_open_at(*, actor: Actor, units: Collection[int], at: datetime) -> list[Stood]:
    """Return how many dossiers of units in sight were open when a moment began, without asking what they waited for."""
    found = sql.rows(_COUNT, {"units": _in_sight(actor, units), "at": at})
    return [
        Stood(unit=unit, procedure=procedure, channel=channel, group="", is_late=False, count=count)
        for unit, procedure, channel, count in found
    ]


def count_stood_at(*, actor: Actor, units: Collection[int], at: datetime, late_until: datetime) -> list[Stood]:
    """
    Return how the dossiers of units in sight stood when a moment began: reception, process, waiting or result.

    One whose withdrawal was asked for counts where it stood before: until it is confirmed the clock runs. Late is
    what was due at `late_until` or before by a date of the law, read with every correction countersigned since.
    """
    rows = sql.rows(_EACH, {"units": _in_sight(actor, units), "at": at})
    found: Counter[tuple[int, str, str, str, bool]] = Counter()
    for first in range(0, len(rows), _PAGE):
        page = rows[first : first + _PAGE]
        ledgers = _ledgers([row[0] for row in page])
        for dossier, unit, procedure, channel, version, pack in page:
            rules = Rules(
                procedure=catalogue.get_procedure(version),
                pack=catalogue.get_rule_pack(pack),
                calendar=directory.calendar_of(unit),
            )
            group, due_at = _standing(_known(ledgers[dossier], at), rules)
            found[unit, procedure, channel, group, due_at is not None and due_at <= late_until] += 1
    return [
        Stood(unit=unit, procedure=procedure, channel=channel, group=group, is_late=is_late, count=count)
        for (unit, procedure, channel, group, is_late), count in found.items()
    ]


def _in_sight(actor: Actor, units: Collection[int]) -> list[int]:
    return list(units_in_sight(actor, dict.fromkeys(units, None)))


def _ledgers(dossiers: Sequence[int]) -> dict[int, list[LedgerEntry]]:
    rows = sql.rows(_LEDGERS, [sql.array(dossiers)])
    return {dossier: list(_entries(of_one)) for dossier, of_one in groupby(rows, key=lambda row: row[0])}


def _entries(rows: Any) -> Iterator[LedgerEntry]:
    for _dossier, seq, kind, at, data in rows:
        yield LedgerEntry(seq=seq, kind=EntryKind(kind), at=at, data=data)


def _known(ledger: Sequence[LedgerEntry], at: datetime) -> list[LedgerEntry]:
    """Return what had happened, with the corrections of it; one after the decision changes nothing any more."""
    happened = {each.seq for each in ledger if each.at < at and each.kind is not EntryKind.CORRECTED}
    decided = next((each.seq for each in ledger if each.kind is EntryKind.DECIDED), len(ledger) + 1)
    return [
        each
        for each in ledger
        if each.seq in happened
        or (each.kind is EntryKind.CORRECTED and each.data["entry"] in happened and each.seq < decided)
    ]


def _standing(known: Sequence[LedgerEntry], rules: Rules) -> tuple[str, datetime | None]:
    """Return what the dossier waited for and when its clock ended; a date only promised is none of the law."""
    kinds = {each.kind for each in known}
    if EntryKind.DECIDED in kinds:
        return "result", None
    clock, is_accepted = read_clock(known, rules), EntryKind.ACCEPTED in kinds
    is_lawful = clock.due is not None and (not is_accepted or clock.legal is not None)
    due_at = clock.due.at if clock.due and is_lawful else None
    if open_wait(known):
        return "waiting", due_at
    return "process" if is_accepted else "reception", due_at
