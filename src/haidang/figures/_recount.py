"""
Recounts every figure from the register: what happened from its entries, what is open from the dossiers' own rows.

Runs within one snapshot, so that a running system raises no false alarm, and in pages, so that memory does not
grow with the register.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db import transaction

from haidang.directory import api as directory
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import Counted
from haidang.figures._slots import slot_of
from haidang.kernel import sql
from haidang.register import api as register
from haidang.register.contracts import Entry

BENCH = "figure_recounted"
_SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
_PAGE = 20_000
_FLOWS = {
    "submitted": "received",
    "accepted": "accepted",
    "refused_at_reception": "refused_at_reception",
    "supplement_asked": "supplement_asked",
    "decided": "decided",
    "returned": "returned",
    "withdrawn": "withdrawn",
    "stopped": "stopped",
}
"""Which entries of the register are counted, and as what."""

_MOVED = "moved_to_successor"

_INSERT = f"""
INSERT INTO {BENCH} (unit, procedure, channel, measure, day, due_slot, delta)
SELECT * FROM unnest(CAST(%s AS bigint[]), CAST(%s AS text[]), CAST(%s AS text[]), CAST(%s AS text[]),
    CAST(%s AS date[]), CAST(%s AS int[]), CAST(%s AS bigint[]))
"""

_Key = tuple[int, str, str, str, date | None, int | None]


@contextmanager
def recounted() -> Iterator[None]:
    """Hold one snapshot with the recount on the bench, shaped like changes; it is cleared again at the end."""
    with transaction.atomic(durable=True):
        sql.execute(_SNAPSHOT)
        _fill_bench()
        yield
        sql.execute(f"DELETE FROM {BENCH}")


def _fill_bench() -> None:
    found: Counter[_Key] = Counter()
    for key in _all_keys():
        found[key] += 1
        if len(found) >= _PAGE:
            _write(found)
            found.clear()
    _write(found)


def _write(found: Counter[_Key]) -> None:
    columns = map(list, zip(*((*key, count) for key, count in found.items()), strict=True))
    if found:
        sql.execute(_INSERT, list(columns))


def _all_keys() -> Iterator[_Key]:
    streams = groupby(register.iter_entries(events=(*_FLOWS, _MOVED)), key=lambda entry: entry.stream)
    for dossier, entries in _beside(dossiers.iter_counted(), streams):
        yield from _past(dossier, list(entries))
        if dossier.group:
            slot = slot_of(dossier.due_at) if dossier.due_at else None
            yield dossier.unit, dossier.procedure, dossier.channel, dossier.group, None, slot


def _past(dossier: Counted, entries: Sequence[Entry]) -> Iterator[_Key]:
    """Yield what happened, at the unit the dossier was with then: a successor takes over what is open, not the past."""
    unit = next((entry.data["from_unit"] for entry in entries if entry.event == _MOVED), dossier.unit)
    for entry in entries:
        if entry.event == _MOVED:
            unit = entry.data["to_unit"]
        else:
            day = entry.at.astimezone(directory.calendar_of(unit).zone).date()
            yield unit, dossier.procedure, dossier.channel, _flow(entry), day, None


def _flow(entry: Entry) -> str:
    flow = _FLOWS[entry.event]
    return f"decided_{entry.data['timeliness'] or 'untimed'}" if flow == "decided" else flow


def _beside(
    counted: Iterator[Counted], streams: Iterator[tuple[UUID, Iterator[Entry]]]
) -> Iterator[tuple[Counted, Iterator[Entry]]]:
    """Yield each dossier with its entries; both come in the order of the streams."""
    stream, entries = next(streams, (None, iter(())))
    for dossier in counted:
        while stream is not None and stream < dossier.uid:
            stream, entries = next(streams, (None, iter(())))
        yield dossier, entries if stream == dossier.uid else iter(())
