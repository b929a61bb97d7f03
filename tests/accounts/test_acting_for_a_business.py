"""A person acts for a business as its first registrant, or once its owner has confirmed it."""

from __future__ import annotations

from uuid import UUID

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from accounts.conftest import NOON, PASSWORD
from haidang.accounts import api as accounts
from haidang.accounts.models import Business, Membership, Role, Session, User
from haidang.kernel.actor import PUBLIC, Actor
from haidang.kernel.errors import Invalid, Missing, Refused
from haidang.kernel.events import subscribe
from haidang.register import api as register

LIGHTHOUSE = {"tax_code": "0100112437", "name": "Công ty TNHH Ngọn Đèn Thử Nghiệm"}


def test_the_first_to_register_a_tax_code_owns_the_business_and_acts_at_once(person, acting):
    lan = person("lan")

    member = accounts.register_business(**LIGHTHOUSE, address="1 Phố Biển", by=acting(lan), now=NOON)

    assert (member.is_owner, member.is_confirmed) == (True, True)
    assert [card.name for card in accounts.list_businesses(lan.id)] == [LIGHTHOUSE["name"]]
    assert accounts.get_filer(person_id=lan.id, business_id=None)[1] == member.business


def test_the_second_may_do_nothing_until_the_owner_confirms(person, acting):
    lan, minh = person("lan"), person("minh")
    owned = accounts.register_business(**LIGHTHOUSE, by=acting(lan), now=NOON)

    asked = accounts.register_business(**LIGHTHOUSE, by=acting(minh), now=NOON)

    assert (asked.is_owner, asked.is_confirmed) == (False, False)
    assert accounts.list_businesses(minh.id) == []
    assert accounts.get_filer(person_id=minh.id, business_id=owned.business.id)[1] is None
    assert [member.person for member in accounts.list_requests(lan.id)] == [minh]


def test_once_confirmed_the_second_acts_too(person, acting):
    lan, minh = person("lan"), person("minh")
    owned = accounts.register_business(**LIGHTHOUSE, by=acting(lan), now=NOON)
    asked = accounts.join_business(tax_code=LIGHTHOUSE["tax_code"], by=acting(minh), now=NOON)

    accounts.confirm_member(member_id=asked.id, by=acting(lan), now=NOON)

    assert accounts.get_filer(person_id=minh.id, business_id=None) == (minh, owned.business)
    assert accounts.list_requests(lan.id) == []


def test_what_the_second_types_about_the_business_is_not_taken_over(person, acting):
    lan, minh = person("lan"), person("minh")
    accounts.register_business(**LIGHTHOUSE, by=acting(lan), now=NOON)

    accounts.register_business(tax_code=LIGHTHOUSE["tax_code"], name="Tên khác", by=acting(minh), now=NOON)

    assert Business.objects.get().name == LIGHTHOUSE["name"]


def test_nobody_confirms_themselves(person, acting):
    lan, minh = person("lan"), person("minh")
    accounts.register_business(**LIGHTHOUSE, by=acting(lan), now=NOON)
    asked = accounts.join_business(tax_code=LIGHTHOUSE["tax_code"], by=acting(minh), now=NOON)

    with pytest.raises(Refused, match="Chỉ người đã đăng ký doanh nghiệp này"):
        accounts.confirm_member(member_id=asked.id, by=acting(minh), now=NOON)


@pytest.mark.parametrize("stranger", [PUBLIC, Actor(capacity=PUBLIC.capacity, person=0)])
def test_a_stranger_confirms_and_removes_nobody(person, acting, stranger):
    owned = accounts.register_business(**LIGHTHOUSE, by=acting(person("lan")), now=NOON)

    with pytest.raises(Refused):
        accounts.confirm_member(member_id=owned.id, by=stranger, now=NOON)
    with pytest.raises(Refused):
        accounts.remove_member(member_id=owned.id, by=stranger, now=NOON)


def test_a_member_confirmed_once_is_not_confirmed_again(person, acting):
    lan = person("lan")
    owned = accounts.register_business(**LIGHTHOUSE, by=acting(lan), now=NOON)

    with pytest.raises(Refused, match="đã được làm thủ tục"):
        accounts.confirm_member(member_id=owned.id, by=acting(lan), now=NOON)


