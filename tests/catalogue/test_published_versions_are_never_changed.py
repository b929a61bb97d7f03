"""A pack is loaded once and for ever: again changes nothing, another content of a published version is refused."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import BadPack
from haidang.catalogue.models import ProcedureVersion, RulePackVersion
from haidang.kernel.errors import Missing, Refused

pytestmark = pytest.mark.django_db
NOON = datetime(2018, 3, 1, 5, 0, tzinfo=UTC)
WAREHOUSE = "kho-ngoai-quan.thanh-lap"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the pack's catalogue that a test may change."""
    source = catalogue.default_folder()
    shutil.copytree(source / "procedures", tmp_path / "procedures")
    for path in source.glob("*.yaml"):
        shutil.copy(path, tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    catalogue.forget()


def edit(folder: Path, procedure: str, old: str, new: str) -> None:
    """Replace text in the file of a procedure."""
    path = folder / "procedures" / f"{procedure}.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_loading_publishes_every_procedure_and_rule_pack():
    report = catalogue.load_pack(now=NOON)

    assert (len(report.added), report.unchanged) == (53, 0)
    assert report.rule_packs_added == ("before-one-stop", "one-stop-2018", "one-stop-2025", "one-stop-2026")
    assert ProcedureVersion.objects.filter(loaded_at=NOON).count() == 53
    assert str(ProcedureVersion.objects.get(procedure=WAREHOUSE)) == "kho-ngoai-quan.thanh-lap 2018-02-01"
    assert str(RulePackVersion.objects.latest("valid_from")) == "one-stop-2026"


def test_what_was_asked_before_the_pack_was_loaded_is_asked_again():
    assert catalogue.find_current(WAREHOUSE, on=date(2018, 3, 1)) is None

    catalogue.load_pack(now=NOON)

    assert catalogue.find_current(WAREHOUSE, on=date(2018, 3, 1)) is not None


def test_progress_is_told_file_by_file():
    told = []

    catalogue.load_pack(now=NOON, progress=lambda done, total: told.append((done, total)))

    assert told == [(done, 53) for done in range(1, 54)]


def test_loading_again_changes_nothing():
    catalogue.load_pack(now=NOON)

    report = catalogue.load_pack(now=NOON)

    assert (report.added, report.unchanged, report.rule_packs_added) == ((), 53, ())


def test_a_version_reads_the_same_from_the_database_as_from_its_file(procedures):
    catalogue.load_pack(now=NOON)

    stored = catalogue.find_current(WAREHOUSE, on=date(2018, 3, 1))

    assert stored.version > 0
    assert stored.sha256 == procedures["HQ36A-I-16"].sha256
    assert stored.stages == procedures["HQ36A-I-16"].stages
    assert stored.fields == procedures["HQ36A-I-16"].fields
    assert catalogue.get_procedure(stored.version) is stored


def test_another_content_of_a_published_version_is_refused(folder):
    catalogue.load_pack(now=NOON, folder=folder)
    edit(folder, WAREHOUSE, "length: 10 working_days", "length: 20 working_days")

    with pytest.raises(Refused, match=r"kho-ngoai-quan\.thanh-lap.*01/02/2018"):
        catalogue.load_pack(now=NOON, folder=folder)


def test_a_changed_shared_route_is_another_content_of_every_procedure_on_it(folder):
    catalogue.load_pack(now=NOON, folder=folder)
    routes = folder / "routes.yaml"
    routes.write_text(routes.read_text("utf-8").replace("vi: Chi cục xử lý trong giờ", "vi: Khác"), "utf-8")

    with pytest.raises(Refused, match=r"to-khai\.huy"):
        catalogue.load_pack(now=NOON, folder=folder)


def test_a_comment_in_a_file_changes_no_version(folder):
    catalogue.load_pack(now=NOON, folder=folder)
    edit(folder, WAREHOUSE, "tier: 1", "tier: 1  # headquarters")

    assert catalogue.load_pack(now=NOON, folder=folder).unchanged == 53


def test_a_rule_pack_that_is_published_stays_as_it_is(folder):
    catalogue.load_pack(now=NOON, folder=folder)
    rules = folder / "rule-packs.yaml"
    text = rules.read_text("utf-8")
    rules.write_text(text.replace("value: 3 working_days", "value: 4 working_days"), "utf-8")

    with pytest.raises(Refused, match="one-stop-2018"):
        catalogue.load_pack(now=NOON, folder=folder)


def test_a_new_version_follows_the_old_one_and_open_dossiers_keep_theirs(folder):
    catalogue.load_pack(now=NOON, folder=folder)
    old = catalogue.find_current(WAREHOUSE, on=date(2019, 1, 1))
    first, second = folder / "procedures" / f"{WAREHOUSE}.yaml", folder / "procedures" / f"{WAREHOUSE}@2019-07-01.yaml"
    text = first.read_text("utf-8")
    newer = text.replace("from: 2018-02-01", "from: 2019-07-01").replace("10 working_days", "7 working_days")
    second.write_text(newer, "utf-8")
    first.write_text(text.replace("{from: 2018-02-01}", "{from: 2018-02-01, to: 2019-06-30}"), "utf-8")

    report = catalogue.load_pack(now=NOON, folder=folder)

    assert report.added == (WAREHOUSE,)
    assert catalogue.find_current(WAREHOUSE, on=date(2019, 6, 30)).version == old.version
    assert catalogue.find_current(WAREHOUSE, on=date(2019, 7, 1)).stages[0].length.value == 7
    assert catalogue.get_procedure(old.version).stages[0].length.value == 10
    assert catalogue.get_procedure(old.version).valid_to == date(2019, 6, 30)


def test_a_pack_with_mistakes_is_not_loaded(folder):
    edit(folder, WAREHOUSE, "route: headquarters-inspection", "route: headquarters-inspektion")

    with pytest.raises(BadPack) as refused:
        catalogue.load_pack(now=NOON, folder=folder)

    assert "headquarters-inspection" in refused.value.mistakes[0].text.vi
    assert not ProcedureVersion.objects.exists()


@pytest.mark.parametrize("change", [{"title": "Khác"}, {"body": {}}, {"sha256": "0" * 64}])
def test_the_database_itself_refuses_a_change(change):
    catalogue.load_pack(now=NOON)

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        ProcedureVersion.objects.filter(procedure=WAREHOUSE).update(**change)


@pytest.mark.parametrize("model", [ProcedureVersion, RulePackVersion])
def test_the_database_itself_refuses_a_removal(model):
    catalogue.load_pack(now=NOON)

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        model.objects.all().delete()


def test_the_database_itself_refuses_two_versions_on_one_day():
    catalogue.load_pack(now=NOON)
    row = ProcedureVersion.objects.get(procedure=WAREHOUSE)
    row.pk, row.valid_from = None, date(2019, 1, 1)

    with pytest.raises(IntegrityError, match="procedure_one_version_a_day"), transaction.atomic():
        row.save(force_insert=True)


def test_a_version_that_does_not_exist_is_missing():
    with pytest.raises(Missing):
        catalogue.get_procedure(123456789)


def test_a_rule_pack_is_kept_by_its_id_and_found_by_its_day():
    catalogue.load_pack(now=NOON)

    assert catalogue.rule_pack_on(date(2018, 3, 15)).id == "before-one-stop"
    assert catalogue.get_rule_pack("one-stop-2018") == catalogue.rule_pack_on(date(2020, 1, 1))
    with pytest.raises(Missing):
        catalogue.get_rule_pack("one-stop-1999")
