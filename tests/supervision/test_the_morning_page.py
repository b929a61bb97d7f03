"""In the morning headquarters sees what changed since the office opened on the working day before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from haidang.clock import api as clock
from haidang.dossiers import api as dossiers
from haidang.dossiers.models import Dossier
from haidang.follow_up import api as follow_up
from haidang.kernel.now import now
from haidang.look import wording
from haidang.supervision.follow_up.morning import opened_before
from supervision.test_headquarters_calls_a_unit import text_of


@pytest.fixture
def since():
    """When the office opened on the working day before today."""
    return opened_before(wording.local(now()).date(), clock.standard_calendar())


@pytest.fixture
def overdue(world):
    """The late dossier of region I."""
    unit = world.staff["KV01"].unit.id
    return dossiers.list_named(
        actor=world.supervisor, dossier_ids=Dossier.objects.filter(unit=unit).values_list("pk", flat=True)
    )[0]


def page(client):
    return text_of(client.get("/giam-sat/dau-ngay/"))


def section(shown, key):
    """Return the part of the page below the heading of this key."""
    return shown.split(f'id="{key}"')[1].split("</section>")[0]


@pytest.mark.parametrize(
    ("day", "opened"),
    [
        (date(2026, 11, 24), "2026-11-23"),
        (date(2026, 11, 23), "2026-11-20"),
        (date(2026, 11, 22), "2026-11-20"),
        (date(2026, 9, 3), "2026-08-28"),
    ],
)
def test_it_begins_when_the_office_opened_last_before_today(day, opened):
    found = opened_before(day, clock.standard_calendar())

    assert f"{found:%Y-%m-%d %H:%M}" == f"{opened} 08:00"


def test_what_became_late_since_then_is_there_and_what_was_late_before_is_not(headquarters, overdue, since):
    before = section(page(headquarters), "late")
    Dossier.objects.filter(pk=overdue.id).update(due_at=since + timedelta(minutes=1))
    after = section(page(headquarters), "late")

    assert overdue.code not in before
    assert overdue.code in after


def test_a_late_dossier_settled_since_then_is_told(headquarters, overdue, since):
    Dossier.objects.filter(pk=overdue.id).update(
        status="decided", decided_at=since + timedelta(minutes=1), timeliness="late", outcome="granted", due_at=None
    )

    assert overdue.code in section(page(headquarters), "settled")


def test_agreements_due_and_answers_are_there(headquarters, world, overdue):
    moment, unit = now(), world.staff["KV01"]
    uid = follow_up.record_call(
        unit_id=unit.unit.id,
        dossier_ids=[overdue.id],
        reached="Bà Lê Mẫu",
        at=moment,
        agreed="Trả kết quả hôm nay.",
        until=wording.local(moment).date(),
        by=world.supervisor,
        now=moment,
    )
    due = section(page(headquarters), "due")
    follow_up.answer_agreement(uid=uid, answer="Đã trả.", by=unit.leader, now=now())
    letter = follow_up.prepare_letter(
        unit_id=unit.unit.id,
        dossier_ids=[overdue.id],
        text="",
        answer_by=wording.local(moment).date(),
        by=world.supervisor,
        now=moment,
    )
    follow_up.sign_letter(uid=letter, by=world.staff["CHQ"].leader, now=now())
    follow_up.answer_letter(uid=letter, answer="Đã giải quyết xong.", by=unit.leader, now=now())

    answered = section(page(headquarters), "answered")

    assert str(uid) in due
    assert str(uid) in answered
    assert "Đã giải quyết xong." in answered


def test_each_leader_sees_the_own_units_alone(look, world, overdue, since):
    Dossier.objects.filter(pk=overdue.id).update(due_at=since + timedelta(minutes=1))

    assert overdue.code in page(look(world.staff["KV01"].leader.person))
    assert overdue.code not in page(look(world.staff["KV03"].leader.person))


def test_it_costs_a_few_statements(headquarters, statements):
    assert len(statements(lambda: page(headquarters))) <= 14
