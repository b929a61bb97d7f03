"""Who acts, in which capacity, for whom: built once at the edge and passed to every use case as `by`."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Capacity(StrEnum):
    """In what role somebody acts; the same person may be a filer today and an officer tomorrow."""

    PUBLIC = "public"
    FILER = "filer"
    OFFICER = "officer"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """
    One acting person. Never None: the stranger is `PUBLIC`, a job is `SYSTEM`.

    `person` is the account's id, `unit` the unit an officer serves in, `sees` the units whose rows the
    officer may know of, `duties` what the officer may do there, `on_behalf_of` the business represented.
    `belongs_to` holds the tax codes of the businesses an officer is a member of in private life.
    """

    person: int | None = None
    name: str = ""
    capacity: Capacity
    unit: int | None = None
    sees: frozenset[int] = field(default_factory=frozenset)
    duties: frozenset[str] = field(default_factory=frozenset)
    on_behalf_of: int | None = None
    on_behalf_of_name: str = ""
    belongs_to: frozenset[str] = field(default_factory=frozenset)

    def has(self, duty: str, *, unit: int | None) -> bool:
        """Return whether the actor holds this duty in exactly this unit."""
        return self.capacity is Capacity.OFFICER and unit is not None and self.unit == unit and duty in self.duties


SYSTEM = Actor(capacity=Capacity.SYSTEM, name="Hải Đăng")
PUBLIC = Actor(capacity=Capacity.PUBLIC)
