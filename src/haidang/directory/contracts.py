"""What crosses the door of the directory: units, duties, postings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from haidang.kernel.errors import DomainError
from haidang.kernel.text import Text

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Duty(StrEnum):
    """What an officer may do in the unit of the posting; an auditor reads the descriptions in `DUTIES`."""

    RECEIVE = "receive"
    ASSIGN = "assign"
    HANDLE = "handle"
    LEAD = "lead"
    ISSUE = "issue"
    SUPERVISE = "supervise"
    EDIT = "edit"


DUTIES = {
    Duty.RECEIVE: Text("Tiếp nhận hồ sơ", "Receives dossiers: accepts them, asks for supplements, refuses them."),
    Duty.ASSIGN: Text("Phân công xử lý", "Chooses who handles a dossier."),
    Duty.HANDLE: Text("Xử lý hồ sơ", "Examines a dossier and proposes its result."),
    Duty.LEAD: Text(
        "Lãnh đạo", "Signs results, moves dates, posts officers; sees the figures of the unit and all below."
    ),
    Duty.ISSUE: Text("Trả kết quả", "Hands the signed result over."),
    Duty.SUPERVISE: Text(
        "Theo dõi, giám sát", "Sees the figures and dossiers of the unit and all below, and acts on delays."
    ),
    Duty.EDIT: Text("Biên tập thủ tục", "Sees how well each fact of a procedure is known, and keeps the procedures."),
}
"""What each duty is, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCard:
    """
    One unit as others need to show it. `tier` 1 headquarters, 2 department or region, 3 branch.

    `valid_to` is the last day it existed, `successor` the id of the unit that took its open work.
    `agency_code` stands in dossier codes; synthetic where `agency_code_is_official` is false.
    `area` names the provinces of the unit as they were called on `valid_from`. `successor_confidence` says how
    well it is known who took the work; `contact` is whom to ask about the online service.
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
    contact: str = ""
    area: tuple[str, ...] = ()
    agency_code_is_official: bool = False
    successor_confidence: str | None = None

    @property
    def agency_code_right_to_left(self) -> str:
        """The agency code as dossier codes carried it before Decision 20/2020/QĐ-TTg, e.g. 003.01.99.G12."""
        top, *below = self.agency_code.split(".")
        groups = [*below, "00", "00", "000"][:3] if len(below) < 3 else below
        return ".".join([groups[2].zfill(3), groups[1], groups[0], top])

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


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPosting:
    """A place for somebody who has just got an account, from a day on."""

    person: int
    unit: int
    duties: frozenset[Duty]
    title: Text
    since: date


class TeamDuty(StrEnum):
    """What somebody does in the roll-out team (Tổ triển khai) of a unit; the words are in `TEAM_DUTIES`."""

    HEAD = "head"
    MEMBER = "member"
    TECHNICAL = "technical"


TEAM_DUTIES = {
    TeamDuty.HEAD: Text("Tổ trưởng", "Head of the team"),
    TeamDuty.MEMBER: Text("Tổ viên", "Member"),
    TeamDuty.TECHNICAL: Text("Cán bộ kỹ thuật", "Technical officer"),
}
"""The duties of a roll-out team in words, in the order in which somebody is telephoned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMember:
    """
    Somebody of the roll-out team of a unit, whether or not they have an account here.

    `notice` is the number of the document that names them; `valid_to` is the last day, None while they serve.
    """

    id: int
    unit: int
    name: str
    duty: TeamDuty
    phone: str
    email: str
    notice: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """
    Whom to telephone in a unit: the head with the unit's number, and the roll-out team, its head first.

    The head is whom the data of units name, else who is posted there to lead; "" where nobody is known.
    """

    unit: UnitCard
    head: str
    phone: str
    team: tuple[TeamMember, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """The place of a unit on the schematic map, counted from the upper left corner, and what stands in it."""

    unit: int
    label: str
    column: int
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Competent:
    """A unit that may take a dossier, and why, in a sentence for the filer."""

    unit: UnitCard
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One thing to mend in the file of units; `line` counts from 1, the heading included."""

    file: str
    line: int
    sentence: StrOrPromise

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}"


class BadUnits(DomainError):
    """A file of units that cannot be loaded; `mistakes` names everything to mend, in the order of the file."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = tuple(mistakes)
