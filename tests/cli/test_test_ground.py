"""The tests' own ground holds: clones are separate, the network is closed, templates are strict."""

import socket
import threading

import pytest
from django.db import connection
from django.template import Context, engines

from support.guards import ReadOnlyGet

COUNT = "SELECT count(*) FROM procrastinate_jobs"
ADD = "INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('q', 'nothing')"


def _count() -> int:
    with connection.cursor() as cursor:
        cursor.execute(COUNT)
        return cursor.fetchone()[0]


def test_a_database_of_ones_own_is_seen_by_other_connections(own_database):
    with connection.cursor() as cursor:
        cursor.execute(ADD)
    seen = []

    def look() -> None:
        seen.append(_count())
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()

    assert seen == [1]


def test_what_was_committed_in_a_database_of_ones_own_stays_there(own_database):
    assert _count() == 0


@pytest.mark.django_db
def test_an_ordinary_test_sees_nothing_of_other_tests():
    assert _count() == 0


def test_the_network_is_closed():
    with pytest.raises(ConnectionRefusedError, match="reached for the network"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_a_template_that_names_nothing_fails():
    template = engines["django"].from_string("{{ nothing_of_this_name }}").template

    with pytest.raises(pytest.fail.Exception, match="nothing_of_this_name"):
        template.render(Context({}))


@pytest.mark.django_db
def test_a_get_that_writes_fails():
    guard = ReadOnlyGet()
    guard.started(environ={"REQUEST_METHOD": "GET", "PATH_INFO": "/thu-tuc/"})

    with connection.execute_wrapper(guard), connection.cursor() as cursor:
        cursor.execute(COUNT)
        with pytest.raises(pytest.fail.Exception, match="GET /thu-tuc/ writes"):
            cursor.execute(ADD)
