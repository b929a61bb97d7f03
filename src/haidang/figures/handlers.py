"""How the figures learn of a change: from the fact alone, by one insert, in the transaction that made it."""

from __future__ import annotations

from datetime import date

from haidang.dossiers.events import DossierMoved, Standing
from haidang.figures._slots import slot_of
from haidang.kernel import sql

_INSERT = """
INSERT INTO figure_change (unit, procedure, channel, measure, day, due_slot, delta)
SELECT %s, %s, %s, c.measure, c.day, c.due_slot, c.delta
FROM unnest(CAST(%s AS text[]), CAST(%s AS date[]), CAST(%s AS int[]), CAST(%s AS smallint[]))
    AS c (measure, day, due_slot, delta)
"""

_Change = tuple[str, date | None, int | None, int]


def on_dossier_moved(event: DossierMoved) -> None:
    """Note one less where the dossier stood, one more where it stands, and what happened on the day."""
    changes = [*_standing_changes(event), *((flow, event.day, None, 1) for flow in event.flows)]
    if changes:
        measures, days, slots, deltas = map(list, zip(*changes, strict=True))
        sql.execute(_INSERT, [event.unit, event.procedure, event.channel, measures, days, slots, deltas])


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
    return (standing.group, slot_of(standing.due_at) if standing.due_at else None) if standing else None
