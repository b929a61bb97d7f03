"""What a past is made of: how a dossier was filed, and each deed since, with who did it and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from haidang.catalogue.contracts import Procedure
from haidang.documents.contracts import StoredFile
from haidang.dossiers.contracts import Fault, Filing, SupplementItem
from haidang.kernel.actor import Actor

Files = Sequence[tuple[str, StoredFile]]
"""Files by the key of the paper they were handed in for."""


@dataclass(frozen=True, slots=True)
class Deed:
    """
    One use case that was done: its name, when (UTC, whole seconds), by whom, and what it was given.

    `given` is a Promise or None to accept, a Request to ask for a supplement, Files to supplement, the officer's id
    and name to assign, a Proposal to propose, a StoredFile to issue a receipt or decide, else the note or reason.
    """

    act: str
    at: datetime
    by: Actor
    given: Any = None


@dataclass(frozen=True, slots=True)
class Promise:
    """A date the unit promised where the law gives none, with the reason."""

    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Request:
    """What a request for a supplement asked for."""

    items: tuple[SupplementItem, ...]
    reason: str
    fault: Fault = Fault.APPLICANT


@dataclass(frozen=True, slots=True)
class Past:
    """
    One dossier from its filing on; the filing's answers are stored as they stand: as a form reads them.

    `files` are those the filing's papers name, of the filer's own.
    """

    procedure: Procedure
    filing: Filing
    files: Files
    by: Actor
    at: datetime
    deeds: tuple[Deed, ...]
