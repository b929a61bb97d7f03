"""
Who may act for a business.

The first person to register a tax code owns the business here and may act at once; everybody after that only
asks, and may do nothing for it until the owner confirms. An owner who never confirmed the e-mail address can
hold nobody off: the next person to register the tax code takes the place. Proof that the first really works
there (an organisation's electronic identity, a business's digital signature) is not asked for yet; every
change stands in the register, and each dossier names the person beside the business.
"""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from haidang.accounts import rules
from haidang.accounts.contracts import Member
from haidang.accounts.events import MembershipAsked, MembershipConfirmed
from haidang.accounts.models import Business, Membership, Role, User
from haidang.accounts.queries import business_of, member_of, person_of
from haidang.accounts.tax_codes import read_tax_code
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Invalid, Missing, Problem, Refused
from haidang.kernel.events import announce
from haidang.register import api as register
from haidang.register.contracts import Fact, Head


@transaction.atomic
def register_business(
    *, tax_code: str, name: str, by: Actor, now: datetime, address: str = "", phone: str = "", email: str = ""
) -> Member:
    """
    Let the actor act for the business of a tax code: as owner if nobody owns it yet, otherwise on request.

    What is typed about a business that is already known is not taken over; its owner keeps that.

    :raises Invalid: if the tax code cannot exist or the name is empty
    :raises Refused: if the actor has no account
    """
    code = read_tax_code(tax_code)
    if not name.strip():
        raise Invalid([Problem(field="name", code="required", message=_("Please give the name of the business."))])
    known = {"name": name.strip(), "address": address, "phone": phone, "email": email}
    Business.objects.get_or_create(tax_code=code, defaults=known)
    return _join(_lock_business(tax_code=code), by=by, now=now)


@transaction.atomic
def join_business(*, tax_code: str, by: Actor, now: datetime) -> Member:
    """
    Ask to act for a business that is already known.

    :raises Invalid: if the tax code cannot exist
    :raises Missing: if nobody has registered it yet
    """
    code = read_tax_code(tax_code)
    if not Business.objects.filter(tax_code=code).exists():
        raise Missing(_("No business with the tax code %(code)s is registered here yet.") % {"code": code})
    return _join(_lock_business(tax_code=code), by=by, now=now)


@transaction.atomic
def confirm_member(*, member_id: int, by: Actor, now: datetime) -> Member:
    """
    Let somebody who asked act for the business.

    :raises Missing: if there is no such request
    :raises Refused: if the actor does not own the business
    """
    member = _find_member(member_id)
    business = _lock_business(pk=member.business_id)
    member = _find_member(member_id)
    rules.may_confirm(by, member, owner_id=_owner_id(business)).enforce()

    member.confirmed_at, member.confirmed_by_id = now, by.person
    member.save(update_fields=["confirmed_at", "confirmed_by"])

    _record(business, "member_confirmed", member, by=by, at=now)
    told = member_of(member)
    announce(MembershipConfirmed(member=told.id, person=told.person, business=told.business, at=now))
    return told


@transaction.atomic
def remove_member(*, member_id: int, by: Actor, now: datetime) -> None:
    """
    End a membership or turn down a request; from then on the person may do nothing for the business.

    :raises Missing: if there is no such membership
    :raises Refused: if the actor is neither the owner nor the person
    """
    member = _find_member(member_id)
    business = _lock_business(pk=member.business_id)
    member = _find_member(member_id)
    rules.may_remove(by, member, owner_id=_owner_id(business)).enforce()

    _record(business, "member_removed", member, by=by, at=now)
    member.delete()


def _join(business: Business, *, by: Actor, now: datetime) -> Member:
    """Add the actor to a locked business; asking twice changes nothing."""
    existing = Membership.objects.filter(business=business, user_id=_signed_in(by)).first()
    if existing is not None:
        return member_of(existing)
    owner_id = _owner_id(business)
    if owner_id is not None and not _is_reachable(owner_id):
        _displace(business, owner_id, by=by, now=now)
        owner_id = None
    return _own(business, by=by, now=now) if owner_id is None else _ask(business, owner_id, by=by, now=now)


def _displace(business: Business, owner_id: int, *, by: Actor, now: datetime) -> None:
    owner = Membership.objects.get(business=business, user_id=owner_id)
    _record(business, "unreachable_owner_displaced", owner, by=by, at=now)
    owner.delete()


def _own(business: Business, *, by: Actor, now: datetime) -> Member:
    member = Membership.objects.create(
        business=business,
        user_id=_signed_in(by),
        role=Role.OWNER,
        since=now,
        confirmed_at=now,
        confirmed_by_id=by.person,
    )
    _record(business, "business_registered", member, by=by, at=now)
    return member_of(member)


def _ask(business: Business, owner_id: int, *, by: Actor, now: datetime) -> Member:
    member = Membership.objects.create(business=business, user_id=_signed_in(by), role=Role.STAFF, since=now)
    _record(business, "membership_asked", member, by=by, at=now)
    announce(
        MembershipAsked(
            member=member.pk,
            person=person_of(member.user),
            business=business_of(business),
            owner=person_of(User.objects.get(pk=owner_id)),
            at=now,
        )
    )
    return member_of(member)


def _signed_in(by: Actor) -> int:
    if by.person is None:
        raise Refused(_("Please sign in first."))
    return by.person


def _lock_business(**by: str | int) -> Business:
    return Business.objects.select_for_update(of=("self",)).get(**by)


def _find_member(member_id: int) -> Membership:
    found = Membership.objects.select_related("user", "business").filter(pk=member_id).first()
    if found is None:
        raise Missing(_("There is no such request; perhaps it was taken back."))
    return found


def _owner_id(business: Business) -> int | None:
    owner = Membership.objects.filter(business=business, role=Role.OWNER)
    return owner.values_list("user_id", flat=True).first()


def _is_reachable(person_id: int) -> bool:
    return bool(EmailAddress.objects.filter(user_id=person_id, verified=True).exists())


def _record(business: Business, event: str, member: Membership, *, by: Actor, at: datetime) -> None:
    head = Head(business.head_seq, bytes(business.head_hash))
    data = {"business": business.pk, "tax_code": business.tax_code, "person": member.user_id}
    head = register.append(business.stream, head, [Fact(event, data)], by=by, at=at)
    business.head_seq, business.head_hash = head.seq, head.hash
    business.save(update_fields=["head_seq", "head_hash"])
