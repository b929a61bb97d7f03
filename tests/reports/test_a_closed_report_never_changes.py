"""An officer closes a report: it stands for ever, is signed, and what changes later shows in its own line."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import psycopg
import pytest
from django.db import connection
from pypdf import PdfReader

from haidang.documents import api as documents
from haidang.dossiers import api as dossiers
from haidang.kernel.errors import Conflict, Invalid, Missing, Refused
from haidang.register import api as register
from haidang.reports import api as reports
from haidang.reports.models import Report
from haidang.reports.paper import make_paper
from haidang.reports.use_cases.closing import hash_of
from haidang.reports.use_cases.putting_on_paper import put_on_paper
from reports.conftest import JULY_1ST, JUNE
from support.procedures import at
from support.world import VALUE

LATER = at("2026-07-02 10:00")


def closed(by, unit, **changed):
    given = {"period": JUNE, "reason": "Báo cáo tháng.", "now": JULY_1ST}
    return reports.close_report(unit_id=unit, by=by, **(given | changed))


def sheet(actor, report, now=LATER):
    return reports.get_report(actor=actor, report_id=report, now=now)


def corrected(world, dossier, right):
    """Correct the moment a dossier was accepted, in July."""
    staff = world.staff["KV01"]
    dossiers.propose_correction(
        dossier_id=dossier, entry=2, right_at=at(right), reason="Ghi nhầm ngày.", by=staff.receiver, now=LATER
    )
    dossiers.countersign_correction(dossier_id=dossier, by=staff.leader, now=LATER)


def test_it_says_who_closed_it_when_and_why_and_stands_in_the_register(world, leader, kv01):
    world.submitted(VALUE, unit="KV01")

    report = closed(leader, kv01)

    row, shown = Report.objects.get(pk=report), sheet(leader, report)
    entry = register.latest_entry(row.uid)
    assert (shown.closed_name, shown.reason, shown.closed_at) == (leader.name, "Báo cáo tháng.", JULY_1ST)
    assert (entry.event, entry.data["sha256"]) == ("report_closed", hash_of(row.content))
    assert shown.head == bytes(row.head_hash).hex()
    assert shown.content.total.received == 1
    assert shown.changed == ()
    assert (row.uid, shown.head) in [(uid, head.hash.hex()) for uid, head in reports.iter_heads()]


def test_what_changes_later_shows_beside_it(world, leader, kv01):
    world.submitted(VALUE, unit="KV01")
    report = closed(leader, kv01)
    world.submitted(VALUE, unit="KV01", now=at("2026-06-30 16:00"))

    shown = sheet(leader, report)

    total = {each.measure: (each.closed, each.today) for each in shown.changed if each.line.division == "total"}
    assert shown.content.total.received == 1
    assert total == {"received": (1, 2), "reception": (1, 2)}
    assert {each.line.division for each in shown.changed} == {"total", "unit", "procedure", "channel"}


def test_nobody_changes_it_in_the_database(world, leader, kv01):
    report = closed(leader, kv01)

    with pytest.raises(Exception, match="permission denied") as refused, connection.cursor() as cursor:
        cursor.execute("UPDATE reports_report SET reason = 'x' WHERE id = %s", [report])

    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)


def test_a_period_is_closed_once(world, leader, supervisor, kv01):
    closed(leader, kv01)

    with pytest.raises(Conflict, match="khóa"):
        closed(leader, kv01)


def test_a_reason_is_needed(world, leader, kv01):
    with pytest.raises(Invalid):
        closed(leader, kv01, reason="  ")


def test_a_period_that_is_not_over_is_not_closed(world, leader, kv01):
    with pytest.raises(Refused):
        closed(leader, kv01, now=at("2026-06-30 23:59"))


def test_only_who_leads_or_supervises_the_unit_closes_it(world, leader, supervisor, kv01):
    headquarters = world.staff["CHQ"].unit.id

    with pytest.raises(Refused):
        closed(supervisor, kv01)
    with pytest.raises(Missing):
        closed(leader, headquarters)
    with pytest.raises(Missing):
        closed(world.staff["KV01"].receiver, kv01)
    assert closed(supervisor, headquarters)


def test_a_stranger_finds_no_report(world, leader, kv01):
    report = closed(leader, kv01)

    other = world.staff["KV03"].leader
    assert reports.list_reports(actor=other) == []
    assert [each.id for each in reports.list_reports(actor=leader)] == [report]
    for stranger in (other, world.filer.actor, world.staff["KV01"].receiver):
        with pytest.raises(Missing):
            sheet(stranger, report)


def test_the_paper_of_the_second_of_two_workers_goes_and_the_one_that_stands_stays(world, leader, kv01):
    report = closed(leader, kv01)
    second = make_paper(Report.objects.get(pk=report)).id
    file = put_on_paper(report_id=report, now=LATER)

    for days in (8, 9, 400):
        documents.clear_unused(find_named=dossiers.find_named_files, now=LATER + timedelta(days=days))

    assert [each.id for each in documents.get_files([second, file])] == [file]
    assert documents.verify_file(file)


def test_it_is_signed_once_by_who_closed_it(world, leader, kv01):
    world.submitted(VALUE, unit="KV01")
    report = closed(leader, kv01)
    with pytest.raises(Missing):
        reports.find_paper(actor=leader, report_id=report)

    file = put_on_paper(report_id=report, now=LATER)

    with documents.open_file(file)[1] as content:
        pdf = content.read()
    told = documents.verify(pdf)
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())
    assert (put_on_paper(report_id=report, now=LATER), reports.find_paper(actor=leader, report_id=report)) == (
        file,
        file,
    )
    assert (told.intact, told.bound_to) == (True, sheet(leader, report).head)
    assert "Tháng 6/2026" in text
    assert leader.name in text


def test_a_correction_into_the_closed_month_shows_beside_it(world, leader, kv01):
    dossier = world.submitted(VALUE, unit="KV01", now=at("2026-06-01 08:30"))
    dossiers.accept_dossier(dossier_id=dossier, by=world.staff["KV01"].receiver, now=at("2026-06-30 08:30"))
    report = closed(leader, kv01)

    corrected(world, dossier, "2026-06-01 08:45")

    shown = sheet(leader, report)
    total = {each.measure: (each.closed, each.today) for each in shown.changed if each.line.division == "total"}
    assert shown.content.total.late == 0
    assert total == {"late": (0, 1)}
