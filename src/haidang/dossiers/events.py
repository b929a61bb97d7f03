"""Facts this room announces. They carry what handlers need, so that no handler reads again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from haidang.register.contracts import Origin


@dataclass(frozen=True, slots=True)
class Standing:
    """
    Where an open dossier is counted: `group` reception, process, waiting, withdrawal or result.

    `due_at` is set while a clock runs. A dossier that is closed or not yet filed has no standing (None).
    """

    group: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierMoved:
    """
    A dossier came in, moved or ended: told by every use case, once, for the figures.

    `flows` are the things counted once on `day` (local day of `at`): received, accepted, refused_at_reception,
    supplement_asked, decided_early, decided_on_time, decided_late, decided_untimed, returned, withdrawn, stopped.
    """

    dossier: int
    unit: int
    procedure: str
    channel: str
    origin: Origin
    at: datetime
    day: date
    before: Standing | None
    after: Standing | None
    flows: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DossiersLoaded:
    """
    Whole pasts were written at once: what happened by unit, procedure, channel, flow and day, and what stands open.

    Flows are those of `DossierMoved`; of a batch there are some thousands of dossiers at most.
    """

    happened: Mapping[tuple[int, str, str, str, date], int]
    standing: Mapping[tuple[int, str, str, Standing], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfDossier:
    """What every notice needs to be written without reading the dossier again; `entry` is its register entry."""

    dossier: int
    uid: UUID
    number: str
    code: str | None
    version: int
    unit: int
    filer_name: str
    filer_email: str
    language: str
    at: datetime
    origin: Origin
    entry: int = 0

    @classmethod
    def of(cls, dossier: Any, *, at: datetime, **more: Any) -> Any:
        """Return the fact with the dossier's own values filled in."""
        return cls(
            dossier=dossier.pk,
            uid=dossier.uid,
            number=dossier.submission_number,
            code=dossier.code,
            version=dossier.version,
            unit=dossier.unit,
            filer_name=dossier.filer_name,
            filer_email=dossier.filer_email,
            language=dossier.language,
            at=at,
            origin=Origin(dossier.origin),
            entry=dossier.head_seq,
            **more,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OnPaper(_OfDossier):
    """What a slip of the one-stop mechanism puts on paper: `slip` is its printed title, "" where there is no form."""

    slip: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierSubmitted(_OfDossier):
    """A filer sent a dossier."""

    secret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierAccepted(_OfDossier):
    """A receiving officer accepted it; the code is given and the main clock runs."""

    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierRefusedAtReception(OnPaper):
    """It was not received, with the legal reason."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementAsked(OnPaper):
    """The filer has to complete it."""

    round: int
    reason: str
    answer_by: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierSupplemented(_OfDossier):
    """The filer completed it."""

    round: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseMoved(OnPaper):
    """An apology gave a new date."""

    promised_at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalAnswered(OnPaper):
    """The unit confirmed or declined a withdrawal."""

    is_confirmed: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierStopped(OnPaper):
    """The unit stopped handling it."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierDecided(_OfDossier):
    """A signed result exists; the administration's time ends here."""

    outcome: str
    result_number: str
    result_file: UUID
    object_kind: str | None
    procedure: str
    answers: dict[str, Any]
    business: int | None
    filer_tax_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultReturned(_OfDossier):
    """The filer can download the signed result."""

    result_number: str
