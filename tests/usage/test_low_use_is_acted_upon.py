"""Measures for a unit and words with a filer are recorded; what came of them shows beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import ByHand, Filer
from haidang.kernel.actor import PUBLIC
from haidang.kernel.errors import Invalid, Missing, Refused
from haidang.register import api as register
from haidang.usage import api as usage
from haidang.usage.contracts import ApproachOutcome, MeasureKind
from haidang.usage.models import Approach, Measure
from support.procedures import at
from support.world import MONDAY, TODAY, WAREHOUSE
from usage.conftest import IN_AUGUST

TRAINED_ON = date(2026, 7, 1)
EXAM = "dai-ly-hai-quan.thi-chung-chi"  # only a person may file it


@pytest.fixture
def trained(world, unit):
    """A training in the unit on the first of July."""
    usage.take_measure(
        unit_id=unit,
        kind=MeasureKind.TRAINED,
        taken_on=TRAINED_ON,
        text="Tập huấn cho 12 doanh nghiệp.",
        by=world.supervisor,
        now=IN_AUGUST,
    )


def measures_of(world, unit, actor=None):
    return usage.list_measures(
        actor=actor or world.supervisor, units=[unit], unit_id=unit, now=IN_AUGUST, today=IN_AUGUST.date()
    )


@pytest.mark.usefixtures("trained")
def test_a_measure_shows_the_use_before_and_after_it(world, unit, received):
    received(unit, date(2026, 4, 1), "online")
    received(unit, date(2026, 4, 2), "counter", "counter")
    received(unit, date(2026, 6, 30), "online", "post")
    received(unit, TRAINED_ON, "online")
    received(unit, date(2026, 8, 5), "online", "online", "counter")

    (measure,) = measures_of(world, unit)

    assert (measure.before.received, measure.before.online_share) == (4, Decimal("25.0"))
    assert (measure.after.received, measure.after.online_share) == (4, Decimal("75.0"))
    assert measure.before_period == (date(2026, 4, 2), date(2026, 6, 30))
    assert measure.after_period == (TRAINED_ON, date(2026, 8, 5))


@pytest.mark.usefixtures("trained")
def test_a_measure_stands_in_the_register_and_beside_its_unit(world, unit):
    measure = Measure.objects.get()

    assert register.latest_entry(measure.uid).event == "measure_taken"
    assert usage.latest_measures(actor=world.supervisor) == {unit: (TRAINED_ON, MeasureKind.TRAINED)}
    assert measures_of(world, unit)[0].by == world.supervisor.name


@pytest.mark.usefixtures("trained")
def test_a_measure_is_seen_by_who_oversees_the_unit(world, unit):
    assert measures_of(world, unit, actor=world.staff["KV01"].leader)
    assert [measures_of(world, unit, actor=each) for each in (world.staff["KV03"].leader, PUBLIC)] == [[], []]


def test_who_does_not_oversee_the_unit_takes_no_measure(world, unit):
    given = {"unit_id": unit, "kind": MeasureKind.PHONED, "taken_on": TRAINED_ON, "text": "x", "now": IN_AUGUST}

    for stranger in (world.staff["KV03"].leader, world.staff["KV01"].receiver, world.filer.actor):
        with pytest.raises(Refused):
            usage.take_measure(by=stranger, **given)


def test_a_measure_told_twice_is_one(world, unit):
    for _press in range(2):
        usage.take_measure(
            unit_id=unit,
            kind=MeasureKind.OTHER,
            taken_on=TRAINED_ON,
            text="Gửi công văn hướng dẫn.",
            by=world.supervisor,
            now=IN_AUGUST,
        )

    assert [each.text for each in measures_of(world, unit)].count("Gửi công văn hướng dẫn.") == 1


@pytest.mark.parametrize(("day", "text"), [(date(2026, 8, 6), "x"), (TRAINED_ON, "  ")])
def test_a_measure_lies_in_the_past_and_says_what_it_was(world, unit, day, text):
    with pytest.raises(Invalid):
        usage.take_measure(
            unit_id=unit, kind=MeasureKind.OTHER, taken_on=day, text=text, by=world.supervisor, now=IN_AUGUST
        )


@pytest.fixture
def on_paper(world):
    """Enter a dossier that a filer brought to the counter: to headquarters a business, to the region a person."""

    def enter(tax_code="", name="Bà Nguyễn Ví Dụ", now=MONDAY, phone=""):
        key, unit = (WAREHOUSE, "CHQ") if tax_code else (EXAM, "KV01")
        receiver, filer = world.staff[unit].receiver, Filer(name=name, tax_code=tax_code, phone=phone)
        by_hand = ByHand(handed_in_at=now)
        filing = world.filing(key, unit=unit, now=now, filer=filer, channel="counter", by_hand=by_hand)
        scans = {key: [world.upload(f"{key}.pdf", by=receiver, now=now)] for key in filing.papers}
        return dossiers.enter_dossier(filing=replace(filing, papers=scans), by=receiver, now=now).dossier

    return enter


def filers_of(world, actor=None, **more):
    given = {"units": sorted(world.supervisor.sees), "since": at("2026-01-01 00:00"), "until": at("2027-01-01 00:00")}
    return usage.list_filers(actor=actor or world.supervisor, **(given | more))


def approach(world, tax_code, name, on=TODAY, by=None, now=MONDAY):
    usage.approach_filer(
        tax_code=tax_code,
        name=name,
        unit_id=world.staff["CHQ"].unit.id,
        approached_on=on,
        outcome=ApproachOutcome.WILL_CHANGE,
        text="",
        by=by or world.supervisor,
        now=now,
    )


def test_a_filer_is_known_by_the_tax_code_and_else_by_the_name(world, on_paper):
    business = world.filer.business
    on_paper(business.tax_code, business.name)
    on_paper(business.tax_code, f"{business.name} (đổi tên)", now=MONDAY + timedelta(hours=1))
    on_paper()
    world.submitted(WAREHOUSE)

    found, count = filers_of(world)

    assert [(each.filer.name, each.filer.by_hand, each.filer.online) for each in found] == [
        (f"{business.name} (đổi tên)", 2, 1),
        ("Bà Nguyễn Ví Dụ", 1, 0),
    ]
    assert count == 2


def test_the_dossiers_of_a_name_are_of_exactly_that_name_and_tell_how_each_is_reached(world, on_paper):
    first = on_paper(phone="0900 000 001")
    second = on_paper(phone="0900 000 002", now=MONDAY + timedelta(hours=1))
    on_paper(name="Bà Nguyễn Ví Dụ Hai")
    on_paper(world.filer.business.tax_code, "Bà Nguyễn Ví Dụ")

    found = dossiers.list_of_filer(actor=world.supervisor, tax_code="", name="Bà Nguyễn Ví Dụ")

    assert [(row.id, contact) for row, contact in found] == [(second, "0900 000 002"), (first, "0900 000 001")]
    assert dossiers.list_of_filer(actor=world.staff["KV03"].leader, tax_code="", name="Bà Nguyễn Ví Dụ") == []


def test_the_dossiers_of_a_tax_code_are_its_own_under_any_name(world, on_paper):
    code = world.filer.business.tax_code
    old, new = on_paper(code, "Tên cũ"), on_paper(code, "Tên mới", now=MONDAY + timedelta(hours=1))

    found = dossiers.list_of_filer(actor=world.supervisor, tax_code=code, name="")

    assert [row.id for row, _contact in found] == [new, old]


def test_who_was_approached_and_has_filed_online_since(world, on_paper):
    business = world.filer.business
    on_paper(business.tax_code, business.name)
    on_paper()
    approach(world, business.tax_code, business.name)
    approach(world, "", "Bà Nguyễn Ví Dụ")
    before = [each.approach.changed_at for each in filers_of(world)[0]]

    world.submitted(WAREHOUSE, now=MONDAY + timedelta(days=1))

    after = {each.filer.name: each.approach.changed_at for each in filers_of(world)[0]}
    listed, count = usage.list_approaches(actor=world.supervisor)
    assert before == [None, None]
    assert after == {business.name: MONDAY + timedelta(days=1), "Bà Nguyễn Ví Dụ": None}
    assert (count, {each.name: each.changed_at for each in listed}) == (2, after)
    assert register.latest_entry(Approach.objects.order_by("id")[0].uid).event == "filer_approached"


def test_what_was_filed_online_before_is_no_change(world, on_paper):
    business = world.filer.business
    world.submitted(WAREHOUSE, now=MONDAY - timedelta(days=7))
    on_paper(business.tax_code, business.name)
    approach(world, business.tax_code, business.name)

    assert filers_of(world)[0][0].approach.changed_at is None


def test_filers_out_of_sight_are_not_there(world, on_paper):
    on_paper()
    stranger = world.staff["KV03"].leader

    assert filers_of(world, actor=stranger) == ([], 0)
    assert filers_of(world, actor=world.staff["KV01"].receiver) == ([], 0)
    assert filers_of(world, units=[world.staff["KV03"].unit.id]) == ([], 0)
    assert usage.list_approaches(actor=stranger) == ([], 0)
    with pytest.raises(Missing):
        dossiers.get_filer_by_hand(actor=stranger, tax_code="", name="Bà Nguyễn Ví Dụ")


def test_only_an_officer_in_charge_records_an_approach(world, on_paper):
    on_paper()

    for stranger in (world.staff["KV03"].leader, world.filer.actor):
        with pytest.raises(Refused):
            approach(world, "", "Bà Nguyễn Ví Dụ", by=stranger)
    with pytest.raises(Invalid):
        approach(world, "", "Bà Nguyễn Ví Dụ", on=TODAY + timedelta(days=1))
