"""A signed-in request costs one statement for session and person, and ends when it must."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpResponse
from django.test import RequestFactory

from accounts.conftest import PASSWORD
from haidang.accounts.api import clear_expired_sessions
from haidang.accounts.models import Session, User
from haidang.accounts.sessions import SessionStore, SessionUserMiddleware
from haidang.accounts.tasks import forget_expired_sessions

COOKIE = "haidang_session"


def browse(view, key: str | None = None) -> HttpResponse:
    """Send one request through the two middlewares, as the browser that holds a key."""
    request = RequestFactory().get("/")
    if key:
        request.COOKIES[COOKIE] = key
    return SessionMiddleware(SessionUserMiddleware(view))(request)


def whoami(request) -> HttpResponse:
    return HttpResponse(request.user.email if request.user.is_authenticated else "nobody")


def sign_in(request) -> HttpResponse:
    login(request, User.objects.get(), backend="allauth.account.auth_backends.AuthenticationBackend")
    return HttpResponse()


@pytest.fixture
def key(person) -> str:
    """The cookie of a browser in which Lan is signed in."""
    person("lan")
    return browse(sign_in).cookies[COOKIE].value


def test_the_person_of_the_session_is_the_user(key):
    assert browse(whoami, key).content == b"lan@example.vn"


def test_session_and_person_cost_one_statement(key, statements):
    seen = statements(lambda: browse(whoami, key))

    assert len(seen) == 1, seen


def test_a_stranger_costs_none(statements, db):
    assert statements(lambda: browse(whoami)) == []


def test_an_unknown_key_is_nobody(db):
    assert browse(whoami, "x" * 32).content == b"nobody"


def test_the_key_is_stored_nowhere(key):
    stored = Session.objects.values_list("key_hash", "data").get()

    assert key not in repr(stored)
    assert key.encode() not in bytes(stored[0])


def test_signing_out_ends_the_session(key):
    def leave(request):
        logout(request)
        return HttpResponse()

    browse(leave, key)

    assert browse(whoami, key).content == b"nobody"
    assert not Session.objects.exists()


def test_a_new_password_ends_the_sessions_that_signed_in_with_the_old_one(key):
    user = User.objects.get()
    user.set_password(PASSWORD + "!")
    user.save()

    assert browse(whoami, key).content == b"nobody"
    assert not Session.objects.exists()


def test_the_session_that_changed_the_password_goes_on_under_a_new_key(key):
    def change(request):
        request.user.set_password(PASSWORD + "!")
        request.user.save()
        update_session_auth_hash(request, request.user)
        return HttpResponse()

    new_key = browse(change, key).cookies[COOKIE].value

    assert browse(whoami, new_key).content == b"lan@example.vn"
    assert browse(whoami, key).content == b"nobody"


def test_signing_in_changes_the_key_and_keeps_what_was_begun(person):
    def begin(request):
        request.session["draft"] = 7
        return HttpResponse()

    def draft(request):
        return HttpResponse(str(request.session.get("draft")))

    person("lan")
    before = browse(begin).cookies[COOKIE].value
    after = browse(sign_in, before).cookies[COOKIE].value

    assert browse(draft, after).content == b"7"
    assert browse(draft, before).content == b"None"


def test_a_blocked_person_is_nobody_at_once(key):
    User.objects.update(is_active=False)

    assert browse(whoami, key).content == b"nobody"


def test_a_removed_person_takes_the_session_along(key):
    User.objects.all().delete()

    assert browse(whoami, key).content == b"nobody"


def test_an_expired_session_is_nobody_and_is_forgotten_in_time(key):
    Session.objects.update(expires_at=datetime(2020, 1, 1, tzinfo=UTC))

    assert browse(whoami, key).content == b"nobody"
    assert clear_expired_sessions() == 1
    assert not Session.objects.exists()


@pytest.mark.parametrize("forget", [SessionStore.clear_expired, lambda: forget_expired_sessions(timestamp=0)])
def test_the_hourly_job_forgets_what_has_expired(key, forget):
    Session.objects.update(expires_at=datetime(2020, 1, 1, tzinfo=UTC))

    forget()

    assert not Session.objects.exists()


def test_a_session_that_still_holds_is_not_forgotten(key):
    assert clear_expired_sessions() == 0
    assert browse(whoami, key).content == b"lan@example.vn"


def test_an_older_secret_key_is_renewed(key, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a-new-secret-that-replaces-the-other-one-from-today-on"

    answer = browse(whoami, key)

    assert answer.content == b"lan@example.vn"
    assert answer.cookies[COOKIE].value != key


def test_the_person_is_who_the_session_says_even_where_the_column_is_empty(key):
    Session.objects.update(user=None)

    assert browse(whoami, key).content == b"lan@example.vn"


def test_a_session_ended_meanwhile_is_not_brought_back(key):
    def sign_out_elsewhere(request):
        request.session["draft"] = 7
        Session.objects.all().delete()
        return HttpResponse()

    with pytest.raises(SessionInterrupted):
        browse(sign_out_elsewhere, key)


def test_keys_are_never_given_twice(key):
    taken = SessionStore(key)

    assert taken.exists(key)
    with pytest.raises(CreateError):
        taken.save(must_create=True)
    with pytest.raises(UpdateError):
        SessionStore("y" * 32).save()


def test_ending_no_session_ends_none(key):
    SessionStore().delete()

    assert Session.objects.count() == 1
