"""What crosses the door of the directory: units, duties, postings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from haidang.kernel.text import Text


class Duty(StrEnum):
    """What an officer may do in the unit of the posting; an auditor reads the descriptions in `DUTIES`."""

    RECEIVE = "receive"
    ASSIGN = "assign"
    HANDLE = "handle"
    LEAD = "lead"
    ISSUE = "issue"
    SUPERVISE = "supervise"
    EDIT = "edit"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCard:
    """
    One unit as others need to show it. `tier` 1 headquarters, 2 department or region, 3 branch.

    `valid_to` is the last day it existed, `successor` the id of the unit that took its open work.
    `agency_code` stands in dossier codes; synthetic where the official one was not found.
    """

    id: int
    code: str
    name: Text
    tier: int
    parent: int | None
    kind: str
    valid_from: date
    valid_to: date | None
    successor: int | None
    calendar: str
    agency_code: str
    confidence: str | None
    head: str = ""
    phone: str = ""

    def exists_on(self, day: date) -> bool:
        """Return whether the unit existed on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """An officer's place: which unit, which duties, in which capacity documents are signed."""

    person: int
    name: str
    title: Text
    unit: int
    division: str
    duties: frozenset[Duty]
    signs_as: str = ""
    """Capacity of signature before the title: "" for the head, KT. for a deputy, TL. by order, TUQ. by mandate."""
