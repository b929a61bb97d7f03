"""A message is handed over once, tried again while the mail server is away, and kept where it could not be sent."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection

from haidang.accounts.contracts import BusinessCard, Person
from haidang.accounts.events import MembershipAsked
from haidang.kernel.errors import Conflict
from haidang.notifications import api as notifications
from haidang.notifications import handlers
from haidang.notifications.use_cases.sending import MOST_TRIES
from notifications.facts import NOON

BUSINESS = BusinessCard(id=3, tax_code="0100112437", name="Công ty TNHH Mẫu")
OWNER = Person(id=2, email="chi@example.vn", full_name="Đỗ Chi")


class MailServerAway(BaseEmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, email_messages):
        """Refuse."""
        raise smtplib.SMTPServerDisconnected("please run connect() first")


@pytest.fixture
def message(db):
    """A message to the owner of a business, not yet sent."""
    person = Person(id=1, email="binh@example.vn", full_name="Lê Bình")
    handlers.on_membership_asked(MembershipAsked(member=9, person=person, business=BUSINESS, owner=OWNER, at=NOON))
    return stored()["id"]


@pytest.fixture
def mail_server_away(settings):
    settings.EMAIL_BACKEND = f"{__name__}.MailServerAway"


def stored():
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, tries, sent_at, claimed_at, given_up_at, last_error FROM notifications_message")
        [row] = cursor.fetchall()
        return dict(zip([column.name for column in cursor.description], row, strict=True))


def count_jobs():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'send_message'")
        return cursor.fetchone()[0]


def claim(moment):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE notifications_message SET claimed_at = %s", [moment])


def fail(message, *, times=1):
    for _ in range(times):
        with pytest.raises(smtplib.SMTPServerDisconnected):
            notifications.send_message(message_id=message, now=NOON)


def test_a_message_is_sent_and_marked(message):
    notifications.send_message(message_id=message, now=NOON)

    [letter] = mail.outbox
    assert letter.to == ["chi@example.vn"]
    assert "Lê Bình xin được nộp hồ sơ thay cho Công ty TNHH Mẫu." in letter.body
    assert stored() | {"sent_at": NOON, "tries": 1, "claimed_at": None} == stored()


def test_a_job_that_runs_twice_sends_once(message):
    notifications.send_message(message_id=message, now=NOON)
    notifications.send_message(message_id=message, now=NOON)

    assert len(mail.outbox) == 1


def test_two_workers_do_not_send_the_same_message(message):
    claim(NOON - timedelta(seconds=30))

    with pytest.raises(Conflict):
        notifications.send_message(message_id=message, now=NOON)

    assert mail.outbox == []


def test_the_claim_of_a_worker_that_died_runs_out(message):
    claim(NOON - timedelta(minutes=6))

    notifications.send_message(message_id=message, now=NOON)

    assert len(mail.outbox) == 1


def test_what_arrives_twice_can_be_recognised(message):
    notifications.send_message(message_id=message, now=NOON)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE notifications_message SET sent_at = NULL")
    notifications.send_message(message_id=message, now=NOON)

    first, second = (letter.message()["Message-ID"] for letter in mail.outbox)
    assert first == second


def test_a_failure_is_noted_and_can_be_tried_again(message, mail_server_away, settings):
    fail(message)
    assert stored()["last_error"] == "SMTPServerDisconnected: please run connect() first"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    notifications.send_message(message_id=message, now=NOON)

    assert stored() | {"sent_at": NOON, "tries": 2, "last_error": ""} == stored()


def test_what_cannot_be_delivered_is_kept_where_an_operator_sees_it(message, mail_server_away):
    fail(message, times=MOST_TRIES)

    notifications.send_message(message_id=message, now=NOON)

    assert notifications.count_dead_letters() == 1
    [dead] = notifications.list_dead_letters()
    assert (dead.address, dead.tries, dead.given_up_at) == ("chi@example.vn", MOST_TRIES, NOON)
    assert "SMTPServerDisconnected" in dead.last_error


def test_dead_letters_are_sent_when_the_mail_server_is_back(message, mail_server_away, settings):
    fail(message, times=MOST_TRIES)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    notifications.send_dead_letters_again()
    notifications.send_message(message_id=message, now=NOON)

    assert count_jobs() == 2
    assert notifications.count_dead_letters() == 0
    assert len(mail.outbox) == 1


def test_a_worker_finds_the_job_and_sends_the_message(own_database):
    from procrastinate.contrib.django import app

    handlers.on_membership_asked(MembershipAsked(member=9, person=OWNER, business=BUSINESS, owner=OWNER, at=NOON))

    app.with_connector(app.connector.get_worker_connector()).run_worker(
        wait=False, listen_notify=False, install_signal_handlers=False
    )

    assert stored()["sent_at"] is not None
