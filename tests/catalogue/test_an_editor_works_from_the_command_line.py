"""An editor checks, lists and counts the pack from the command line, without a database."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from haidang.catalogue import api as catalogue
from haidang.cli.catalogue import catalogue_app
from haidang.kernel.errors import Missing

SMALL = Path(__file__).parent / "small_pack"


def run(*words: str, exit_code: int = 0) -> str:
    """Run `haidang catalogue …` and return what it printed."""
    result = CliRunner().invoke(catalogue_app, words, catch_exceptions=False)
    assert result.exit_code == exit_code, result.output
    return result.output


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A small pack with a mistake in a procedure and one in the routes."""
    folder = Path(shutil.copytree(SMALL, tmp_path / "pack"))
    for name, old, new in (
        ("procedures/kho.hoi.yaml", "tier: 3", "tier: 9"),
        ("routes.yaml", "share: 50", "share: 60"),
    ):
        path = folder / name
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    return folder


def test_our_pack_passes():
    assert "no mistakes" in run("check")


def test_each_mistake_is_printed_with_file_and_line_in_both_languages(broken):
    printed = run("check", str(broken), exit_code=1)

    assert f"{broken}/procedures/kho.hoi.yaml:4: “tier” cần một trong: 1, 2, 3; đang ghi “9”." in printed
    assert "“tier” needs one of: 1, 2, 3, not “9”." in printed
    assert f"{broken}/routes.yaml:3:" in printed


def test_one_file_is_checked_within_its_pack(broken):
    assert "routes.yaml" not in run("check", str(broken / "procedures" / "kho.hoi.yaml"), exit_code=1)
    assert "no mistakes" in run("check", str(broken / "groups.yaml"))


def test_a_path_that_is_not_there_is_told():
    with pytest.raises(Missing, match="nowhere"):
        run("check", "nowhere")


def test_the_list_has_every_procedure_as_json():
    listed = {each["source_id"]: each for each in json.loads(run("list", "--json"))}

    assert len(listed) == 53
    assert listed["HQ36A-I-16"] == {
        "id": "kho-ngoai-quan.thanh-lap",
        "source_id": "HQ36A-I-16",
        "name": "Thủ tục thành lập kho ngoại quan",
        "name_en": "Establishment of a bonded warehouse",
        "tier": 1,
        "level": 2,
        "offered": True,
        "not_offered_reason": None,
        "confidence": "sure",
    }
    assert listed["HQ36A-II-10"]["not_offered_reason"].startswith("Căn cứ pháp lý")


def test_the_list_of_another_day_holds_what_was_in_force():
    listed = json.loads(run("list", "--json", "--on", "2017-03-01"))

    assert [each["source_id"] for each in listed] == ["HQ-X-095"]


def test_the_list_is_a_table_for_people():
    assert "kho-ngoai-quan.thanh-lap" in run("list")


def test_coverage_prints_the_published_figures_beside_our_own():
    printed = run("coverage", "--on", "2026-03-02")

    published = (
        "46",
        "126 of 178 (level 4: 123)",
        "168 of 178",
        "202 of 238 (level 4: 196)",
        "215 of 237 (level 4: 209)",
    )
    assert all(figure in printed for figure in published)
    assert "43 of 53 procedures offered here, 10 not offered" in printed
    assert "22 at tier 1" in printed


def test_coverage_is_json_for_programs():
    printed = json.loads(run("coverage", "--json", "--on", "2026-03-02"))

    assert (printed["procedures"], printed["offered"], printed["with_own_form"]) == (53, 43, 9)
    assert [figure["offered"] for figure in printed["published"]] == [46, 126, 168, 202, 215]
    assert all(figure["source"] for figure in printed["published"])


def test_coverage_of_a_day_counts_what_was_in_force():
    assert catalogue.coverage(on=date(2017, 3, 1)).offered == 1
