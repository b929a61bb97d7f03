"""Each version that is published or ended stands in the register, and the register's proof covers it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from haidang.catalogue import api as catalogue
from haidang.catalogue.models import ProcedureVersion, Publication
from haidang.kernel import sql
from haidang.register import api as register

pytestmark = pytest.mark.django_db
NOON = datetime(2018, 3, 1, 5, 0, tzinfo=UTC)
LATER = NOON + timedelta(days=30)
WAREHOUSE = "kho-ngoai-quan.thanh-lap"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the pack's catalogue that a test may change."""
    source = catalogue.default_folder()
    shutil.copytree(source / "procedures", tmp_path / "procedures")
    for path in source.glob("*.yaml"):
        shutil.copy(path, tmp_path)
    return tmp_path


def told(name: str) -> list[tuple[str, datetime, dict[str, Any]]]:
    """Return what the register says of a procedure."""
    entries = register.list_entries(Publication.objects.get(name=name).stream)
    return [(entry.event, entry.at, dict(entry.data)) for entry in entries]


def test_a_published_version_is_entered_once_with_the_hash_of_its_content(folder: Path):
    catalogue.load_pack(now=NOON, folder=folder)
    catalogue.load_pack(now=LATER, folder=folder)

    version = ProcedureVersion.objects.get(procedure=WAREHOUSE)
    assert told(WAREHOUSE) == [
        (
            "version_published",
            NOON,
            {"version": WAREHOUSE, "valid_from": "2018-02-01", "valid_to": None, "sha256": version.sha256},
        )
    ]
    assert [data["version"] for _event, _at, data in told("rule-packs")] == [
        "before-one-stop",
        "one-stop-2018",
        "one-stop-2025",
        "one-stop-2026",
    ]


def test_the_last_day_of_a_version_is_entered_when_it_is_learnt(folder: Path):
    catalogue.load_pack(now=NOON, folder=folder)
    path = folder / "procedures" / f"{WAREHOUSE}.yaml"
    path.write_text(path.read_text("utf-8").replace("from: 2018-02-01", "from: 2018-02-01, to: 2026-12-31"), "utf-8")

    catalogue.load_pack(now=LATER, folder=folder)

    event, at, data = told(WAREHOUSE)[-1]
    assert (event, at, data["valid_to"]) == ("version_ended", LATER, "2026-12-31")


def test_what_was_published_before_there_was_a_register_is_entered_with_its_day(folder: Path):
    catalogue.load_pack(now=NOON, folder=folder)
    Publication.objects.all().delete()

    catalogue.load_pack(now=LATER, folder=folder)

    assert [(event, at) for event, at, _data in told(WAREHOUSE)] == [("version_published", NOON)]


def test_the_proof_names_a_publication_that_was_taken_back(folder: Path):
    catalogue.load_pack(now=NOON, folder=folder)
    sound = list(register.verify(catalogue.iter_heads))

    sql.execute("UPDATE catalogue_publication SET head_seq = head_seq - 1 WHERE name = %s", [WAREHOUSE])

    assert sound == []
    assert [fault.kind for fault in register.verify(catalogue.iter_heads)] == ["headless"]


def test_the_command_looks_at_them_too():
    from haidang.cli.register import register_app

    catalogue.load_pack(now=NOON)

    said = CliRunner().invoke(register_app, ["verify"])

    assert (said.exit_code, said.stdout.startswith("register: ok")) == (0, True)
