"""
Prepared statements on Django's own connection and transaction.

Django's cursor binds on the client and never prepares, which costs the hot paths several times the statement itself;
psycopg's own cursor keeps to the setting with which Django switches preparing off. So statements go through libpq as
psycopg hands it out (`psycopg.pq`). This is the one way around the ORM; forms and rare writes use the ORM.
"""

from __future__ import annotations

import threading
from asyncio import _get_running_loop
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import datetime
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from haidang.kernel._prepared import Answer, Params, Row, Session, Statement

__all__ = [
    "Along",
    "Answer",
    "Params",
    "Row",
    "along",
    "array",
    "change",
    "execute",
    "row",
    "rows",
    "together",
    "write",
]


class _Writes(list[Statement]):
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


def execute(statement: str, params: Params = ()) -> Answer:
    """
    Run one statement, prepared on the server, in the transaction Django has open.

    Writes that wait (`together`) go before it in the same round trip.

    :raises psycopg.Error: as the server answers; Django's own classes of errors are not used
    """
    return _run([*_earlier(), (statement, params)])


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
            _run(writes)
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
                _run(writes)
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
            _run([])
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
        _run(earlier)
    try:
        return _session().ask(statement, params)
    except BaseException:
        _tell_django()
        raise


def _earlier() -> list[Statement]:
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


def _run(statements: Sequence[Statement]) -> Answer:
    """Run statements in one round trip, with the question that goes along; return what the last one gave."""
    session, asked = _session(), _along.get()
    try:
        if asked is None or asked.answer is not None:
            return session.read(session.run(statements)[-1])
        results = session.run([(asked.statement, asked.params), *statements])
        asked.answer = session.read(results[0])
        return session.read(results[-1])
    except BaseException:
        _tell_django()
        raise


def _tell_django() -> None:
    """Have Django ask before the next request whether the connection can still be used."""
    _django().errors_occurred = True


def _session() -> Session:
    """Return what is known of Django's connection; kept on it, because it ends with it."""
    django = _django()
    if django.connection is None:
        django.ensure_connection()
    raw: Any = django.connection
    known: Session | None = getattr(raw, "haidang_session", None)
    if known is None:
        known = raw.haidang_session = Session(raw)
    return known
