"""What a filer hands in, and what they get for it at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from haidang.register.contracts import Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Filer:
    """Who files, as it is copied into the dossier for ever."""

    name: str
    tax_code: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """
    What an officer adds to a dossier handed in on paper: `handed_in_at` is when the clock begins.

    `followed_by` is the business of the filer's tax code where it has an account and shall see it in the portal.
    """

    handed_in_at: datetime
    followed_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """
    What is sent: raw answers as typed, papers as ids of uploaded files, and the key that makes it one dossier.

    `by_hand` is there where an officer enters what came at the counter or by post. A draft that it was made of has
    the same key and goes when it is filed.
    """

    procedure: str
    unit: int
    answers: Mapping[str, Any]
    papers: Mapping[str, Sequence[UUID]]
    key: UUID
    filer: Filer
    channel: str = "online"
    origin: Origin = Origin.LIVE
    language: str = "vi"
    by_hand: ByHand | None = None
    from_draft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What the filer gets at once. `is_new` is false when the same filing had arrived before."""

    dossier: int
    number: str
    secret: str
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSheet:
    """A draft as its owner sees it. `revision` goes back with the next save."""

    uid: UUID
    procedure: str
    version: int
    unit: int | None
    business: int | None
    answers: Mapping[str, Any]
    papers: Mapping[str, Sequence[UUID]]
    revision: int
    saved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What an officer has typed so far of something on paper, by the names of the form, and the scans by paper."""

    typed: Mapping[str, Sequence[str]]
    papers: Mapping[str, Sequence[UUID]]
