"""Statements are prepared once a connection, wait for each other where asked to, and say what the server says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import psycopg
import pytest
from django.db import OperationalError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haidang.kernel import _prepared, sql

in_the_database = pytest.mark.django_db
TEXT = st.text(st.characters(blacklist_characters="\0", blacklist_categories=["Cs"]))
MARK = "SELECT %(what)s::text AS prepared_for_this_test"


def prepared(fragment: str) -> int:
    [count] = sql.rows("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", [f"%{fragment}%"])[0]
    return int(count)


@in_the_database
def test_a_statement_is_parsed_once_however_often_it_runs():
    for what in ("một", "hai", "ba"):
        assert sql.row(MARK, {"what": what}) == (what,)

    assert prepared("prepared_for_this_test") == 1


@in_the_database
def test_what_is_planned_anew_keeps_no_plan_and_sees_what_waits():
    sql.execute("CREATE TEMP TABLE waiting (what text)")
    with sql.together():
        sql.write("INSERT INTO waiting VALUES (%s)", ["một"])
        asked = "SELECT what || %(more)s::text AS planned_for_this_test FROM waiting"
        assert sql.rows(asked, {"more": "!"}, planned_anew=True) == [("một!",)]

    assert prepared("planned_for_this_test") == 0


def test_what_is_planned_anew_belongs_to_its_transaction(own_database: str):
    begins = "SELECT now()::text"  # the same all through a transaction
    with transaction.atomic():
        first = sql.rows(begins, planned_anew=True)
        assert sql.rows(begins) == first

    assert sql.rows(begins) != first


@in_the_database
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.lists(st.none() | TEXT))
def test_a_list_of_texts_arrives_as_it_was(texts: list[str | None]):
    assert sql.row("SELECT %s::text[]", [sql.array(texts)]) == (texts,)


@in_the_database
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(st.lists(st.binary(max_size=40)))
def test_a_list_of_bytes_arrives_as_it_was(parts: list[bytes]):
    assert sql.row("SELECT %s::bytea[]", [sql.array(parts)]) == (parts,)


@in_the_database
def test_numbers_ids_and_moments_arrive_as_they_were():
    ids, moments = [uuid4(), uuid4()], [datetime(2026, 11, 25, 9, 30, 0, 125, tzinfo=UTC)]
    arrays = [sql.array(values) for values in ([1, None, -3], ids, moments)]

    assert sql.row("SELECT %s::int[], %s::uuid[], %s::timestamptz[]", arrays) == ([1, None, -3], ids, moments)


@in_the_database
def test_one_placeholder_may_stand_twice_and_a_percent_sign_for_itself():
    assert sql.row("SELECT %(a)s::int + %(a)s::int, '100 %%'", {"a": 4}) == (8, "100 %")


@in_the_database
def test_writes_arrive_together_in_their_order():
    sql.execute("CREATE TEMP TABLE told (at serial, what text)")
    with sql.together():
        sql.write("INSERT INTO told (what) VALUES (%s)", ["first"])
        sql.write("INSERT INTO told (what) VALUES (%s)", ["second"])
        assert sql.row("SELECT count(*) FROM told") == (2,), "a question sees what was written before it"
        sql.write("UPDATE told SET what = %s WHERE what = %s", ["third", "second"])

    assert sql.rows("SELECT what FROM told ORDER BY at") == [("first",), ("third",)]


@in_the_database
def test_one_inside_another_keeps_the_order():
    sql.execute("CREATE TEMP TABLE nested (at serial, what text)")
    with sql.together():
        sql.write("INSERT INTO nested (what) VALUES ('first')")
        with sql.together():
            sql.write("INSERT INTO nested (what) VALUES ('second')")
        sql.write("INSERT INTO nested (what) VALUES ('third')")

    assert sql.rows("SELECT what FROM nested ORDER BY at") == [("first",), ("second",), ("third",)]


@in_the_database
def test_a_write_that_fails_among_others_is_named_and_undoes_all():
    sql.execute("CREATE TEMP TABLE one (id int PRIMARY KEY)")

    def write(*numbers: int) -> None:
        with transaction.atomic(), sql.together():
            for number in numbers:
                sql.write("INSERT INTO one VALUES (%s)", [number])

    with pytest.raises(psycopg.errors.UniqueViolation, match="one_pkey"):
        write(1, 1, 2)

    assert sql.rows("SELECT * FROM one") == []


@in_the_database
def test_an_error_inside_drops_what_still_waits():
    sql.execute("CREATE TEMP TABLE kept (id int)")

    def fail() -> None:
        with sql.together():
            sql.write("INSERT INTO kept VALUES (1)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    sql.write("INSERT INTO kept VALUES (2)")
    assert sql.rows("SELECT id FROM kept") == [(2,)]


@in_the_database
def test_much_goes_both_ways_at_once():
    lines = ["Cam kết thực hiện đúng quy định. " * 4] * 20_000
    with sql.together():
        for _ in range(3):
            sql.write("SELECT unnest(%s::text[])", [sql.array(lines)])

    assert len(sql.rows("SELECT unnest(%s::text[])", [sql.array(lines)])) == 20_000


def test_a_lost_connection_is_not_used_again(own_database: str):
    me = sql.row("SELECT pg_backend_pid()")
    with psycopg.connect(own_database, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", me)

    with pytest.raises(psycopg.DatabaseError):
        sql.execute("CREATE TEMP TABLE never (id int)")
    connection.close_if_unusable_or_obsolete()

    assert sql.row("SELECT 1") == (1,)


def test_a_question_after_the_database_was_started_again_is_answered(own_database: str):
    me = sql.row("SELECT pg_backend_pid()")
    with psycopg.connect(own_database, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", me)

    assert sql.row("SELECT 2") == (2,)


def test_a_lost_connection_inside_a_transaction_is_told(own_database: str):
    def ask_after_the_end() -> None:
        with transaction.atomic():
            me = sql.row("SELECT pg_backend_pid()")
            with psycopg.connect(own_database, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s)", me)
            sql.row("SELECT 3")

    with pytest.raises((psycopg.Error, OperationalError)):
        ask_after_the_end()


@in_the_database
def test_with_too_many_statements_each_still_does_its_own(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(_prepared, "_MOST_PREPARED", 5)
    sql.execute("CREATE TEMP TABLE many (what text)")

    for number in range(12):
        with sql.together():
            sql.write(f"INSERT INTO many VALUES ('a{number}')")
            sql.write(f"INSERT INTO many VALUES ('b{number}')")

    assert [what for (what,) in sql.rows("SELECT what FROM many ORDER BY ctid")] == [
        f"{letter}{number}" for number in range(12) for letter in "ab"
    ]


def kept(*numbers: int) -> None:
    with sql.change():
        for number in numbers:
            sql.write("INSERT INTO kept_whole VALUES (%s)", [number])


def test_a_change_stands_or_falls_as_a_whole(own_database: str):
    sql.execute("CREATE TEMP TABLE kept_whole (id int PRIMARY KEY)")

    with pytest.raises(psycopg.errors.UniqueViolation, match="kept_whole_pkey"):
        kept(1, 2, 1)
    assert sql.rows("SELECT id FROM kept_whole") == []

    kept(1, 2)
    assert sql.rows("SELECT id FROM kept_whole ORDER BY id") == [(1,), (2,)]


def test_what_fails_only_at_the_end_of_a_change_is_told(own_database: str):
    sql.execute("CREATE TEMP TABLE kept_whole (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)")

    with pytest.raises(psycopg.errors.UniqueViolation, match="kept_whole_id_key"):
        kept(1, 1)

    assert sql.rows("SELECT id FROM kept_whole") == []


def test_an_error_inside_a_change_writes_nothing(own_database: str):
    sql.execute("CREATE TEMP TABLE kept_whole (id int)")

    def fail() -> None:
        with sql.change():
            sql.write("INSERT INTO kept_whole VALUES (1)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert sql.rows("SELECT id FROM kept_whole") == []


@in_the_database
def test_a_change_that_fails_leaves_the_transaction_around_it():
    sql.execute("CREATE TEMP TABLE kept_whole (id int PRIMARY KEY)")

    with transaction.atomic():
        kept(1)
        with pytest.raises(psycopg.errors.UniqueViolation):
            kept(2, 1)
        kept(3)

    assert sql.rows("SELECT id FROM kept_whole ORDER BY id") == [(1,), (3,)]


def ask_inside_a_change(ask: Callable[[], object]) -> None:
    with sql.change():
        sql.write("SELECT 1")
        ask()


@in_the_database
@pytest.mark.parametrize("ask", [lambda: sql.row("SELECT 1"), lambda: connection.cursor().execute("SELECT 1")])
def test_nothing_is_asked_inside_a_change(ask: Callable[[], object]):
    with pytest.raises(AssertionError, match="nothing is asked inside a change"):
        ask_inside_a_change(ask)


@in_the_database
def test_a_question_goes_along_with_the_next_one_and_only_once():
    sql.execute("CREATE TEMP SEQUENCE asked_along")
    with sql.along("SELECT nextval('asked_along')") as number:
        assert sql.row("SELECT %s::text", ["một"]) == ("một",)
        assert number.row == (1,)
        assert sql.row("SELECT %s::text", ["hai"]) == ("hai",)

    assert sql.row("SELECT nextval('asked_along')") == (2,)


@in_the_database
def test_a_question_that_found_no_company_is_asked_alone():
    with sql.along("SELECT %s::int", [7]) as number:
        pass

    assert number.row == (7,)
