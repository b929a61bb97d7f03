"""What happens to a dossier is written into the outbox with it, as one message and one job."""

import json

import pytest
from django.db import connection, transaction

from haidang.accounts.contracts import BusinessCard, Person
from haidang.accounts.events import MembershipAsked, MembershipConfirmed
from haidang.dossiers.events import (
    DossierAccepted,
    DossierRefusedAtReception,
    DossierStopped,
    DossierSubmitted,
    DossierSupplemented,
    PromiseMoved,
    ResultReturned,
    SupplementAsked,
    WithdrawalAnswered,
)
from haidang.kernel.actor import PUBLIC, SYSTEM
from haidang.notifications import api as notifications
from haidang.notifications import handlers
from haidang.register.contracts import Origin
from notifications.facts import ADDRESS, NOON, SECRET, a_fact
from support.statements import statements  # noqa: F401  a fixture of these tests

pytestmark = pytest.mark.django_db

EVERY_FACT = [
    (DossierSubmitted, handlers.on_dossier_submitted, {"secret": SECRET}, "submitted"),
    (DossierAccepted, handlers.on_dossier_accepted, {"due_at": NOON}, "accepted"),
    (DossierRefusedAtReception, handlers.on_dossier_refused_at_reception, {"reason": "x"}, "refused_at_reception"),
    (SupplementAsked, handlers.on_supplement_asked, {"round": 1, "reason": "x", "answer_by": NOON}, "supplement_asked"),
    (DossierSupplemented, handlers.on_dossier_supplemented, {"round": 1}, "supplemented"),
    (PromiseMoved, handlers.on_promise_moved, {"promised_at": NOON, "reason": "x"}, "promise_moved"),
    (WithdrawalAnswered, handlers.on_withdrawal_answered, {"is_confirmed": True, "reason": ""}, "withdrawn"),
    (
        WithdrawalAnswered,
        handlers.on_withdrawal_answered,
        {"is_confirmed": False, "reason": "x"},
        "withdrawal_declined",
    ),
    (DossierStopped, handlers.on_dossier_stopped, {"reason": "x"}, "stopped"),
    (ResultReturned, handlers.on_result_returned, {"result_number": "12/QĐ-CHQ"}, "returned"),
]


def outbox():
    return notifications.list_messages_of(actor=SYSTEM, dossier_id=17)


def jobs():
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, queue_name, args FROM procrastinate_jobs ORDER BY id")
        return [(task, queue, json.loads(args)) for task, queue, args in cursor.fetchall()]


@pytest.mark.parametrize(("fact", "handler", "more", "kind"), EVERY_FACT)
def test_the_filer_is_told(fact, handler, more, kind):
    handler(a_fact(fact, **more))

    [message] = outbox()
    assert (message.kind, message.address, message.created_at) == (kind, ADDRESS, NOON)
    assert message.sent_at is None
    assert jobs() == [("send_message", "mail", {"message_id": message.id})]


def test_a_filing_costs_one_statement(statements):  # noqa: F811
    seen = statements(lambda: handlers.on_dossier_submitted(a_fact(DossierSubmitted, secret=SECRET)))

    assert len(seen) == 1


def test_a_fact_told_twice_makes_one_message():
    fact = a_fact(DossierSubmitted, secret=SECRET)

    handlers.on_dossier_submitted(fact)
    handlers.on_dossier_submitted(fact)

    assert len(outbox()) == len(jobs()) == 1


def test_a_change_that_is_taken_back_tells_nobody():
    with transaction.atomic():
        handlers.on_dossier_submitted(a_fact(DossierSubmitted, secret=SECRET))
        transaction.set_rollback(True)

    assert outbox() == jobs() == []


@pytest.mark.parametrize("origin", [Origin.DEMO, Origin.IMPORT])
def test_nobody_gets_mail_about_what_did_not_happen_live(origin):
    handlers.on_dossier_submitted(a_fact(DossierSubmitted, secret=SECRET, origin=origin))

    assert outbox() == jobs() == []


def test_a_filer_without_an_address_gets_none():
    handlers.on_dossier_submitted(a_fact(DossierSubmitted, secret=SECRET, filer_email=""))

    assert outbox() == jobs() == []


def test_the_owner_hears_who_asks_and_that_person_hears_the_answer():
    person = Person(id=1, email="binh@example.vn", full_name="Lê Bình")
    owner = Person(id=2, email="chi@example.vn", full_name="Đỗ Chi")
    business = BusinessCard(id=3, tax_code="0100112437", name="Công ty TNHH Mẫu")

    handlers.on_membership_asked(MembershipAsked(member=9, person=person, business=business, owner=owner, at=NOON))
    handlers.on_membership_confirmed(MembershipConfirmed(member=9, person=person, business=business, at=NOON))

    assert len(jobs()) == 2


def test_what_a_filer_was_told_is_for_officers():
    handlers.on_dossier_submitted(a_fact(DossierSubmitted, secret=SECRET))

    assert notifications.list_messages_of(actor=PUBLIC, dossier_id=17) == []
    assert SECRET not in repr(outbox())
