"""Dossiers whose time runs out, and why it ends when it does: what headquarters telephones and writes about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from haidang.catalogue import api as catalogue
from haidang.directory import api as directory
from haidang.dossiers._visible import visible_to
from haidang.dossiers.contracts import ClockState, DossierRow, EntryKind, LedgerEntry, RunningOut
from haidang.dossiers.ledger import Rules, read_clock
from haidang.dossiers.queries import ROW, read_row
from haidang.kernel import sql
from haidang.kernel.actor import Actor
from haidang.register.contracts import Origin

LAST_ID = 2**63 - 1
"""Behind every id: a page that begins after it begins with the next moment."""

_LAWFUL = "(d.accepted_at IS NULL OR d.legal_due_at IS NOT NULL)"
_RUNNING = f"""
SELECT d.origin, {ROW} FROM dossiers_dossier d
WHERE d.closed_at IS NULL AND (d.due_at, d.id) > (%(after)s, %(after_id)s) AND d.due_at <= %(until)s AND {_LAWFUL}
    AND {{condition}}
ORDER BY d.due_at, d.id LIMIT %(size)s
"""
_NAMED = f"SELECT {ROW} FROM dossiers_dossier d WHERE d.id = ANY(%(ids)s) AND {{condition}} ORDER BY d.id"
_LEDGERS = """
SELECT d.id, d.version, d.rule_pack, d.unit, c.seq, c.kind, c.at, c.data
FROM dossiers_dossier d JOIN dossiers_clockentry c ON c.dossier_id = d.id
WHERE d.id = ANY(%(ids)s) AND {condition} ORDER BY d.id, c.seq
"""


def list_running_out(
    *, actor: Actor, after: datetime, until: datetime, after_id: int = LAST_ID, size: int = 500
) -> list[RunningOut]:
    """
    Return a page of the open dossiers in sight whose running clock ends after one moment and up to another, in order.

    The next page begins after the last row's end and id (`after_id`): of those that end together none is missed.
    It is the clock that runs now: of the reception, of a stage, or of the whole term. A date that the unit only
    promised is left out, as in the figures.
    """
    condition, params = visible_to(actor)
    params |= {"after": after, "after_id": after_id, "until": until, "size": size}
    rows = sql.rows(_RUNNING.format(condition=condition), params)
    return [RunningOut(origin=Origin(origin), row=read_row(*row)) for origin, *row in rows]


def list_named(*, actor: Actor, dossier_ids: Iterable[int]) -> list[DossierRow]:
    """Return those of some dossiers that are in sight, open or closed, by their number."""
    condition, params = visible_to(actor)
    rows = sql.rows(_NAMED.format(condition=condition), params | {"ids": list(dossier_ids)})
    return [read_row(*row) for row in rows]


def list_clocks(*, actor: Actor, dossier_ids: Iterable[int]) -> dict[int, ClockState]:
    """Return how the clocks of some dossiers in sight stand, each with the reasons of its dates, in one statement."""
    condition, params = visible_to(actor)
    ledgers: dict[int, list[LedgerEntry]] = defaultdict(list)
    under: dict[int, Rules] = {}
    for dossier, version, pack, unit, seq, kind, at, data in sql.rows(
        _LEDGERS.format(condition=condition), params | {"ids": list(dossier_ids)}
    ):
        ledgers[dossier].append(LedgerEntry(seq=seq, kind=EntryKind(kind), at=at, data=data))
        if dossier not in under:
            under[dossier] = Rules(
                procedure=catalogue.get_procedure(version),
                pack=catalogue.get_rule_pack(pack),
                calendar=directory.calendar_of(unit),
            )
    return {dossier: read_clock(ledger, under[dossier]) for dossier, ledger in ledgers.items()}
