"""How the figures learn of a change: from the fact alone, by one insert, in the transaction that made it."""

from __future__ import annotations

from collections import Counter
from datetime import date

from haidang.dossiers.events import DossierMoved, DossiersLoaded, Standing
from haidang.figures._slots import slot_of
from haidang.kernel import copying, sql

_INSERT = """
INSERT INTO figure_change (unit, procedure, channel, measure, day, due_slot, delta)
SELECT %s, %s, %s, c.measure, c.day, c.due_slot, c.delta
FROM unnest(CAST(%s AS text[]), CAST(%s AS date[]), CAST(%s AS int[]), CAST(%s AS smallint[]))
    AS c (measure, day, due_slot, delta)
"""

_COPY = "COPY figure_change (unit, procedure, channel, measure, day, due_slot, delta) FROM STDIN"

_Change = tuple[str, date | None, int | None, int]


def on_dossier_moved(event: DossierMoved) -> None:
    """Note one less where the dossier stood, one more where it stands, and what happened on the day."""
    changes = [*_standing_changes(event), *((flow, event.day, None, 1) for flow in event.flows)]
    if changes:
        columns = [sql.array(column) for column in zip(*changes, strict=True)]
        sql.write(_INSERT, [event.unit, event.procedure, event.channel, *columns])


def on_dossiers_loaded(event: DossiersLoaded) -> None:
    """Note what happened and what stands open, one change for all that is counted alike."""
    lines = [f"{u}\t{p}\t{c}\t{flow}\t{day}\t\\N\t{n}\n" for (u, p, c, flow, day), n in event.happened.items()]
    standing: Counter[tuple[int, str, str, str, int | None]] = Counter()
    for (unit, procedure, channel, stands), many in event.standing.items():
        measure, slot = _placed(stands)
        standing[(unit, procedure, channel, measure, slot)] += many
    lines += [
        f"{u}\t{p}\t{c}\t{measure}\t\\N\t{copying.NOTHING if slot is None else slot}\t{n}\n"
        for (u, p, c, measure, slot), n in standing.items()
    ]
    copying.copy(_COPY, lines)


def _standing_changes(event: DossierMoved) -> list[_Change]:
    before, after = _place(event.before), _place(event.after)
    if before == after:
        return []
    changes: list[_Change] = []
    if before:
        changes.append((before[0], None, before[1], -1))
    if after:
        changes.append((after[0], None, after[1], 1))
    return changes


def _place(standing: Standing | None) -> tuple[str, int | None] | None:
    return _placed(standing) if standing else None


def _placed(standing: Standing) -> tuple[str, int | None]:
    return standing.group, slot_of(standing.due_at) if standing.due_at else None
