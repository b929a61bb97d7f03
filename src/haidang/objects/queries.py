"""Reading recognised objects. The row filter is inside; a stranger knows what is published, nothing more."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from haidang.kernel import sql
from haidang.kernel.actor import Actor, Capacity
from haidang.kernel.errors import Missing
from haidang.kernel.text import fold
from haidang.objects.contracts import ObjectCard, ObjectKind, PublicObject, State
from haidang.objects.models import RecognisedObject
from haidang.objects.pack import object_kinds
from haidang.register.contracts import Head


def list_kinds() -> list[ObjectKind]:
    """Return the kinds of recognised objects, in the order of the pack."""
    return list(object_kinds().values())


def get_object(*, actor: Actor, uid: UUID) -> ObjectCard:
    """
    Return one recognised object.

    :raises Missing: if there is none in sight
    """
    return _one(_visible_to(actor).filter(uid=uid))


def get_object_of(*, actor: Actor, dossier: UUID) -> ObjectCard:
    """
    Return what the decision of this dossier recognised.

    :raises Missing: if there is nothing in sight
    """
    return _one(_visible_to(actor).filter(dossier=dossier))


def list_objects(
    *, actor: Actor, kind: str | None = None, page: int = 1, size: int = 50
) -> tuple[list[ObjectCard], int]:
    """Return a page of the objects in sight by name, and how many there are; of one kind if one is named."""
    found = _visible_to(actor)
    if kind is not None:
        found = found.filter(kind=kind)
    skip = (max(page, 1) - 1) * size
    return [_card(each) for each in found.order_by("name", "id")[skip : skip + size]], found.count()


def list_public(*, kind: str, on: date) -> list[PublicObject]:
    """Return the published list of one kind: what is recognised on that day, by name."""
    rows = RecognisedObject.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on), kind=kind, state=State.ACTIVE.value, valid_from__lte=on
    )
    listed = rows.values_list("name", "address", "decision_number")
    found = [PublicObject(name=name, address=address, decision_number=number) for name, address, number in listed]
    return sorted(found, key=lambda each: (fold(each.name), each.decision_number))


def iter_heads() -> list[tuple[UUID, Head]]:
    """Return the end of every object's stream, for the proof of the register."""
    return [
        (uid, Head(seq, bytes(digest)))
        for uid, seq, digest in sql.rows("SELECT uid, head_seq, head_hash FROM objects_recognisedobject")
    ]


def _visible_to(actor: Actor) -> QuerySet[RecognisedObject]:
    """Return what an actor may know of: an officer the units in sight, a filer the business acted for."""
    rows = RecognisedObject.objects.all()
    if actor.capacity is Capacity.SYSTEM:
        return rows
    if actor.capacity is Capacity.OFFICER:
        return rows.filter(unit__in=actor.sees)
    if actor.capacity is Capacity.FILER and actor.on_behalf_of is not None:
        return rows.filter(business=actor.on_behalf_of)
    return rows.none()


def _one(rows: QuerySet[RecognisedObject]) -> ObjectCard:
    row = rows.first()
    if row is None:
        raise Missing(_("There is no such recognised object."))
    return _card(row)


def _card(row: RecognisedObject) -> ObjectCard:
    return ObjectCard(
        uid=row.uid,
        kind=row.kind,
        kind_name=object_kinds()[row.kind].name,
        name=row.name,
        address=row.address,
        holder_name=row.holder_name,
        holder_tax_code=row.holder_tax_code,
        unit=row.unit,
        decision_number=row.decision_number,
        decided_on=row.decided_on,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        state=State(row.state),
        dossier=row.dossier,
        facts=row.facts,
    )
