"""
What indices and time studies need of decided dossiers: counted in the database by what their points depend on.

The row filter is inside. Everything here reads the decisions of a period by unit (index `dossier_decided`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from haidang.dossiers._visible import visible_to
from haidang.dossiers.contracts import DecidedFacts, DecidedGroup, Digital, Way
from haidang.dossiers.queries import ROW, read_row
from haidang.kernel import sql
from haidang.kernel.actor import Actor

_CONTACTS = """CASE WHEN d.supplements = 0 THEN 0 ELSE (
    SELECT count(*) FROM dossiers_supplement s WHERE s.dossier_id = d.id AND s.fault = 'agency'
) END"""
"""How often the filer was sent for more through no fault of theirs (Circular 01/2018 art. 13(3))."""

_DECIDED = "d.unit = ANY(%(units)s) AND d.decided_at >= %(since)s AND d.decided_at < %(until)s"
_GROUPS = """
SELECT d.unit, d.officer, d.timeliness, d.channel, {contacts} AS contacts, count(*)
FROM dossiers_dossier d WHERE {decided} AND {visible} GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
"""
_FACTS = """
SELECT {row}, d.timeliness, {contacts} FROM dossiers_dossier d
WHERE {decided} AND {visible} AND {having} AND (CAST(%(officer)s AS bigint) IS NULL OR d.officer = %(officer)s)
ORDER BY d.decided_at DESC, d.id LIMIT %(size)s OFFSET %(skip)s
"""
_HAVING = {
    "": "true",
    "result": "d.result_file IS NOT NULL",
    "papers": "(d.result_file IS NOT NULL AND EXISTS (SELECT FROM dossiers_paper p WHERE p.dossier_id = d.id))",
    "timed": "d.timeliness IS NOT NULL",
    "sent_back": f"({_CONTACTS}) > 0",
}
"""What may be asked of decided dossiers: the result as a file, papers too, sent back through the office's fault."""
_DIGITAL = """
SELECT count(*), count(*) FILTER (WHERE {result}), count(*) FILTER (WHERE {papers}),
    sum(extract(epoch FROM d.decided_at - d.accepted_at))
FROM dossiers_dossier d WHERE {decided} AND {visible}
"""
_WAYS = """
WITH chosen AS (
    SELECT d.uid, d.unit, d.version, d.submitted_at, count(*) OVER of_version AS decided,
        row_number() OVER (of_version ORDER BY d.decided_at DESC, d.id) AS place
    FROM dossiers_dossier d WHERE {decided} AND {visible} AND d.procedure = %(procedure)s
    WINDOW of_version AS (PARTITION BY d.version)
)
SELECT c.uid, c.unit, c.version, c.decided, e.event, e.occurred_at, c.submitted_at
FROM chosen c JOIN register_entry e ON e.stream = c.uid AND e.event = ANY(%(events)s)
WHERE c.place <= %(size)s ORDER BY c.version, c.uid, e.seq
"""
_EVENTS = ["accepted", "assigned", "step_finished", "result_proposed", "sent_back", "decided", "returned"]
_EVENTS += ["supplement_asked", "supplemented"]


def count_decided(*, actor: Actor, units: Iterable[int], since: datetime, until: datetime) -> list[DecidedGroup]:
    """Return how many dossiers in sight were decided, by all that points depend on."""
    statement, params = _ready(_GROUPS, actor, units, since, until)
    return [
        DecidedGroup(unit=unit, officer=officer, timeliness=how, channel=channel, contacts=contacts, dossiers=count)
        for unit, officer, how, channel, contacts, count in sql.rows(statement, params)
    ]


def list_decided(
    *,
    actor: Actor,
    units: Iterable[int],
    since: datetime,
    until: datetime,
    officer: int | None = None,
    having: str = "",
    page: int = 1,
    size: int = 50,
) -> list[DecidedFacts]:
    """
    Return a page of the dossiers in sight that `count_decided` counts, the latest decision first.

    `having` names those of them that `count_digital` counts (result, papers), that have a statutory term (timed), or
    that were sent back (sent_back).
    """
    statement, params = _ready(_FACTS, actor, units, since, until, having=having)
    params |= {"officer": officer, "size": size, "skip": (max(page, 1) - 1) * size}
    return [
        DecidedFacts(row=read_row(*row), timeliness=how, contacts=contacts)
        for *row, how, contacts in sql.rows(statement, params)
    ]


def count_digital(*, actor: Actor, units: Iterable[int], since: datetime, until: datetime) -> Digital:
    """Return how many decided dossiers in sight are files throughout, and how long all of them took together."""
    statement, params = _ready(_DIGITAL, actor, units, since, until)
    found = sql.row(statement, params)
    assert found is not None
    decided, with_result, with_papers, seconds = found
    return Digital(decided=decided, with_result=with_result, with_papers=with_papers, seconds=int(seconds or 0))


def list_ways(
    *, actor: Actor, units: Iterable[int], procedure: str, since: datetime, until: datetime, size: int
) -> list[Way]:
    """Return the ways of decided dossiers of a procedure, of each version the latest `size`."""
    statement, params = _ready(_WAYS, actor, units, since, until)
    found: dict[Any, list[tuple[str, datetime]]] = defaultdict(list)
    for uid, unit, version, decided, event, at, submitted_at in sql.rows(
        statement, params | {"procedure": procedure, "events": _EVENTS, "size": size}
    ):
        key = (version, uid, unit, decided, submitted_at)
        found[key].append((event, at))
    return [
        Way(version=version, unit=unit, decided=decided, moments=(("submitted", submitted_at), *moments))
        for (version, _uid, unit, decided, submitted_at), moments in found.items()
    ]


def _ready(
    statement: str, actor: Actor, units: Iterable[int], since: datetime, until: datetime, *, having: str = ""
) -> tuple[str, dict[str, Any]]:
    visible, params = visible_to(actor)
    filled = statement.format(
        row=ROW,
        contacts=_CONTACTS,
        decided=_DECIDED,
        visible=visible,
        having=_HAVING[having],
        result=_HAVING["result"],
        papers=_HAVING["papers"],
    )
    return filled, params | {"units": sorted(units), "since": since, "until": until}
