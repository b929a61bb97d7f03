"""Units are read once in a process, and again when they have changed."""

from __future__ import annotations

from datetime import date

from directory.conftest import NOON, TODAY
from haidang.directory import api as directory
from haidang.directory import table
from haidang.directory.contracts import Duty
from haidang.directory.models import Unit, UnitsVersion
from haidang.kernel.ids import new_uid


def rename(code: str, name: str) -> None:
    """Change a unit as another process would: this one is not told."""
    Unit.objects.filter(code=code).update(name_vi=name)
    UnitsVersion.objects.update(version=new_uid())


def test_asking_again_costs_no_statement(unit, statements):
    unit("KV03")

    assert statements(lambda: unit("KV03")) == []
    assert statements(lambda: directory.list_below(unit("CHQ").id, on=TODAY)) == []
    assert statements(lambda: directory.competent_units(tier=2, on=TODAY)) == []


def test_the_next_request_of_an_officer_sees_what_changed(post, unit):
    who = post("an", "KV03", Duty.HANDLE)
    rename("KV03", "Tên mới")

    directory.find_officer_actor(person_id=who, on=NOON)

    assert unit("KV03").name.vi == "Tên mới"


def test_anybody_sees_what_changed_after_a_few_seconds(unit, monkeypatch):
    unit("KV03")
    rename("KV03", "Tên mới")
    before = unit("KV03").name.vi

    monkeypatch.setattr(table, "LOOK_AGAIN_AFTER", 0.0)

    assert (before, unit("KV03").name.vi) == ("Chi cục Hải quan khu vực III", "Tên mới")


def test_a_closed_unit_is_closed_without_any_look(unit):
    old = unit("0300", date(2025, 2, 28))

    assert (old.exists_on(date(2025, 2, 28)), old.exists_on(date(2025, 3, 1))) == (True, False)


def test_an_officer_is_found_with_one_statement(post, statements):
    who = post("an", "KV03", Duty.LEAD)
    directory.find_officer_actor(person_id=who, on=NOON)

    assert len(statements(lambda: directory.find_officer_actor(person_id=who, on=NOON))) == 1
