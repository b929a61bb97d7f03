"""Dossiers whose time runs out, at a step or by the law, and why: what headquarters telephones and writes about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any

from haidang.catalogue import api as catalogue
from haidang.directory import api as directory
from haidang.dossiers._visible import units_in_sight, visible_to
from haidang.dossiers.contracts import ClockState, DossierRow, EntryKind, LedgerEntry, RunningOut
from haidang.dossiers.ledger import Rules, read_clock
from haidang.dossiers.models import Dossier
from haidang.dossiers.queries import ROW, read_row
from haidang.dossiers.steps import read_step, step_of
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
_SINCE = "SELECT since FROM dossiers_stepclock WHERE dossier_id = %s"
_NAMED = f"SELECT {ROW} FROM dossiers_dossier d WHERE d.id = ANY(%(ids)s) AND {{condition}} ORDER BY d.id"
_STEP_OVER = """
FROM dossiers_stepclock s JOIN dossiers_dossier d ON d.id = s.dossier_id
WHERE d.closed_at IS NULL AND (d.due_at IS NULL OR d.due_at >= %(now)s) AND {condition}
"""
"""A dossier late by the law is told so, and not of its step besides."""
_STEPS_RUNNING = f"""
SELECT s.step, s.since, s.due_at, d.origin, {ROW} {_STEP_OVER}
    AND (s.due_at, s.dossier_id) > (%(after)s, %(after_id)s) AND s.due_at <= %(until)s
ORDER BY s.due_at, s.dossier_id LIMIT %(size)s
"""
_SOON_THERE = """s.due_at >= %(now)s AND s.due_at <= %(most_soon)s AND s.due_at <= (
    SELECT w.until FROM unnest(CAST(%(units)s AS bigint[]), CAST(%(soon)s AS timestamptz[])) AS w (unit, until)
    WHERE w.unit = s.unit
)"""
_AT_STEPS = "s.unit = ANY(%(units)s) AND {which}"
_LEDGERS = """
SELECT d.id, d.version, d.rule_pack, d.unit, d.step, d.status, d.channel, s.since, c.seq, c.kind, c.at, c.data
FROM dossiers_dossier d JOIN dossiers_clockentry c ON c.dossier_id = d.id
LEFT JOIN dossiers_stepclock s ON s.dossier_id = d.id
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
    return [_running(read_row(*row), origin) for origin, *row in rows]


def list_steps_running_out(
    *, actor: Actor, after: datetime, until: datetime, now: datetime, after_id: int = LAST_ID, size: int = 500
) -> list[RunningOut]:
    """Return a page, as `list_running_out`, of those whose step ends in a stretch of time and before their term."""
    condition, params = visible_to(actor)
    params |= {"after": after, "after_id": after_id, "until": until, "now": now, "size": size}
    rows = sql.rows(_STEPS_RUNNING.format(condition=condition), params)
    return [_at_step(read_row(*row), origin, step, since, due_at) for step, since, due_at, origin, *row in rows]


def list_steps_over(
    *, actor: Actor, units: Mapping[int, datetime], is_late: bool, now: datetime, page: int = 1, size: int = 50
) -> tuple[list[DossierRow], int]:
    """
    Return a page of the dossiers in sight whose step is over, or soon is, though their term is not, and how many.

    `units` name until when a step counts as soon over in each. The one that ends first stands first.
    """
    condition, params = visible_to(actor)
    seen = units_in_sight(actor, units)
    params |= {"units": list(seen), "soon": list(seen.values()), "most_soon": max(seen.values(), default=now)}
    params |= {"now": now, "size": size, "skip": (max(page, 1) - 1) * size}
    which = "s.due_at < %(now)s" if is_late else _SOON_THERE
    over = f"{_STEP_OVER.format(condition=condition)} AND {_AT_STEPS.format(which=which)}"
    counted = sql.row(f"SELECT count(*) {over}", params)
    assert counted is not None
    rows = sql.rows(f"SELECT {ROW} {over} ORDER BY s.due_at, s.dossier_id LIMIT %(size)s OFFSET %(skip)s", params)
    return [read_row(*row) for row in rows], counted[0]


def _running(row: DossierRow, origin: str) -> RunningOut:
    assert row.due_at is not None, "its clock runs"
    return RunningOut(row=row, origin=Origin(origin), due_at=row.due_at)


def _at_step(row: DossierRow, origin: str, step: str, since: datetime, due_at: datetime) -> RunningOut:
    at = catalogue.get_procedure(row.version).route.step(step)
    return RunningOut(row=row, origin=Origin(origin), due_at=due_at, step=at, since=since)


def list_named(*, actor: Actor, dossier_ids: Iterable[int]) -> list[DossierRow]:
    """Return those of some dossiers that are in sight, open or closed, by their number."""
    condition, params = visible_to(actor)
    rows = sql.rows(_NAMED.format(condition=condition), params | {"ids": list(dossier_ids)})
    return [read_row(*row) for row in rows]


def list_clocks(*, actor: Actor, dossier_ids: Iterable[int]) -> dict[int, ClockState]:
    """
    Return how the clocks of some dossiers in sight stand, that of the step included, in one statement.

    Each comes with the reasons of its dates. What is at no step has no clock of one.
    """
    condition, params = visible_to(actor)
    rows = sql.rows(_LEDGERS.format(condition=condition), params | {"ids": list(dossier_ids)})
    return {dossier: _clocks(list(of_one)) for dossier, of_one in groupby(rows, key=lambda row: row[0])}


def with_step(dossier: Dossier, state: ClockState, entries: Sequence[LedgerEntry], rules: Rules) -> ClockState:
    """Return the clock of a dossier with that of the step it is at."""
    found = sql.row(_SINCE, [dossier.pk])
    step = step_of(rules.procedure, step=dossier.step, status=dossier.status, channel=dossier.channel)
    if found is None or step is None:
        return state
    return replace(state, step=read_step(step, since=found[0], entries=entries, rules=rules, state=state))


def _clocks(rows: Sequence[Any]) -> ClockState:
    _id, version, pack, unit, step, status, channel, since, *_entry = rows[0]
    rules = Rules(
        procedure=catalogue.get_procedure(version),
        pack=catalogue.get_rule_pack(pack),
        calendar=directory.calendar_of(unit),
    )
    entries = [LedgerEntry(seq=seq, kind=EntryKind(kind), at=at, data=data) for *_of, seq, kind, at, data in rows]
    state, at_step = read_clock(entries, rules), step_of(rules.procedure, step=step, status=status, channel=channel)
    if since is None or at_step is None:
        return state
    return replace(state, step=read_step(at_step, since=since, entries=entries, rules=rules, state=state))
