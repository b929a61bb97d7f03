"""What helps to foresee lateness: how past dossiers went through their steps, and the open ones by their chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Route
from haidang.dossiers._visible import units_in_sight
from haidang.dossiers.contracts import Chance, Chances, PastCourse, Stay
from haidang.dossiers.queries import ROW, read_row
from haidang.kernel import sql
from haidang.kernel.actor import Actor
from haidang.register import api as register
from haidang.register.contracts import Entry

_MOVES = ("assigned", "step_finished", "result_proposed", "sent_back")
_PAST = """
DECLARE past NO SCROLL CURSOR FOR
SELECT d.uid, d.procedure, d.version, d.accepted_at, d.legal_due_at, coalesce(d.decided_at, %(now)s),
    coalesce(d.timeliness = 'late', true), least(d.decided_at, d.legal_due_at)
FROM dossiers_dossier d
WHERE d.accepted_at >= %(since)s AND d.legal_due_at > d.accepted_at AND (
    d.timeliness IS NOT NULL
    OR d.closed_at IS NULL AND d.status IN ('accepted', 'in_process') AND d.legal_due_at <= %(now)s
)
ORDER BY d.uid
"""
_SHARE = "extract(epoch FROM d.legal_due_at - %(now)s) / extract(epoch FROM d.legal_due_at - d.accepted_at)"
_BY_CHANCE = f"""
WITH known AS (
    SELECT * FROM unnest(CAST(%(procedures)s AS text[]), CAST(%(steps)s AS text[]), CAST(%(bands)s AS int[]),
        CAST(%(chances)s AS float8[])) AS k (procedure, step, band, chance)
), running AS (
    SELECT d.id, width_bucket(CAST({_SHARE} AS float8), CAST(%(edges)s AS float8[])) AS band
    FROM dossiers_dossier d
    WHERE d.closed_at IS NULL AND d.status IN ('accepted', 'in_process') AND d.unit = ANY(%(units)s)
        AND d.due_at > %(late_until)s AND d.legal_due_at > %(now)s AND d.legal_due_at > d.accepted_at
        AND (CAST(%(wanted)s AS text[]) IS NULL OR d.procedure = ANY(%(wanted)s))
        AND (CAST(%(channel)s AS text) IS NULL OR d.channel = %(channel)s)
), told AS (
    SELECT d.*, r.band, coalesce(k.chance, (CAST(%(otherwise)s AS float8[]))[r.band + 1]) AS chance
    FROM running r JOIN dossiers_dossier d ON d.id = r.id
    LEFT JOIN known k ON k.procedure = d.procedure AND k.step = d.step AND k.band = r.band
)
"""
_PAGE = f"""
SELECT d.band, d.chance, {ROW} FROM told d WHERE d.chance >= %(least)s
ORDER BY d.chance DESC, d.legal_due_at, d.id LIMIT %(size)s OFFSET %(skip)s
"""
_SUM = "SELECT count(*), coalesce(sum(chance), 0), count(*) FILTER (WHERE chance >= %(least)s) FROM told"


def iter_past_courses(*, since: datetime, now: datetime) -> Iterator[PastCourse]:
    """
    Yield how each dossier accepted since then went whose lateness is known; open ones past their term are late.

    For a nightly job: it needs a transaction.
    """
    sql.execute(_PAST, {"since": since, "now": now})
    entries = register.iter_entries(events=_MOVES)
    entry = next(entries, None)
    while page := sql.rows("FETCH 2000 FROM past"):
        for uid, procedure, version, accepted_at, due_at, ended_at, is_late, known_at in page:
            moves: list[Entry] = []
            while entry is not None and entry.stream <= uid:
                if entry.stream == uid:
                    moves.append(entry)
                entry = next(entries, None)
            route = catalogue.get_procedure(version).route
            yield PastCourse(
                procedure=procedure,
                accepted_at=accepted_at,
                due_at=due_at,
                is_late=is_late,
                known_at=known_at or due_at,
                stays=tuple(_stays(route, moves, accepted_at, ended_at)),
            )
    for _rest in entries:
        pass  # a cursor is read to its end, so that it closes itself
    sql.execute("CLOSE past")


def _stays(route: Route, moves: Sequence[Entry], begun: datetime, ended: datetime) -> Iterator[Stay]:
    """Yield where the dossier lay from when to when, as its entries moved it along its route."""
    key, since = route.steps[0].key, begun
    for entry in moves:
        after = _after(route, key, entry.event)
        if after and after != key and entry.at <= ended:
            yield Stay(step=key, since=since, until=entry.at)
            key, since = after, entry.at
    yield Stay(step=key, since=since, until=ended)


def _after(route: Route, key: str, event: str) -> str | None:
    first, step = route.steps[0], route.step(key)
    if event == "assigned":
        return first.then if key == first.key else None
    if event == "sent_back":
        return step.back or first.then
    return step.then


def list_by_chance(
    *,
    actor: Actor,
    now: datetime,
    late_until: datetime,
    units: Sequence[int],
    known: Mapping[tuple[str, str, int], float],
    otherwise: Sequence[float],
    edges: Sequence[float],
    least: float,
    procedures: Sequence[str] | None = None,
    channel: str | None = None,
    page: int = 1,
    size: int = 50,
) -> Chances:
    """
    Return a page of the open dossiers in sight that are not late yet, the likeliest to be late first.

    `known` are chances by procedure, step and band of the share of the term that is left, `edges` part the bands,
    `otherwise` are the chances of the bands where nothing is known.
    """
    keys = list(known)
    params = {
        "units": list(units_in_sight(actor, dict.fromkeys(units))),
        "now": now,
        "late_until": late_until,
        "procedures": [key[0] for key in keys],
        "steps": [key[1] for key in keys],
        "bands": [key[2] for key in keys],
        "chances": [known[key] for key in keys],
        "otherwise": list(otherwise),
        "edges": list(edges),
        "least": least,
        "wanted": procedures if procedures is None else list(procedures),
        "channel": channel,
    }
    summed = sql.row(_BY_CHANCE + _SUM, params)
    assert summed is not None
    rows = sql.rows(_BY_CHANCE + _PAGE, params | {"size": size, "skip": (max(page, 1) - 1) * size})
    return Chances(
        rows=tuple(Chance(row=read_row(*row), band=band, chance=chance) for band, chance, *row in rows),
        open=summed[0],
        expected=summed[1],
        total=summed[2],
    )