def test_an_owner_who_never_confirmed_the_address_holds_nobody_off(person, acting):
    squatter, lan = person("squatter"), person("lan")
    EmailAddress.objects.filter(user_id=squatter.id).update(verified=False)
    accounts.register_business(**LIGHTHOUSE, by=acting(squatter), now=NOON)

    member = accounts.register_business(**LIGHTHOUSE, by=acting(lan), now=NOON)

    assert (member.is_owner, member.is_confirmed) == (True, True)
    assert accounts.list_businesses(squatter.id) == []


def test_who_lost_the_place_to_whom_stands_in_the_register(person, acting):
    squatter, lan = person("squatter"), person("lan")
    EmailAddress.objects.filter(user_id=squatter.id).update(verified=False)
    accounts.register_business(**LIGHTHOUSE, by=acting(squatter), now=NOON)
    accounts.register_business(**LIGHTHOUSE, by=acting(lan), now=NOON)

    entries = register.list_entries(UUID(str(Business.objects.get().stream)))

    assert [(entry.event, entry.person, entry.data["person"]) for entry in entries] == [
        ("business_registered", squatter.id, squatter.id),
        ("unreachable_owner_displaced", lan.id, squatter.id),
        ("business_registered", lan.id, lan.id),
    ]
    assert list(register.verify(accounts.iter_heads)) == []


def test_asking_twice_changes_nothing(person, acting):
    lan = person("lan")
    first = accounts.register_business(**LIGHTHOUSE, by=acting(lan), now=NOON)

    again = accounts.register_business(**LIGHTHOUSE, by=acting(lan), now=NOON)

    assert again == first
    assert Membership.objects.count() == 1


def test_a_business_nobody_registered_cannot_be_joined(person, acting):
    with pytest.raises(Missing, match="0100112437"):
        accounts.join_business(tax_code="0100112437", by=acting(person("lan")), now=NOON)


def test_registering_needs_an_account_and_a_name(person, acting):
    with pytest.raises(Refused, match="đăng nhập"):
        accounts.register_business(**LIGHTHOUSE, by=PUBLIC, now=NOON)
    with pytest.raises(Invalid, match="tên doanh nghiệp"):
        accounts.register_business(tax_code="0100112437", name=" ", by=acting(person("lan")), now=NOON)


def test_the_owner_removes_a_member_and_the_member_may_leave(person, acting):
    lan, minh, hoa = person("lan"), person("minh"), person("hoa")
    owned = accounts.register_business(**LIGHTHOUSE, by=acting(lan), now=NOON)
    minhs, hoas = (accounts.register_business(**LIGHTHOUSE, by=acting(who), now=NOON) for who in (minh, hoa))
    accounts.confirm_member(member_id=minhs.id, by=acting(lan), now=NOON)

    accounts.remove_member(member_id=minhs.id, by=acting(lan), now=NOON)
    accounts.remove_member(member_id=hoas.id, by=acting(hoa), now=NOON)

    assert accounts.list_businesses(minh.id) == []
    members = accounts.list_members(owner_id=lan.id, business_id=owned.business.id)
    assert [member.person for member in members] == [lan]


def test_the_owner_cannot_leave_the_business_to_nobody(person, acting):
    lan = person("lan")
    owned = accounts.register_business(**LIGHTHOUSE, by=acting(lan), now=NOON)

    with pytest.raises(Refused, match="chưa thể rời"):
        accounts.remove_member(member_id=owned.id, by=acting(lan), now=NOON)


def test_a_request_that_is_gone_cannot_be_confirmed(person, acting):
    with pytest.raises(Missing):
        accounts.confirm_member(member_id=0, by=acting(person("lan")), now=NOON)


def test_only_the_owner_learns_who_the_members_are(person, acting):
    owned = accounts.register_business(**LIGHTHOUSE, by=acting(person("lan")), now=NOON)

    with pytest.raises(Missing):
        accounts.list_members(owner_id=person("minh").id, business_id=owned.business.id)


