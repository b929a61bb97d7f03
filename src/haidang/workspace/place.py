"""Where in the queue an officer is: which unit, which step, which page; carried along in every address."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from haidang.kernel.actor import Actor
from haidang.look.addresses import number_in, page_in

EVERY, MINE = "tat-ca", "cua-toi"
"""The two tabs that are no step: everything open, and what is assigned to the officer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    A place in the queue. `tab` is "" until the officer or the duties have chosen one.

    Keys in the address: buoc, don-vi, page, q.
    """

    unit: int
    tab: str = ""
    page: int = 1
    text: str = ""
    is_own_unit: bool = True

    @property
    def query(self) -> str:
        """The place as the end of an address, with its question mark; empty for the plain queue."""
        given = {
            "buoc": self.tab,
            "don-vi": "" if self.is_own_unit else str(self.unit),
            "page": "" if self.page == 1 else str(self.page),
            "q": self.text,
        }
        pairs = {key: value for key, value in given.items() if value}
        return f"?{urlencode(pairs)}" if pairs else ""

    @property
    def url(self) -> str:
        """The address of the queue at this place."""
        return reverse("workspace:queue") + self.query

    def url_of(self, dossier_id: int) -> str:
        """Return the address of a dossier opened from this place."""
        return reverse("workspace:dossier", args=[dossier_id]) + self.query


def read_place(query: QueryDict, actor: Actor) -> Place:
    """Return the place an address names; what cannot be read is as if it were not there."""
    own = actor.unit or 0
    named = number_in(query.get("don-vi", ""))
    unit = own if named is None else named
    return Place(
        unit=unit,
        tab=query.get("buoc", "")[:60],
        page=page_in(query),
        text=query.get("q", "").strip()[:200],
        is_own_unit=unit == own,
    )
