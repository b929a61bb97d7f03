"""
Sessions in our own table, read together with their person in one statement.

The database keeps only a hash of each key, so that a copy of the table opens no session. Whether one has
expired is asked of the database's own clock: a development installation that runs from another day signs its
people in like any other.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from haidang.accounts import queries
from haidang.accounts.contracts import BusinessCard, Person
from haidang.accounts.models import User
from haidang.kernel import sql

_USER_FIELDS = [field.attname for field in User._meta.concrete_fields]
_LOAD = """
SELECT s.data, {columns}, (
    SELECT json_agg(json_build_array(b.id, b.tax_code, b.name, b.address, b.phone, b.email) ORDER BY b.name, b.id)
    FROM accounts_membership m JOIN accounts_business b ON b.id = m.business_id
    WHERE m.user_id = u.id AND m.confirmed_at IS NOT NULL
), json_build_object({along})
FROM accounts_session s LEFT JOIN accounts_user u ON u.id = s.user_id
WHERE s.key_hash = %s AND s.expires_at > statement_timestamp()
"""
_CREATE = """
INSERT INTO accounts_session (key_hash, user_id, data, expires_at)
VALUES (%s, %s, %s::jsonb, statement_timestamp() + make_interval(secs => %s))
ON CONFLICT (key_hash) DO NOTHING
"""
_UPDATE = """
UPDATE accounts_session
SET user_id = %s, data = %s::jsonb, expires_at = statement_timestamp() + make_interval(secs => %s)
WHERE key_hash = %s
"""


_along: dict[str, str] = {}


def read_along(name: str, query: str) -> None:
    """
    Have another room's facts about a person read in the statement that every request begins with.

    `query` gives one JSON value for the account `u.id`; `told_along` hands it out. To be called while the
    application starts.
    """
    _along[name] = query
    _load.cache_clear()


class SessionStore(SessionBase):
    """One browser's session; the rest is what it was loaded with, before anything was checked."""

    person: User | None = None
    businesses: Sequence[Sequence[Any]] = ()
    along: Mapping[str, Any] = {}

    def load(self) -> dict[str, Any]:
        """Read the session and its person; an unknown or expired key begins a new, empty session."""
        row = sql.row(_load(), [_hash(self.session_key)]) if self.session_key else None
        if row is None:
            self._session_key = None
            return {}
        if row[1] is not None:
            self.person = User.from_db("default", _USER_FIELDS, row[1:-2])
            self.businesses, self.along = row[-2] or (), row[-1]
        return dict(row[0])

    def exists(self, session_key: str) -> bool:
        """Return whether a session is stored under this key, expired or not."""
        return sql.row("SELECT 1 FROM accounts_session WHERE key_hash = %s", [_hash(session_key)]) is not None

    def create(self) -> None:
        """Store this session under a new key."""
        self._session_key = secrets.token_urlsafe(32)
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002  Django's signature
        """Store the session; one that was ended meanwhile (signed out elsewhere) is not brought back."""
        if self.session_key is None:
            self.create()
            return
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]  # untyped in Django
        if self.session_key is None:  # looked for just now, and gone
            raise UpdateError
        key, person, body = _hash(self.session_key), data.get(SESSION_KEY), json.dumps(data)
        if must_create:
            if not sql.execute(_CREATE, [key, person, body, self.get_expiry_age()]).rowcount:
                raise CreateError
        elif not sql.execute(_UPDATE, [person, body, self.get_expiry_age(), key]).rowcount:
            raise UpdateError

    def delete(self, session_key: str | None = None) -> None:
        """End a session: this one unless another is named."""
        key = session_key or self.session_key
        if key:
            sql.execute("DELETE FROM accounts_session WHERE key_hash = %s", [_hash(key)])

    @classmethod
    def clear_expired(cls) -> None:
        """Forget every expired session."""
        clear_expired_sessions()


class SessionUserMiddleware(AuthenticationMiddleware):
    """Puts the signed-in person on the request, as read with the session: no second statement."""

    def process_request(self, request: HttpRequest) -> None:
        """Attach the person, looked for when first asked for."""
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: signed_in(request))  # type: ignore[assignment]


def signed_in(request: HttpRequest) -> User | AnonymousUser:
    """
    Return the person of the session where it proves itself as it stands; the rest is Django's.

    Django's own `get_user` asks for the person again; it decides where the session belongs to nobody, to a
    person since blocked, to an older password (then it ends) or to an older secret key (then it is renewed).
    """
    session = request.session
    person_id = session.get(SESSION_KEY)
    person = session.person if isinstance(session, SessionStore) else None
    if (
        person is not None
        and str(person.pk) == person_id
        and person.is_active
        and session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
        and constant_time_compare(session.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash())
    ):
        return person
    found: User | AnonymousUser = get_user(request)
    return found


def filer_of(request: HttpRequest) -> tuple[Person, BusinessCard | None]:
    """Return the signed-in person and the business they act for, as read with the session where it was."""
    assert request.user.pk is not None
    chosen: int | None = request.session.get("business")
    session = _loaded_with(request)
    if session is None or session.person is None:
        return queries.get_filer(person_id=request.user.pk, business_id=chosen)
    return queries.person_of(session.person), queries.chosen_of(session.businesses, chosen)


def told_along(request: HttpRequest, name: str) -> Any:
    """Return what was read along (`read_along`) of the signed-in person; None where they just signed in."""
    session = _loaded_with(request)
    return session.along.get(name) if session else None


def _loaded_with(request: HttpRequest) -> SessionStore | None:
    """Return the session if it was read together with the person who is signed in now."""
    session, person = request.session, request.user.pk
    is_theirs = isinstance(session, SessionStore) and session.person is not None and session.person.pk == person
    return session if is_theirs else None  # type: ignore[return-value]  # known by isinstance


def clear_expired_sessions() -> int:
    """Forget every expired session and return how many there were."""
    return sql.execute("DELETE FROM accounts_session WHERE expires_at <= statement_timestamp()").rowcount


@cache
def _load() -> str:
    columns = ", ".join(f'u."{name}"' for name in _USER_FIELDS)
    return _LOAD.format(columns=columns, along=", ".join(f"'{name}', ({query})" for name, query in _along.items()))


def _hash(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()
