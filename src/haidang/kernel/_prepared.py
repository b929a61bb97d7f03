"""
Prepared statements of one connection, over libpq as psycopg hands it out: one round trip, however many.

Of `kernel/sql.py` alone, which says what belongs together.
"""

from __future__ import annotations

import re
import select
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import psycopg
from psycopg import pq
from psycopg.adapt import AdaptersMap, PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.types.datetime import TimestamptzLoader
from psycopg.types.json import set_json_dumps, set_json_loads
from pydantic_core import from_json, to_json

Row = tuple[Any, ...]
Params = Sequence[Any] | Mapping[str, Any]
Statement = tuple[str, Params]

_MOST_PREPARED = 1000
_PLACE = re.compile(r"%(?:s|\((\w+)\)s|%)")
_DONE = (pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK, pq.ExecStatus.EMPTY_QUERY)


class Answer:
    """What a statement gave: its rows, or how many rows it changed."""

    __slots__ = ("rowcount", "rows")

    def __init__(self, rows: list[Row], rowcount: int) -> None:
        self.rows = rows
        self.rowcount = rowcount


class Session:
    """What one connection has prepared so far."""

    def __init__(self, raw: psycopg.Connection[Any]) -> None:
        self._raw = raw
        self._names: dict[tuple[str, tuple[int, ...]], bytes] = {}
        self._made = 0
        self._poll = select.poll()
        self._poll.register(raw.pgconn.socket, select.POLLIN)
        self.connection = raw
        self.adapters = AdaptersMap(raw.adapters)
        self.adapters.register_loader("timestamptz", TimestamptzLoader)  # Django's puts UTC in the place of UTC
        set_json_dumps(to_json, self)  # several times as fast as Python's own
        set_json_loads(from_json, self)
        self._transformer = Transformer(self)

    def run(self, statements: Sequence[Statement]) -> list[pq.abc.PGresult]:
        """Run statements in their order in one round trip and return what each gave; `read` reads one."""
        try:
            return self._run(statements)
        except BaseException:
            if self._raw.pgconn.pipeline_status != pq.PipelineStatus.OFF:
                self._raw.close()  # left in the middle of a round trip: nothing else may be said on it
            raise

    def ask(self, statement: str, params: Params) -> Answer:
        """Run one statement unprepared and return what it gave."""
        if self._must_begin():
            _must_be_done(self._raw.pgconn.exec_(b"BEGIN"))
        query, bound, types = self._bound(statement, params)
        self._raw.pgconn.send_query_params(query, bound, types, self._transformer.formats)
        return self.read(self._collect()[-1])

    def _run(self, statements: Sequence[Statement]) -> list[pq.abc.PGresult]:
        if len(self._names) + len(statements) > _MOST_PREPARED:
            _must_be_done(self._raw.pgconn.exec_(b"DEALLOCATE ALL"))
            self._names.clear()
        pgconn, begins = self._raw.pgconn, self._must_begin()
        ready = [self._ready(statement, params) for statement, params in statements]
        if len(ready) == 1 and not begins:
            pgconn.send_query_prepared(*ready[0])
            return self._collect()
        pgconn.enter_pipeline_mode()
        if begins:
            pgconn.send_query_params(b"BEGIN", None)
        for name, values, formats in ready:
            pgconn.send_query_prepared(name, values, formats)
        pgconn.pipeline_sync()
        results = self._collect(is_pipeline=True)
        pgconn.exit_pipeline_mode()
        for result in results:
            _must_be_done(result)
        assert len(results) == len(ready) + begins, "one result a statement"
        return results[begins:]

    def _must_begin(self) -> bool:
        return not self._raw.autocommit and self._raw.pgconn.transaction_status == pq.TransactionStatus.IDLE

    def _ready(self, statement: str, params: Params) -> tuple[bytes, Any, Any]:
        """Return a statement's name on the server and its bound values, prepared if this is its first time."""
        query, bound, types = self._bound(statement, params)
        name = self._names.get((statement, types))
        if name is None:
            name = self._prepare(query, types)
            self._names[statement, types] = name
        return name, bound, self._transformer.formats

    def _bound(self, statement: str, params: Params) -> tuple[bytes, Sequence[Any], tuple[int, ...]]:
        """Return a statement with the server's placeholders, the values to be bound, and their types."""
        query, names, formats = _numbered(statement)
        values = [params[name] for name in names] if isinstance(params, Mapping) else params
        bound = self._transformer.dump_sequence(values, formats)
        return query, bound, self._transformer.types or ()

    def _prepare(self, query: bytes, types: tuple[int, ...]) -> bytes:
        self._made += 1
        name = b"haidang_%d" % self._made
        _must_be_done(self._raw.pgconn.prepare(name, query, types))
        return name

    def _collect(self, *, is_pipeline: bool = False) -> list[pq.abc.PGresult]:
        """
        Wait for the results; a statement's end and the pipeline's end are results, too.

        One more than there are statements is why the transaction could not be committed.
        """
        pgconn, results = self._raw.pgconn, []
        try:
            self._send()
            while True:
                while pgconn.is_busy():
                    self._poll.poll()
                    pgconn.consume_input()
                result = pgconn.get_result()
                if result is None:
                    if not is_pipeline:
                        break
                elif result.status == pq.ExecStatus.PIPELINE_SYNC:
                    break
                else:
                    results.append(result)
        except BaseException:
            self._raw.close()  # a statement that nobody waits for any more: the connection cannot be used again
            raise
        return results

    def _send(self) -> None:
        """Hand everything to the server, reading meanwhile so that neither waits for the other."""
        pgconn = self._raw.pgconn
        while pgconn.flush():
            self._poll.modify(pgconn.socket, select.POLLIN | select.POLLOUT)
            if self._poll.poll()[0][1] & select.POLLIN:
                pgconn.consume_input()
            self._poll.modify(pgconn.socket, select.POLLIN)

    def read(self, result: pq.abc.PGresult) -> Answer:
        """Return what a statement gave."""
        _must_be_done(result)
        changed = result.command_tuples
        if result.status != pq.ExecStatus.TUPLES_OK:
            return Answer([], -1 if changed is None else changed)
        self._transformer.set_pgresult(result)
        return Answer(self._transformer.load_rows(0, result.ntuples, tuple), result.ntuples)


def _must_be_done(result: pq.abc.PGresult) -> None:
    if result.status not in _DONE:
        raise error_from_result(result)


@lru_cache(maxsize=2000)
def _numbered(statement: str) -> tuple[bytes, tuple[str, ...], tuple[PyFormat, ...]]:
    """Return the statement with the server's placeholders ($1 …), the names in their order, and the formats."""
    names: list[str] = []
    count = 0

    def number(found: re.Match[str]) -> str:
        nonlocal count
        if found[0] == "%%":
            return "%"
        if not found[1]:
            count += 1
            return f"${count}"
        if found[1] not in names:
            names.append(found[1])
        return f"${names.index(found[1]) + 1}"

    query = _PLACE.sub(number, statement).encode()
    return query, tuple(names), (PyFormat.AUTO,) * (count or len(names))