def test_who_acts_for_a_business_stands_in_the_register(person, acting):
    lan, minh = person("lan"), person("minh")
    accounts.register_business(**LIGHTHOUSE, by=acting(lan), now=NOON)
    asked = accounts.register_business(**LIGHTHOUSE, by=acting(minh), now=NOON)
    accounts.confirm_member(member_id=asked.id, by=acting(lan), now=NOON)
    accounts.remove_member(member_id=asked.id, by=acting(lan), now=NOON)

    entries = register.list_entries(UUID(str(Business.objects.get().stream)))

    assert [(entry.event, entry.person, entry.data["person"]) for entry in entries] == [
        ("business_registered", lan.id, lan.id),
        ("membership_asked", minh.id, minh.id),
        ("member_confirmed", lan.id, minh.id),
        ("member_removed", lan.id, minh.id),
    ]


def test_the_owner_can_be_told_that_somebody_asks(person, acting):
    told: list[accounts.MembershipAsked] = []
    subscribe(accounts.MembershipAsked, told.append)
    lan, minh = person("lan"), person("minh")
    accounts.register_business(**LIGHTHOUSE, by=acting(lan), now=NOON)

    accounts.register_business(**LIGHTHOUSE, by=acting(minh), now=NOON)

    assert [(fact.owner, fact.person) for fact in told] == [(lan, minh)]


def test_a_person_with_two_businesses_says_for_which(person, acting):
    lan = person("lan")
    first = accounts.register_business(**LIGHTHOUSE, by=acting(lan), now=NOON).business
    second = accounts.register_business(tax_code="0300588569", name="Kho Bến Thử", by=acting(lan), now=NOON).business

    assert accounts.get_filer(person_id=lan.id, business_id=None) == (lan, None)
    assert accounts.get_filer(person_id=lan.id, business_id=second.id) == (lan, second)
    assert accounts.get_filer(person_id=lan.id, business_id=first.id) == (lan, first)


def test_a_person_may_act_for_themselves_although_they_have_a_business(person, acting):
    lan = person("lan")
    accounts.register_business(**LIGHTHOUSE, by=acting(lan), now=NOON)

    assert accounts.get_filer(person_id=lan.id, business_id=0) == (lan, None)


def test_a_filer_is_read_in_one_statement(person, acting, statements):
    lan = person("lan")
    accounts.register_business(**LIGHTHOUSE, by=acting(lan), now=NOON)

    assert len(statements(lambda: accounts.get_filer(person_id=lan.id, business_id=None))) == 1


def test_an_account_that_does_not_exist_is_missing(db):
    with pytest.raises(Missing):
        accounts.get_person(0)
    with pytest.raises(Missing):
        accounts.get_filer(person_id=0, business_id=None)


def test_an_address_has_one_account_however_it_is_capitalised(person):
    lan = person("lan")

    with pytest.raises(Invalid, match="đã có tài khoản"):
        accounts.create_officer_account(email="LAN@Example.VN", full_name="Lan", password=PASSWORD)

    assert accounts.get_person(lan.id) == lan


@pytest.mark.parametrize(
    "row",
    [
        {"role": Role.OWNER, "confirmed_at": None},
        {"role": Role.STAFF, "confirmed_at": NOON},
        {"role": "GUEST"},
    ],
)
def test_the_database_refuses_memberships_that_cannot_be(person, row):
    business = Business.objects.create(tax_code="0100112437", name="Thử")

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user_id=person("lan").id, business=business, since=NOON, **row)


def test_the_database_refuses_a_second_owner_and_odd_codes(person, acting):
    owned = accounts.register_business(**LIGHTHOUSE, by=acting(person("lan")), now=NOON)
    minh = person("minh").id
    second = {"user_id": minh, "role": Role.OWNER, "since": NOON, "confirmed_at": NOON, "confirmed_by_id": minh}

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(business_id=owned.business.id, **second)
    with pytest.raises(IntegrityError), transaction.atomic():
        Business.objects.create(tax_code="12345", name="Thử")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=minh).update(email="Minh@example.vn")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=minh).update(personal_id="123")


def test_rows_name_themselves_in_the_log(person, acting):
    lan = person("lan")
    member = Membership.objects.get(pk=accounts.register_business(**LIGHTHOUSE, by=acting(lan), now=NOON).id)
    session = Session(key_hash=b"", user_id=lan.id)

    assert [str(row) for row in (member.user, User(email="x@example.vn"), member.business, member, session)] == [
        "Lan",
        "x@example.vn",
        f"0100112437 {LIGHTHOUSE['name']}",
        f"{lan.id} OWNER {member.business_id}",
        f"session of {lan.id}",
    ]
