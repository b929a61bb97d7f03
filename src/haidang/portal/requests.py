"""What a view of this face is given beyond Django's request, and the day and person every screen asks for."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from haidang.accounts import api as accounts
from haidang.accounts.contracts import BusinessCard, Person
from haidang.kernel.actor import Actor, Capacity
from haidang.kernel.now import now
from haidang.look import wording


class ActorRequest(HttpRequest):
    """A request that passed the middleware: who acts is known, and whether only a part of the page is wanted."""

    actor: Actor
    htmx: HtmxDetails


def today() -> date:
    """Return the day it is in the offices."""
    return wording.local(now()).date()


def is_filer(actor: Actor) -> bool:
    """Return whether somebody has signed in to file, not to serve as an officer."""
    return actor.capacity is Capacity.FILER


def person_of(actor: Actor) -> int:
    """Return the account of somebody who has signed in."""
    assert actor.person is not None, "this screen asks people to sign in first"
    return actor.person


def filer_of(actor: Actor) -> tuple[Person, BusinessCard | None]:
    """Return the person and the business acted for."""
    return accounts.get_filer(person_id=person_of(actor), business_id=actor.on_behalf_of or 0)


def acting_for(actor: Actor, business: BusinessCard | None) -> Actor:
    """Return the same person acting for this business, or for themselves."""
    return Actor(
        person=actor.person,
        name=actor.name,
        capacity=actor.capacity,
        on_behalf_of=business.id if business else None,
        on_behalf_of_name=business.name if business else "",
    )
