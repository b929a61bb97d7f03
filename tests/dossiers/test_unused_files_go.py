"""A file that no dossier, draft or result names goes after some days; one in use never does."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db.models import UUIDField

from haidang.kernel.errors import Invalid

if TYPE_CHECKING:
    from support.world import World

NAMES_OF_FILES = {"dossiers.Dossier.result_file", "dossiers.Paper.file"}
"""Looked at by `find_named_files`. A draft names its files in JSON."""
NEVER_GO = {"dossiers.Dossier.receipt_file", "follow_up.Letter.file", "reports.ReportPaper.file"}
"""Papers of the system, kept for ever by the change that names them; so are slips, which the register names."""


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path


def clear_after(days: int, since: datetime) -> int:
    """Let the daily job run once after so many days, and return how many files went."""
    from haidang.documents import api as documents
    from haidang.dossiers import api as dossiers

    return documents.clear_unused(find_named=dossiers.find_named_files, now=since + timedelta(days=days))


def is_there(file: UUID) -> bool:
    from haidang.documents import api as documents

    return file not in {each.id for each in documents.list_damaged()} and documents.get_files([file]) != []


def can_be_opened(file: UUID) -> bool:
    from haidang.documents import api as documents
    from haidang.kernel.errors import Missing

    try:
        return documents.verify_file(file)
    except Missing:
        return False


def age(folder: Path) -> None:
    """Let the bytes look as if they had been sent days ago."""
    import os

    for path in folder.glob("??/*"):
        os.utime(path, (0, 0))


def test_an_upload_nobody_filed_goes_a_day_after_it_was_found_unused(world: World, tmp_path: Path):
    from support.world import MONDAY

    file = world.upload()
    age(tmp_path)

    went = [clear_after(days, MONDAY) for days in (6, 8, 9)]

    assert went == [0, 0, 1]
    assert not can_be_opened(file)
    assert list(tmp_path.glob("??/*")) == []


def test_what_was_found_unused_can_no_longer_be_filed(world: World):
    from haidang.dossiers import api as dossiers
    from support.world import MONDAY

    filing = world.filing()
    clear_after(8, MONDAY)

    with pytest.raises(Invalid) as refused:
        dossiers.submit_dossier(filing=filing, by=world.filer.actor, now=MONDAY + timedelta(days=8, hours=1))

    assert "file_missing" in {problem.code for problem in refused.value.problems}


def test_the_papers_of_a_dossier_stay_for_ever(world: World, tmp_path: Path):
    from haidang.dossiers import api as dossiers
    from support.world import MONDAY

    dossier = world.decided()
    age(tmp_path)

    went = [clear_after(days, MONDAY) for days in (10, 11, 400)]

    sheet = dossiers.get_sheet(actor=world.staff["CHQ"].leader, dossier_id=dossier)
    assert went == [0, 0, 0]
    assert sheet.result_file is not None
    assert all(can_be_opened(file) for file in [*(paper.file for paper in sheet.papers), sheet.result_file])


def test_the_files_of_a_draft_stay_as_long_as_the_draft(world: World):
    from haidang.dossiers import api as dossiers
    from support.world import MONDAY, WAREHOUSE

    filer = world.filer.actor
    file = world.upload()
    draft = dossiers.start_draft(procedure=WAREHOUSE, unit=None, answers={}, by=filer, now=MONDAY)
    dossiers.save_draft(uid=draft, papers={"layout": [file]}, by=filer, now=MONDAY)

    with_draft = [clear_after(days, MONDAY) for days in (10, 11, 90)]
    dossiers.discard_draft(uid=draft, by=filer)
    without = [clear_after(days, MONDAY) for days in (91, 92)]

    assert (with_draft, without) == ([0, 0, 0], [0, 1])


def test_the_scans_of_what_an_officer_types_stay_as_long_as_it_is_kept(world: World):
    from haidang.dossiers import api as dossiers
    from haidang.kernel.ids import new_uid
    from support.world import MONDAY

    receiver, key = world.staff["CHQ"].receiver, new_uid()
    scan = world.upload(by=receiver)
    dossiers.keep_typed(key=key, typed={}, papers={"layout": [scan]}, by=receiver, now=MONDAY)

    kept = [clear_after(days, MONDAY) for days in (10, 11, 90)]
    dossiers.forget_typed(key=key, by=receiver)
    forgotten = [clear_after(days, MONDAY) for days in (91, 92)]

    assert (kept, forgotten) == ([0, 0, 0], [0, 1])


def test_a_file_found_unused_that_a_draft_names_after_all_comes_back(world: World):
    from haidang.dossiers import api as dossiers
    from support.world import MONDAY, WAREHOUSE

    filer = world.filer.actor
    file = world.upload()
    clear_after(8, MONDAY)
    draft = dossiers.start_draft(procedure=WAREHOUSE, unit=None, answers={}, by=filer, now=MONDAY)
    dossiers.save_draft(uid=draft, papers={"layout": [file]}, by=filer, now=MONDAY)

    went = clear_after(9, MONDAY)

    assert (went, is_there(file)) == (0, True)


def test_the_result_of_a_decision_that_was_not_taken_goes(world: World, tmp_path: Path):
    from haidang.documents import api as documents
    from support.files import pdf
    from support.world import MONDAY

    dropped = documents.store_generated(pdf=pdf(), name="ket-qua.pdf", now=MONDAY, may_go=True).id
    specimen = documents.store_generated(pdf=pdf(pages=2), name="ban-mau.pdf", now=MONDAY).id

    clear_after(8, MONDAY)
    clear_after(9, MONDAY)

    assert (can_be_opened(dropped), can_be_opened(specimen)) == (False, True)


def test_the_paper_of_the_second_of_two_workers_goes_and_that_of_the_first_stays(world: World, tmp_path: Path):
    from haidang.dossiers import api as dossiers
    from haidang.dossiers import papers, slips
    from haidang.dossiers.queries import load
    from haidang.kernel.actor import SYSTEM
    from haidang.register import api as register
    from support.world import MONDAY, a_request

    dossier, later = world.accepted(), MONDAY + timedelta(hours=2)
    dossiers.ask_for_supplement(
        dossier_id=dossier, items=a_request("paper:layout"), reason="Mờ.", by=world.staff["CHQ"].handlers[0], now=later
    )
    row = load(SYSTEM, dossier)
    asked = row.head_seq
    seconds = [papers.make_receipt(row).id, slips.make_slip(row, register.list_entries(row.uid), asked).id]
    firsts = [
        dossiers.issue_receipt(dossier_id=dossier, now=later),
        dossiers.issue_slip(dossier_id=dossier, entry=asked, now=later),
    ]
    age(tmp_path)

    went = [clear_after(days, MONDAY) for days in (8, 9, 400)]

    assert went == [0, 2, 0]
    assert [can_be_opened(each) for each in seconds] == [False, False]
    assert [is_there(each) for each in firsts] == [True, True]


def test_a_paper_that_a_record_comes_to_name_just_before_it_goes_stays(world: World):
    from haidang.documents import api as documents
    from support.files import pdf
    from support.world import MONDAY

    paper = documents.store_generated(pdf=pdf(), name="phieu.pdf", now=MONDAY, may_go=True).id
    clear_after(8, MONDAY)

    documents.keep_for_ever(paper)

    assert (clear_after(10, MONDAY), is_there(paper)) == (0, True)


def test_a_paper_that_has_gone_cannot_be_named_any_more(world: World):
    from haidang.documents import api as documents
    from haidang.kernel.errors import Conflict
    from support.files import pdf
    from support.world import MONDAY

    paper = documents.store_generated(pdf=pdf(), name="phieu.pdf", now=MONDAY, may_go=True).id
    clear_after(8, MONDAY)
    clear_after(9, MONDAY)

    with pytest.raises(Conflict):
        documents.keep_for_ever(paper)


def test_bytes_that_another_file_shares_stay(world: World, tmp_path: Path):
    from support.world import MONDAY

    first = world.upload("mot.pdf")
    again = world.upload("mot.pdf", now=MONDAY + timedelta(days=5))
    age(tmp_path)

    clear_after(8, MONDAY)
    clear_after(9, MONDAY)

    assert (can_be_opened(first), can_be_opened(again)) == (False, True)


def test_bytes_sent_again_just_now_stay(world: World, tmp_path: Path):
    from support.world import MONDAY

    world.upload()

    clear_after(8, MONDAY)
    went = clear_after(9, MONDAY)

    assert went == 1
    assert len(list(tmp_path.glob("??/*"))) == 1


def test_every_column_that_names_a_file_is_looked_at():
    named = {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, UUIDField) and field.name.rpartition("_")[2] == "file"
    }

    assert named == NAMES_OF_FILES | NEVER_GO
