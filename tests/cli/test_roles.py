"""The application runs under a role that works with rows and changes nothing else."""

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

pytestmark = pytest.mark.django_db


def test_the_application_connects_as_its_own_role():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")

        assert cursor.fetchone() == ("haidang_app",)


def test_the_application_may_defer_a_job():
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('q', 'nothing') RETURNING id")

        assert cursor.fetchone()


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE procrastinate_jobs",
        "DROP TABLE procrastinate_jobs",
        "ALTER TABLE procrastinate_jobs ADD COLUMN more text",
        "CREATE TABLE more (id int)",
    ],
)
def test_the_application_may_not_change_the_tables_themselves(statement):
    with (
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement", ["UPDATE register_entry SET body = ''", "DELETE FROM register_entry", "TRUNCATE register_entry"]
)
def test_what_the_register_holds_the_application_may_not_touch(statement):
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_new_job_notifies_nobody():
    """The lock that NOTIFY takes at commit would make filings queue one behind another."""
    notifying = "tgname LIKE 'procrastinate_jobs_notify%' AND tgenabled <> 'D'"

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT tgname FROM pg_trigger WHERE {notifying}")

        assert cursor.fetchall() == []
