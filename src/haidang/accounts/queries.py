"""Reading people and the businesses they act for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from haidang.accounts.contracts import BusinessCard, Member, Person
from haidang.accounts.models import Business, Membership, Role, User
from haidang.kernel import sql
from haidang.kernel.errors import Missing
from haidang.register.contracts import Head

HIMSELF = 0
"""The business id by which a person says: I act for myself, although I act for a business too."""

_FILER = """
SELECT u.id, u.email, u.full_name, u.phone, b.id, b.tax_code, b.name, b.address, b.phone, b.email
FROM accounts_user u
LEFT JOIN accounts_membership m ON m.user_id = u.id AND m.confirmed_at IS NOT NULL
LEFT JOIN accounts_business b ON b.id = m.business_id
WHERE u.id = %s
ORDER BY b.name, b.id
"""


def get_person(person_id: int) -> Person:
    """
    Return one person.

    :raises Missing: if there is no such account
    """
    user = User.objects.filter(pk=person_id).first()
    if user is None:
        raise Missing(_("There is no such account."))
    return person_of(user)


def list_names(person_ids: Iterable[int]) -> dict[int, str]:
    """Return the names of people by id, in one statement; ids without an account are left out."""
    return dict(sql.rows("SELECT id, full_name FROM accounts_user WHERE id = ANY(%s)", [list(person_ids)]))


def iter_heads() -> list[tuple[UUID, Head]]:
    """Return the end of every business's stream, for the proof of the register."""
    return [
        (stream, Head(seq, bytes(digest)))
        for stream, seq, digest in sql.rows("SELECT stream, head_seq, head_hash FROM accounts_business")
    ]


def get_filer(*, person_id: int, business_id: int | None) -> tuple[Person, BusinessCard | None]:
    """
    Return a person and the business they act for, in one statement.

    That is the business chosen, if the owner has confirmed the person; otherwise the only one the person acts
    for. `business_id` 0 says that the person acts for themselves.

    :raises Missing: if there is no such account
    """
    rows = sql.rows(_FILER, [person_id])
    if not rows:
        raise Missing(_("There is no such account."))
    return _person(*rows[0][:4]), chosen_of([row[4:] for row in rows if row[4] is not None], business_id)


def chosen_of(businesses: Sequence[Sequence[Any]], business_id: int | None) -> BusinessCard | None:
    """Return whom a person acts for: the business chosen if it is among theirs, else the only one they have."""
    if business_id == HIMSELF:
        return None
    cards = [_business(*row) for row in businesses]
    chosen = next((card for card in cards if card.id == business_id), None)
    return chosen or (cards[0] if len(cards) == 1 else None)


def find_business(tax_code: str) -> BusinessCard | None:
    """Return the business registered here under a tax code as it is stored (`read_tax_code`), if there is one."""
    found = Business.objects.filter(tax_code=tax_code).first()
    return business_of(found) if found else None


def list_members_of(tax_code: str) -> frozenset[int]:
    """Return the accounts of everybody confirmed in a business or in one of its dependent units."""
    confirmed = Membership.objects.filter(business__tax_code__startswith=tax_code[:10], confirmed_at__isnull=False)
    return frozenset(confirmed.order_by("user_id").values_list("user_id", flat=True)) if tax_code else frozenset()


def list_businesses(person_id: int) -> list[BusinessCard]:
    """Return the businesses a person may act for, by name; requests not yet confirmed are left out."""
    return [member.business for member in list_memberships(person_id) if member.is_confirmed]


def list_memberships(person_id: int) -> list[Member]:
    """Return every business a person acts for or asked to act for, by name."""
    return [member_of(row) for row in _members().filter(user_id=person_id).order_by("business__name", "pk")]


def list_requests(owner_id: int) -> list[Member]:
    """Return the people who wait for this owner's confirmation, the oldest request first."""
    owned = Membership.objects.filter(user_id=owner_id, role=Role.OWNER).values("business_id")
    waiting = _members().filter(business_id__in=owned, confirmed_at__isnull=True)
    return [member_of(row) for row in waiting.order_by("since", "pk")]


def list_members(*, owner_id: int, business_id: int) -> list[Member]:
    """
    Return everybody who acts or asked to act for a business.

    :raises Missing: if the reader is not its owner
    """
    if not Membership.objects.filter(user_id=owner_id, business_id=business_id, role=Role.OWNER).exists():
        raise Missing(_("There is no such business among those you own."))
    return [member_of(row) for row in _members().filter(business_id=business_id).order_by("role", "since", "pk")]


def person_of(user: User) -> Person:
    """Return what others may know of an account."""
    return _person(user.pk, user.email, user.full_name, user.phone)


def business_of(row: Business) -> BusinessCard:
    """Return what others may know of a business."""
    return _business(row.pk, row.tax_code, row.name, row.address, row.phone, row.email)


def member_of(row: Membership) -> Member:
    """Return a membership with its person and business."""
    return Member(
        id=row.pk,
        person=person_of(row.user),
        business=business_of(row.business),
        is_owner=row.role == Role.OWNER,
        is_confirmed=row.confirmed_at is not None,
        since=row.since,
    )


def _members() -> QuerySet[Membership]:
    return Membership.objects.select_related("user", "business")


def _person(pk: int, email: str, full_name: str, phone: str) -> Person:
    return Person(id=pk, email=email, full_name=full_name, phone=phone)


def _business(pk: int, tax_code: str, name: str, address: str, phone: str, email: str) -> BusinessCard:
    return BusinessCard(id=pk, tax_code=tax_code, name=name, address=address, phone=phone, email=email)
