"""`haidang documents` proves a signed paper and the kept files, and its exit status says so to scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from haidang.documents import api as documents
from haidang.documents.contracts import Signer
from support import files
from support.files import NOW, Store


@pytest.fixture
def signed(tmp_path: Path, leader: Signer) -> Path:
    """A signed paper as a file."""
    pdf = documents.sign(pdf=files.paper(), signer=leader, reason="Ký ban hành", at=NOW, bound_to="9f" * 32)
    (tmp_path / "quyet-dinh.pdf").write_bytes(pdf)
    return tmp_path / "quyet-dinh.pdf"


def run(*words: str) -> Result:
    from haidang.cli.documents import documents_app

    return CliRunner().invoke(documents_app, words)


def test_a_sound_paper_is_described(signed: Path) -> None:
    result = run("verify", str(signed), "--json")

    assert result.exit_code == 0
    report = json.loads(result.output)
    assert (report["valid"], report["signer"], report["bound_to"]) == (True, "Phạm Văn Ví Dụ", "9f" * 32)
    assert report["signed_at"] == "2026-11-03T03:15:00+00:00"


def test_a_damaged_paper_ends_with_1_and_says_why(signed: Path) -> None:
    signed.write_bytes(signed.read_bytes().replace(b"9f9f9f", b"9f9f9e"))

    result = run("verify", str(signed))

    assert result.exit_code == 1
    assert "problem: Văn bản đã bị sửa sau khi ký." in result.output


def test_kept_files_are_counted(store: Store) -> None:
    store(files.pdf(), "don.pdf")

    result = run("check")

    assert result.exit_code == 0
    assert result.output == "documents: ok, 1 files, 0 without an owner\n"


def test_a_changed_file_ends_with_1_and_is_named(store: Store, files_dir: Path) -> None:
    stored = store(files.pdf(), "don.pdf")
    store(files.pdf(pages=2), "khac.pdf")
    (files_dir / stored.sha256[:2] / stored.sha256).write_bytes(b"changed")

    result = run("check")

    assert result.exit_code == 1
    assert f"{stored.id} don.pdf: lost or changed" in result.output
    assert "documents: 1 of 2 damaged" in result.output
