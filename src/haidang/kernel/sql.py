"""
Prepared statements on Django's own connection and transaction.

Django's cursor binds on the client and never prepares, which costs the hot paths several times the statement itself;
psycopg's own cursor keeps to the setting with which Django switches preparing off. So statements go through libpq as
psycopg hands it out (`psycopg.pq`). This is the one way around the ORM; forms and rare writes use the ORM.
"""

from __future__ import annotations

import re
import select
import threading
from asyncio import _get_running_loop
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import datetime
from functools import lru_cache
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import pq
from psycopg.adapt import AdaptersMap, PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.types.datetime import TimestamptzLoader
from psycopg.types.json import set_json_dumps, set_json_loads
from pydantic_core import from_json, to_json

Row = tuple[Any, ...]
Params = Sequence[Any] | Mapping[str, Any]

_MOST_PREPARED = 1000
_PLACE = re.compile(r"%(?:s|\((\w+)\)s|%)")
_DONE = (pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK, pq.ExecStatus.EMPTY_QUERY)


class _Writes(list[tuple[str, Params]]):
    """What waits for its round trip; those of a whole change wait to its end, and nothing is asked before."""

    def __init__(self, *, are_whole: bool) -> None:
        super().__init__()
        self.are_whole = are_whole


class Along:
    """A question that leaves with another one."""

    __slots__ = ("answer", "params", "statement")

    def __init__(self, statement: str, params: Params) -> None:
        self.statement, self.params = statement, params
        self.answer: Answer | None = None

    @property
    def row(self) -> Row:
        """Return the first row of what was answered."""
        assert self.answer is not None, "answered at the end of `along`"
        return self.answer.rows[0]


_waiting: ContextVar[_Writes | None] = ContextVar("writes that wait for their round trip", default=None)
_along: ContextVar[Along | None] = ContextVar("a question that leaves with the next one", default=None)
_threads = threading.local()


def _django() -> BaseDatabaseWrapper:
    """Return this thread's connection, kept: Django looks at each use whether an event loop is running."""
    known: BaseDatabaseWrapper | None = getattr(_threads, "django", None)
    if known is None:
        known = _threads.django = connections[DEFAULT_DB_ALIAS]
    return known


class Answer:
    """What a statement gave: its rows, or how many rows it changed."""

    __slots__ = ("rowcount", "rows")

    def __init__(self, rows: list[Row], rowcount: int) -> None:
        self.rows = rows
        self.rowcount = rowcount


def execute(statement: str, params: Params = ()) -> Answer:
    """
    Run one statement, prepared on the server, in the transaction Django has open.

    Writes that wait (`together`) go before it in the same round trip.

    :raises psycopg.Error: as the server answers; Django's own classes of errors are not used
    """
    return _session().run([*_earlier(), (statement, params)])


def write(statement: str, params: Params = ()) -> None:
    """Run a statement whose answer nobody reads: at once, or inside `together` with the others."""
    waiting = _waiting.get()
    if waiting is None:
        execute(statement, params)
    else:
        waiting.append((statement, params))


@contextmanager
def together() -> Iterator[None]:
    """
    Send the `write`s made inside in one round trip, in their order, at the end or before the next `execute`.

    Only for code that reads through this module: the ORM would not see what still waits. An error inside drops
    what waits; the transaction around it is rolled back anyway. Inside another one it adds to that. Open no
    savepoint inside: what waits would leave within it, and be undone with it.
    """
    if _waiting.get() is not None:
        yield
        return
    token = _waiting.set(writes := _Writes(are_whole=False))
    try:
        yield
        if writes:
            _session().run(writes)
    finally:
        _waiting.reset(token)


@contextmanager
def change() -> Iterator[None]:
    """
    Make one change of the `write`s inside: they leave in one round trip at the end, and stand or fall together.

    What leaves in one round trip is one transaction (PostgreSQL, libpq's pipeline mode), without a BEGIN or COMMIT to
    wait for. Nothing may be asked inside, here or by the ORM, which would not see what is not yet written. Inside
    another transaction it is a part of that one, which can go on where it fails.

    :raises psycopg.Error: of the first write that failed, at the end
    """
    assert _get_running_loop() is None, "changes are made in threads, not inside an event loop"
    assert _waiting.get() is None, "a change is not made among other writes"
    django = _django()
    token = _waiting.set(writes := _Writes(are_whole=True))
    try:
        with transaction.atomic() if django.in_atomic_block else nullcontext():
            with django.execute_wrapper(_refuse):
                yield
            if writes:
                _session().run(writes)
    finally:
        _waiting.reset(token)


