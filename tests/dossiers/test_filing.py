"""A filing is one dossier, complete, or nothing at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from haidang.dossiers import api as dossiers
from haidang.kernel.errors import Conflict, Invalid, Missing, Refused
from haidang.register import api as register
from support.procedures import at
from support.world import MONDAY, WAREHOUSE


def submit(world, filing, now=MONDAY, by=None):
    return dossiers.submit_dossier(filing=filing, by=by or world.filer.actor, now=now)


def mine(world):
    return dossiers.list_dossiers_of_filer(actor=world.filer.actor)[1]


def test_sent_twice_it_is_one_dossier(world):
    filing = world.filing()

    first, second = submit(world, filing), submit(world, filing, now=MONDAY + timedelta(seconds=2))

    assert (second.dossier, second.number, second.secret) == (first.dossier, first.number, first.secret)
    assert (first.is_new, second.is_new) == (True, False)
    assert mine(world) == 1


def test_the_second_sending_leaves_no_trace_in_the_register(world):
    filing = world.filing()
    submit(world, filing)
    before = register.count_entries()

    submit(world, filing)

    assert register.count_entries() == before


def test_nothing_is_asked_while_it_is_written_however_old_what_is_remembered(world, monkeypatch):
    monkeypatch.setattr("haidang.directory.table.LOOK_AGAIN_AFTER", 0)
    monkeypatch.setattr("haidang.catalogue.queries._REMEMBERED_SECONDS", 1e-9)

    assert submit(world, world.filing()).is_new


def test_a_draft_goes_with_its_filing_even_when_that_had_arrived_before(world):
    filer, filing = world.filer.actor, world.filing()
    uid = dossiers.start_draft(procedure=filing.procedure, unit=filing.unit, answers={}, by=filer, now=MONDAY)

    submit(world, replace(filing, key=uid))
    assert [each.uid for each in dossiers.list_drafts(actor=filer)] == [uid]

    assert not submit(world, replace(filing, key=uid, from_draft=True)).is_new
    assert dossiers.list_drafts(actor=filer) == []


def test_a_key_used_for_another_procedure_is_refused(world):
    filing = world.filing()
    submit(world, filing)

    with pytest.raises(Conflict):
        submit(world, replace(world.filing("cfs.thanh-lap"), key=filing.key))


def test_a_missing_paper_is_named_with_what_to_do(world):
    filing = world.filing()
    papers = {key: ids for key, ids in filing.papers.items() if key != "layout"}

    with pytest.raises(Invalid) as wrong:
        submit(world, replace(filing, papers=papers))

    assert [problem.field for problem in wrong.value.problems] == ["paper.layout"]
    assert mine(world) == 0


def test_every_field_that_cannot_be_used_is_named_at_once(world):
    filing = world.filing()
    answers = {**filing.answers, "tax_code": "0100112438", "land_area": "nhiều", "kind": ""}

    with pytest.raises(Invalid) as wrong:
        submit(world, replace(filing, answers=answers))

    assert {problem.field for problem in wrong.value.problems} == {"tax_code", "land_area", "kind"}


def test_somebody_elses_file_cannot_be_handed_in(world):
    filing = world.filing()
    other = world.upload("cua-nguoi-khac.pdf", number=3, by=world.applicants[1].actor)

    with pytest.raises(Invalid) as wrong:
        submit(world, replace(filing, papers={**filing.papers, "layout": [other]}))

    assert {problem.field for problem in wrong.value.problems} == {"paper.layout"}


def test_a_file_that_is_not_there_is_named(world):
    filing = world.filing()

    with pytest.raises(Invalid):
        submit(world, replace(filing, papers={**filing.papers, "layout": [uuid4()]}))


def test_a_procedure_that_is_not_offered_says_where_to_look(world):
    with pytest.raises(Refused):
        submit(world, replace(world.filing(), procedure="tu-van.thu-tuc-hai-quan"))


def test_a_procedure_that_does_not_exist_is_missing(world):
    with pytest.raises(Missing):
        submit(world, replace(world.filing(), procedure="khong-co"))


def test_a_procedure_is_not_open_before_its_day(world):
    with pytest.raises(Missing):
        submit(world, world.filing(), now=at("2017-06-01 09:00"))


def test_a_closed_unit_takes_no_new_dossiers(world):
    from haidang.directory import api as directory

    closed = directory.get_unit_by_code("TCHQ", on=at("2018-03-01 08:00").date())

    with pytest.raises(Refused):
        submit(world, replace(world.filing(), unit=closed.id))


def test_a_unit_of_another_tier_does_not_handle_it(world):
    with pytest.raises(Refused):
        submit(world, replace(world.filing(), unit=world.staff["KV01"].unit.id))


def test_where_the_law_gives_no_term_the_unit_promises_a_day_with_its_reason(world):
    dossier = world.submitted("hoan-thue-gtgt.chon-ngan-hang")

    with pytest.raises(Invalid) as wrong:
        dossiers.accept_dossier(dossier_id=dossier, by=world.staff["CHQ"].receiver, now=MONDAY + timedelta(hours=1))

    assert [problem.field for problem in wrong.value.problems] == ["promised_on"]


def test_the_procedure_keeps_its_version_and_rule_pack(world):
    dossier = world.accepted()

    seen = dossiers.get_sheet(actor=world.filer.actor, dossier_id=dossier)

    assert seen.procedure.id == WAREHOUSE
    assert seen.rule_pack.id == "one-stop-2025"
