"""Pasts driven through the real use cases, one act at a time in the order of their moments, and the rows they leave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from haidang.directory import api as directory
from haidang.dossiers import api as dossiers
from haidang.dossiers import codes, papers
from haidang.dossiers.api import Deed, Past
from haidang.dossiers.models import Dossier
from haidang.dossiers.use_cases import deciding
from haidang.kernel import sql

_GIVEN_AT_RANDOM = {"id", "uid", "dossier_id", "lookup_secret", "result_secret", "head_hash"}
_OF_A_DOSSIER = ("dossiers_clockentry", "dossiers_paper", "dossiers_supplement", "dossiers_stepclock")


def live(pasts: Sequence[Past]) -> None:
    """File every dossier and do every deed."""
    moments: list[tuple[Any, int, int, Deed | None]] = []
    for number, past in enumerate(pasts):
        moments.append((past.at, number, 0, None))
        moments += [(deed.at, number, order, deed) for order, deed in enumerate(past.deeds, start=1)]
    ids: dict[int, int] = {}
    for _at, number, _order, deed in sorted(moments, key=lambda each: each[:3]):
        past = pasts[number]
        if deed is None:
            ids[number] = dossiers.submit_dossier(filing=past.filing, by=past.by, now=past.at).dossier
        else:
            _do(past, deed, ids[number])


def _do(past: Past, deed: Deed, dossier: int) -> None:
    common = {"dossier_id": dossier, "by": deed.by, "now": deed.at}
    if deed.act == "issue_receipt":
        deciding._attach_receipt(dossier_id=dossier, file=deed.given.id, sha256=deed.given.sha256, now=deed.at)
    elif deed.act == "decide":
        deciding.decide(**common, result=_result(past, deed, dossier))
    else:
        getattr(dossiers, deed.act)(**common, **_GIVEN[deed.act](deed.given))


_GIVEN: dict[str, Callable[[Any], dict[str, Any]]] = {
    "accept_dossier": lambda given: {"promised_at": given.at, "promise_reason": given.reason} if given else {},
    "refuse_at_reception": lambda given: {"reason": given},
    "ask_for_supplement": lambda given: {"items": given.items, "reason": given.reason, "fault": given.fault},
    "supplement_dossier": lambda given: {"answers": {}, "papers": {key: [file.id] for key, file in given}},
    "assign_dossier": lambda given: {"officer_id": given[0]},
    "finish_step": lambda given: {"note": given},
    "record_event": lambda given: {"event": given},
    "propose_result": lambda given: {"proposal": given},
    "return_result": lambda _given: {},
    "ask_to_withdraw": lambda given: {"reason": given},
    "confirm_withdrawal": lambda _given: {},
    "stop_dossier": lambda given: {"reason": given},
}
"""What each use case is given, from what the deed holds."""


def _result(past: Past, deed: Deed, dossier: int) -> deciding.Result:
    held = Dossier.objects.get(pk=dossier)
    unit = directory.get_unit(past.filing.unit)
    day = deed.at.astimezone(directory.calendar_of(unit.id).zone).date()
    symbol = papers.result_symbol(past.procedure, unit, held.proposal or {})
    return deciding.Result(
        number=codes.next_result_number(unit, day, symbol),
        file=deed.given.id,
        sha256=deed.given.sha256,
        secret=f"S{dossier}",
        bound_to=held.head.hash.hex(),
    )


def rows_left() -> dict[str, list[Any]]:
    """Return all rows of dossiers' lives by table, in an order that both ways share, without what chance gives."""
    keys = dict(sql.rows("SELECT id, idempotency_key FROM dossiers_dossier"))
    streams = dict(sql.rows("SELECT uid, idempotency_key FROM dossiers_dossier"))
    left = {"dossiers_dossier": sorted(_table("dossiers_dossier"), key=lambda row: str(row["idempotency_key"]))}
    for table in _OF_A_DOSSIER:
        left[table] = sorted(_table(table, named=keys), key=repr)
    left["register_entry"] = sorted(_entries(streams), key=repr)
    left["dossiers_codecounter"] = sorted(sql.rows("SELECT prefix, last FROM dossiers_codecounter"))
    return left


def _table(table: str, named: dict[int, Any] | None = None) -> list[dict[str, Any]]:
    columns = [row[0] for row in sql.rows("SELECT attname FROM pg_attribute WHERE attrelid = %s::text::regclass "
                                          "AND attnum > 0 AND NOT attisdropped ORDER BY attnum", [table])]  # fmt: skip
    found = [dict(zip(columns, row, strict=True)) for row in sql.rows(f"SELECT {', '.join(columns)} FROM {table}")]
    of = [{"of": named[row["dossier_id"]]} if named else {} for row in found]
    return [
        {key: value for key, value in row.items() if key not in _GIVEN_AT_RANDOM} | name
        for row, name in zip(found, of, strict=True)
    ]


def _entries(streams: dict[Any, Any]) -> list[Any]:
    """Return the register's entries of dossiers; a body names its stream, which chance gave."""
    return [
        (streams[stream], seq, event, at, origin, person, unit, body.replace(str(stream), ""))
        for stream, seq, event, at, origin, person, unit, body in sql.rows(
            "SELECT stream, seq, event, occurred_at, origin, person, unit, body FROM register_entry"
        )
        if stream in streams
    ]