def _refuse(*_asked: Any) -> Any:
    raise AssertionError("nothing is asked inside a change: it is written at the end")


@contextmanager
def along(statement: str, params: Params = ()) -> Iterator[Along]:
    """Ask this in the same round trip as the first question inside, or at the end where there was none."""
    token = _along.set(asked := Along(statement, params))
    try:
        yield asked
        if asked.answer is None:
            _session().run([])
    finally:
        _along.reset(token)


def rows(statement: str, params: Params = (), *, planned_anew: bool = False) -> list[Row]:
    """
    Return all rows of one prepared query, or of one that is `planned_anew` for the very values it is asked with.

    The latter is for questions whose best way depends on what is asked, a rare procedure or a long period, and which
    are asked seldom: a plan that is kept for all values may be a hundred times slower for some.
    A connection that was lost since its last use (the database was started again) is replaced, outside a
    transaction and once: a question may be asked twice, a write may not.
    """
    ask = _ask_anew if planned_anew else execute
    try:
        return ask(statement, params).rows
    except psycopg.Error:
        raw = _django().connection
        if _django().in_atomic_block or raw is None or not raw.closed:
            raise
    _django().close()
    return ask(statement, params).rows


def row(statement: str, params: Params = ()) -> Row | None:
    """Return the first row of one prepared query, or None."""
    found = rows(statement, params)
    return found[0] if found else None


def _ask_anew(statement: str, params: Params) -> Answer:
    if earlier := _earlier():
        _session().run(earlier)
    return _session().ask(statement, params)


def _earlier() -> list[tuple[str, Params]]:
    """Return the writes that go before what is asked now."""
    waiting = _waiting.get()
    if waiting is None:
        return []
    assert not waiting.are_whole, "nothing is asked inside a change: it is written at the end"
    earlier = list(waiting)
    waiting.clear()
    return earlier


def array(values: Iterable[object]) -> str:
    """
    Return an array's literal, to be bound where the statement says `%s::text[]` (or uuid, int, date … `[]`).

    Several times as fast as the driver's lists, which look at each element's type and escape by expression.
    """
    return "{" + ",".join(["NULL" if value is None else _element(value) for value in values]) + "}"


def _element(value: object) -> str:
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, bytes):
        return '"\\\\x' + value.hex() + '"'
    if isinstance(value, datetime):
        return '"' + value.isoformat() + '"'
    return str(value)


class _Session:
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

    def run(self, statements: Sequence[tuple[str, Params]]) -> Answer:
        """Run statements in their order in one round trip and return what the last one gave."""
        asked = _along.get()
        try:
            if asked is None or asked.answer is not None:
                return self._answer(self._run(statements)[-1])
            results = self._run([(asked.statement, asked.params), *statements])
            asked.answer = self._answer(results[0])
            return self._answer(results[-1])
        except BaseException:
            _django().errors_occurred = True  # Django then asks before the next request whether it can still be used
            if self._raw.pgconn.pipeline_status != pq.PipelineStatus.OFF:
                self._raw.close()  # left in the middle of a round trip: nothing else may be said on it
            raise

    def ask(self, statement: str, params: Params) -> Answer:
        """Run one statement unprepared and return what it gave."""
        try:
            if self._must_begin():
                _must_be_done(self._raw.pgconn.exec_(b"BEGIN"))
            query, bound, types = self._bound(statement, params)
            self._raw.pgconn.send_query_params(query, bound, types, self._transformer.formats)
            return self._answer(self._collect()[0])
        except BaseException:
            _django().errors_occurred = True
            raise

    def _run(self, statements: Sequence[tuple[str, Params]]) -> list[pq.abc.PGresult]:
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

    def _answer(self, result: pq.abc.PGresult) -> Answer:
        _must_be_done(result)
        changed = result.command_tuples
        if result.status != pq.ExecStatus.TUPLES_OK:
            return Answer([], -1 if changed is None else changed)
        self._transformer.set_pgresult(result)
        return Answer(self._transformer.load_rows(0, result.ntuples, tuple), result.ntuples)


def _session() -> _Session:
    """Return what is known of Django's connection; kept on it, because it ends with it."""
    django = _django()
    if django.connection is None:
        django.ensure_connection()
    raw = django.connection
    known: _Session | None = getattr(raw, "haidang_session", None)
    if known is None:
        assert isinstance(raw, psycopg.Connection)
        known = _Session(raw)
        raw.haidang_session = known  # type: ignore[attr-defined]
    return known


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
