"""A file of units with a contradiction is refused with file, line and a sentence, and nothing is loaded."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from directory.conftest import NOON
from haidang.directory import api as directory
from haidang.directory.contracts import BadUnits
from haidang.directory.models import Unit, UnitsVersion
from haidang.directory.unit_file import COLUMNS

HEAD = {
    "code": "X1", "name_vi": "Cục Thử", "tier": "1", "kind": "headquarters", "valid_from": "2020-01-01",
    "calendar": "standard", "agency_code": "G12.01", "agency_code_official": "no", "confidence": "sure",
}  # fmt: skip
BRANCH = HEAD | {"code": "X2", "tier": "2", "parent": "X1", "agency_code": "G12.02"}


@pytest.fixture
def file(tmp_path):
    def written(*rows: dict[str, str], heading: str = ",".join(COLUMNS)) -> Path:
        lines = [",".join(f'"{row.get(column, "")}"' for column in COLUMNS) for row in rows]
        path = tmp_path / "units.csv"
        path.write_text("\n".join([heading, *lines]) + "\n", encoding="utf-8")
        return path

    return written


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"code": "x 2"}, "Mã “x 2”"),
        ({"name_vi": ""}, "chưa có tên"),
        ({"tier": "4"}, "Cấp “4”"),
        ({"calendar": "night"}, "Không có lịch làm việc “night”"),
        ({"agency_code": "12.G"}, "Mã định danh “12.G”"),
        ({"agency_code_official": ""}, "yes hoặc no"),
        ({"confidence": "maybe"}, "mức tin cậy “maybe”"),
        ({"valid_from": ""}, "không phải là ngày"),
        ({"valid_from": "2020-02-30"}, "“2020-02-30” không phải là ngày"),
        ({"valid_to": "2019-12-31", "successor": "X1"}, "sớm hơn ngày bắt đầu"),
        ({"valid_to": "2021-12-31"}, "phải có đơn vị kế thừa"),
        ({"successor": "X1"}, "phải có đơn vị kế thừa"),
        ({"valid_to": "2021-12-31", "successor": "X9"}, "Đơn vị kế thừa X9 không tồn tại"),
        ({"parent": ""}, "Chỉ cơ quan trung ương"),
        ({"parent": "X9"}, "Đơn vị cấp trên X9 chưa tồn tại"),
        ({"valid_from": "2019-12-31"}, "Đơn vị cấp trên X1 chưa tồn tại"),
        ({"parent": "X2"}, "không thuộc cấp cao hơn"),
        ({"code": "X1", "parent": "X1"}, "Mã X1 đã có ở một dòng trước"),
    ],
)
def test_a_mistake_is_named_with_its_line(db, file, change, sentence):
    path = file(HEAD, BRANCH | change)

    found = directory.check_units(path)

    assert [(mistake.file, mistake.line) for mistake in found][:1] == [("units.csv", 3)]
    assert any(sentence in str(mistake) for mistake in found), list(map(str, found))
    with pytest.raises(BadUnits, match=r"units\.csv:3: "):
        directory.load_units(path)
    assert not Unit.objects.exists()


def test_a_parent_that_ends_before_the_unit_is_named(file):
    end = {"valid_to": "2021-12-31", "successor": "X1"}
    again = HEAD | {"valid_from": "2022-01-01"}

    found = directory.check_units(file(HEAD | end, again, BRANCH))

    assert [str(mistake) for mistake in found] == ["units.csv:4: Đơn vị cấp trên X1 kết thúc trước đơn vị này."]


def test_a_line_with_a_column_too_many_is_named(file):
    path = file(HEAD)
    path.write_text(path.read_text("utf-8").rstrip() + ",\n", "utf-8")

    assert [mistake.line for mistake in directory.check_units(path)] == [2]


def test_another_heading_is_refused_whole(file):
    found = directory.check_units(file(HEAD, heading="code,name"))

    assert [mistake.line for mistake in found] == [1]
    assert "Dòng tiêu đề phải đúng là: code,name_vi" in str(found[0])


def test_loading_the_same_file_again_changes_nothing(db, file):
    path = file(HEAD, BRANCH)

    first, version = directory.load_units(path), UnitsVersion.objects.get().version

    assert (first, directory.load_units(path)) == (2, 0)
    assert UnitsVersion.objects.get().version == version
    assert Unit.objects.count() == 2


def test_a_loaded_unit_may_end_and_let_a_new_line_follow(db, file):
    directory.load_units(file(HEAD, BRANCH))
    old = directory.get_unit_by_code("X2", on=date(2021, 1, 1))

    changed = directory.load_units(
        file(
            HEAD,
            BRANCH | {"valid_to": "2021-12-31", "successor": "X2"},
            BRANCH | {"valid_from": "2022-01-01", "tier": "3"},
        )
    )

    assert changed == 2
    assert directory.get_unit(old.id).valid_to == date(2021, 12, 31)
    assert directory.successor_on(old.id, date(2022, 1, 1)).tier == 3


def test_a_loaded_unit_may_get_a_head_and_a_telephone(db, file):
    directory.load_units(file(HEAD))

    directory.load_units(file(HEAD | {"head": "Người Thử Nghiệm", "phone": "024 0000 0000"}))

    unit = directory.get_unit_by_code("X1", on=date(2021, 1, 1))
    assert (unit.head, unit.phone) == ("Người Thử Nghiệm", "024 0000 0000")


@pytest.mark.parametrize("change", [{"tier": "3"}, {"agency_code": "G12.03"}])
def test_what_dossiers_rest_on_does_not_change_under_them(db, file, change):
    directory.load_units(file(HEAD, BRANCH))

    with pytest.raises(BadUnits, match=r"units\.csv:3: Đơn vị X2 đang dùng"):
        directory.load_units(file(HEAD, BRANCH | change))

    assert directory.get_unit_by_code("X2", on=date(2021, 1, 1)).tier == 2


def test_before_any_file_is_loaded_there_are_no_units_and_no_officers(person):
    assert directory.list_units(on=date(2021, 1, 1)) == []
    assert directory.find_officer_actor(person_id=person("an"), on=NOON) is None
