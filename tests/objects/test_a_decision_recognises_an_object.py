"""A granted decision enters what it recognises in the register of recognised objects, once and provably."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from haidang.directory import api as directory
from haidang.dossiers.events import DossierDecided
from haidang.kernel.actor import PUBLIC, SYSTEM, Actor, Capacity
from haidang.kernel.errors import Missing
from haidang.objects import api as objects
from haidang.objects import handlers
from haidang.register import api as register
from haidang.register.contracts import Origin
from support.procedures import at

DAY = date(2026, 3, 2)
DOSSIER = UUID("01970000-0000-7000-8000-000000000017")
ANSWERS = {
    "business_name": "Công ty TNHH Kho Mẫu",
    "site_address": "Lô A1, cảng Đình Vũ, Hải Phòng",
    "tax_code": "0100112437",
    "kind": "warehouse",
    "zone": "port",
    "land_area": "5000",
    "warehouse_area": "1250.5",
    "phone": "024 3944 0833",
}
OWNER = Actor(person=1, capacity=Capacity.FILER, on_behalf_of=7)
COMPETITOR = Actor(person=2, capacity=Capacity.FILER, on_behalf_of=8)


@pytest.fixture
def headquarters(world):
    return directory.get_unit_by_code("CHQ", on=DAY).id


@pytest.fixture
def decision(headquarters):
    return decided("kho-ngoai-quan.thanh-lap", "bonded-warehouse", headquarters)


def decided(procedure, kind, unit, **changes):
    from haidang.catalogue import api as catalogue

    version = catalogue.find_current(procedure, on=DAY).version
    return DossierDecided(
        dossier=17,
        uid=DOSSIER,
        number="N000000017",
        code="G12.99-260302-0001",
        version=version,
        unit=unit,
        filer_name="Công ty TNHH Kho Mẫu",
        filer_email="",
        language="vi",
        at=at("2026-03-02 16:30"),
        origin=Origin.LIVE,
        **{
            "outcome": "granted",
            "result_number": "12/QĐ-CHQ",
            "result_file": UUID(int=1),
            "object_kind": kind,
            "procedure": procedure,
            "answers": ANSWERS,
            "business": 7,
            "filer_tax_code": "0100112437",
        }
        | changes,
    )


def officer(unit, *others):
    return Actor(person=5, capacity=Capacity.OFFICER, unit=unit, sees=frozenset({unit, *others}))


def test_a_granted_decision_recognises_the_warehouse(decision):
    handlers.on_dossier_decided(decision)

    found = objects.get_object_of(actor=SYSTEM, dossier=DOSSIER)
    assert (found.kind, str(found.kind_name)) == ("bonded-warehouse", "Kho ngoại quan")
    assert (found.name, found.address) == ("Công ty TNHH Kho Mẫu", "Lô A1, cảng Đình Vũ, Hải Phòng")
    assert (found.decision_number, found.decided_on, found.valid_from) == ("12/QĐ-CHQ", DAY, DAY)
    assert found.valid_to is None
    assert found.holds_on(DAY)


def test_what_describes_it_is_kept_and_the_rest_stays_in_the_dossier(decision):
    handlers.on_dossier_decided(decision)

    found = objects.get_object_of(actor=SYSTEM, dossier=DOSSIER)
    assert found.facts == {"kind": "warehouse", "zone": "port", "land_area": "5000", "warehouse_area": "1250.5"}


def test_a_refusal_recognises_nothing(decision):
    handlers.on_dossier_decided(replace(decision, outcome="refused"))

    assert objects.list_objects(actor=SYSTEM) == ([], 0)


def test_a_decision_about_nothing_lasting_recognises_nothing(decision):
    handlers.on_dossier_decided(replace(decision, object_kind=None))

    assert objects.list_objects(actor=SYSTEM) == ([], 0)


def test_a_decision_told_twice_recognises_one_object(decision):
    handlers.on_dossier_decided(decision)
    handlers.on_dossier_decided(decision)

    assert objects.list_objects(actor=SYSTEM)[1] == 1


@pytest.mark.parametrize(
    ("moment", "last_day"),
    [("2026-03-02 09:00", date(2028, 3, 2)), ("2028-02-29 09:00", date(2030, 2, 28))],
)
def test_an_inspection_place_is_recognised_for_two_years(headquarters, moment, last_day):
    decision = decided("dia-diem-kiem-tra.chan-cong-trinh", "inspection-place", headquarters)

    handlers.on_dossier_decided(replace(decision, at=at(moment)))

    found = objects.get_object_of(actor=SYSTEM, dossier=DOSSIER)
    assert found.valid_to == last_day
    assert found.holds_on(last_day)


def test_a_decision_after_midnight_in_vietnam_counts_for_the_new_day(decision):
    handlers.on_dossier_decided(replace(decision, at=at("2026-03-03 00:30")))

    assert objects.get_object_of(actor=SYSTEM, dossier=DOSSIER).decided_on == date(2026, 3, 3)


def test_the_recognition_stands_in_the_register_and_the_proof_knows_its_stream(decision):
    handlers.on_dossier_decided(decision)

    [(stream, head)] = objects.iter_heads()
    [entry] = register.list_entries(stream)
    assert (entry.event, entry.at, entry.data["decision"]) == ("recognised", decision.at, "12/QĐ-CHQ")
    assert entry.data["dossier"] == str(DOSSIER)
    assert head.seq == 1


def test_its_holder_and_the_officers_in_charge_see_it(decision):
    handlers.on_dossier_decided(decision)

    assert objects.list_objects(actor=OWNER)[1] == 1
    assert objects.list_objects(actor=officer(decision.unit), kind="bonded-warehouse")[1] == 1
    assert objects.list_objects(actor=officer(decision.unit), kind="customs-broker")[1] == 0


@pytest.mark.parametrize("stranger", [PUBLIC, COMPETITOR, officer(999_999), Actor(person=1, capacity=Capacity.FILER)])
def test_nobody_else_does(decision, stranger):
    handlers.on_dossier_decided(decision)
    [(uid, _head)] = objects.iter_heads()

    with pytest.raises(Missing):
        objects.get_object(actor=stranger, uid=uid)
    assert objects.list_objects(actor=stranger) == ([], 0)


def test_everybody_sees_the_published_list(decision):
    handlers.on_dossier_decided(decision)

    [listed] = objects.list_public(kind="bonded-warehouse", on=DAY)

    assert (listed.name, listed.decision_number) == ("Công ty TNHH Kho Mẫu", "12/QĐ-CHQ")
    assert objects.list_public(kind="bonded-warehouse", on=date(2026, 3, 1)) == []
    assert objects.list_public(kind="customs-broker", on=DAY) == []


def test_every_procedure_that_recognises_something_says_where_its_name_and_address_stand(world):
    from haidang.catalogue import api as catalogue

    kinds = {each.key: each for each in objects.list_kinds()}
    cards = catalogue.list_procedures(on=DAY)
    recognising = [p for p in (catalogue.get_procedure(card.version) for card in cards) if p.object_kind]

    assert {procedure.object_kind for procedure in recognising} == kinds.keys()
    for procedure in recognising:
        kind, fields = kinds[procedure.object_kind], {field.key for field in procedure.fields}
        assert {kind.called, kind.place, *kind.facts} <= fields
