"""What goes over the wire, as JSON; each `of` maps a contract to it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Procedure, ProcedureCard
from haidang.clock.contracts import Due
from haidang.directory.contracts import UnitCard
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import Filed, Sheet
from haidang.kernel.text import Text


class Words(BaseModel):
    """A text of the data in both languages; `en` where a translation is known."""

    vi: str
    en: str | None

    @classmethod
    def of(cls, text: Text) -> Words:
        """Return both languages."""
        return cls(vi=text.vi, en=text.en)


class FieldProblemOut(BaseModel):
    """One thing wrong with one field."""

    field: str
    code: str
    message_vi: str
    message_en: str


class ProblemOut(BaseModel):
    """A problem document (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    problems: list[FieldProblemOut]


class FilingIn(BaseModel):
    """A dossier to file: `answers` fit the procedure's `form`, `papers` hold the ids of uploaded files."""

    model_config = ConfigDict(extra="forbid")

    procedure: str = Field(max_length=80, examples=["kho-ngoai-quan.thanh-lap"])
    unit: str = Field(max_length=16, description="Code of the customs unit, one of the procedure's `units`.")
    answers: dict[str, Any]
    papers: dict[str, list[UUID]] = {}


class FiledOut(BaseModel):
    """What the filer gets at once; `secret` with the number shows in public whether the dossier is finished."""

    id: int
    number: str
    secret: str

    @classmethod
    def of(cls, filed: Filed) -> FiledOut:
        """Return the same answer however often it is asked for."""
        return cls(id=filed.dossier, number=filed.number, secret=filed.secret)


class FileOut(BaseModel):
    """An uploaded file."""

    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str
    pages: int | None


class UnitOut(BaseModel):
    """A customs unit."""

    code: str
    name: Words

    @classmethod
    def of(cls, unit: UnitCard) -> UnitOut:
        """Return its code and name."""
        return cls(code=unit.code, name=Words.of(unit.name))


class ProcedureLine(BaseModel):
    """A procedure in the list; one that is not `offered` here says why and where to go instead."""

    id: str
    source_id: str
    name: Words
    tier: int
    group: str
    level: int | None
    offered: bool
    offered_where: str | None
    not_offered_reason: Words | None

    @classmethod
    def of(cls, card: ProcedureCard) -> ProcedureLine:
        """Return one line."""
        return cls(
            id=card.id,
            source_id=card.source_id,
            name=Words.of(card.name),
            tier=card.tier,
            group=card.group,
            level=card.level,
            offered=card.offered,
            offered_where=card.offered_where,
            not_offered_reason=Words.of(card.not_offered_reason) if card.not_offered_reason else None,
        )


class PaperNeededOut(BaseModel):
    """A paper the procedure asks for; `condition` says when, where it is not always."""

    key: str
    name: Words
    required: bool
    originals: int
    copies: int
    condition: Words | None


class StageOut(BaseModel):
    """A stage of the legal term; `length` is null where the law gives none."""

    key: str
    name: Words
    length: int | None
    unit: str | None
    source: str | None


class ProcedureOut(ProcedureLine):
    """A procedure with what it needs; `form` is the JSON Schema of the answers."""

    valid_from: date
    valid_to: date | None
    papers: list[PaperNeededOut]
    stages: list[StageOut]
    legal_basis: list[str]
    units: list[UnitOut]
    form: dict[str, Any]

    @classmethod
    def of_procedure(cls, procedure: Procedure, *, card: ProcedureCard, units: list[UnitCard]) -> ProcedureOut:
        """Return the whole procedure."""
        return cls(
            **dict(ProcedureLine.of(card)),
            valid_from=procedure.valid_from,
            valid_to=procedure.valid_to,
            papers=[
                PaperNeededOut(
                    key=each.key,
                    name=Words.of(each.name),
                    required=each.required,
                    originals=each.originals,
                    copies=each.copies,
                    condition=Words.of(each.condition) if each.condition else None,
                )
                for each in procedure.papers
            ],
            stages=[
                StageOut(
                    key=each.key,
                    name=Words.of(each.name),
                    length=each.length.value if each.length else None,
                    unit=each.length.unit.value if each.length else None,
                    source=each.source,
                )
                for each in procedure.stages
            ],
            legal_basis=[f"{each.act}: {each.articles}" for each in procedure.legal_basis],
            units=[UnitOut.of(each) for each in units],
            form=catalogue.json_schema(procedure),
        )


class PaperOut(BaseModel):
    """A file handed in; `round` 0 came with the filing, n with the n-th supplement."""

    file: UUID
    key: str
    name: str
    media_type: str
    size: int
    sha256: str
    round: int


class SupplementOut(BaseModel):
    """A request to complete the dossier."""

    round: int
    reason: str
    items: list[dict[str, str]]
    asked_at: datetime
    answer_by: datetime | None
    answered_at: datetime | None


class HappenedOut(BaseModel):
    """Something that happened to the dossier."""

    at: datetime
    event: str


class SlipOut(BaseModel):
    """A signed slip of the one-stop mechanism: what was asked for, refused, put off or stopped."""

    kind: str
    number: str
    title: str
    file: UUID
    issued_at: datetime


class DossierOut(BaseModel):
    """A dossier as its filer or an officer in charge sees it."""

    id: int
    number: str
    code: str | None
    procedure: str
    version: int
    unit: UnitOut
    status: str
    status_name: str
    answers: dict[str, Any]
    papers: list[PaperOut]
    supplements: list[SupplementOut]
    submitted_at: datetime
    accepted_at: datetime | None
    due_at: datetime | None
    due_because: list[Words]
    legal_due_at: datetime | None
    promised_at: datetime | None
    decided_at: datetime | None
    closed_at: datetime | None
    outcome: str | None
    result_number: str | None
    result_file: UUID | None
    receipt_file: UUID | None
    slips: list[SlipOut]
    history: list[HappenedOut]

    @classmethod
    def of(cls, sheet: Sheet) -> DossierOut:
        """Return the dossier without its secrets and without officers' names."""
        clock = sheet.clock
        return cls(
            id=sheet.id,
            number=sheet.number,
            code=sheet.code,
            procedure=sheet.procedure.id,
            version=sheet.procedure.version,
            unit=UnitOut.of(sheet.unit),
            status=sheet.status.value,
            status_name=str(dossiers.LABEL[sheet.status]),
            answers=dict(sheet.answers),
            papers=[PaperOut.model_validate(each, from_attributes=True) for each in sheet.papers],
            supplements=[_supplement(each) for each in sheet.supplements],
            submitted_at=sheet.submitted_at,
            accepted_at=sheet.accepted_at,
            due_at=_at(clock.due),
            due_because=[Words.of(each) for each in clock.reasons],
            legal_due_at=_at(clock.legal),
            promised_at=clock.promised,
            decided_at=sheet.decided_at,
            closed_at=sheet.closed_at,
            outcome=sheet.outcome.value if sheet.outcome else None,
            result_number=sheet.result_number,
            result_file=sheet.result_file,
            receipt_file=sheet.receipt_file,
            slips=[SlipOut.model_validate(each, from_attributes=True) for each in sheet.slips],
            history=[HappenedOut(at=each.at, event=each.event) for each in sheet.history],
        )


def _at(due: Due | None) -> datetime | None:
    return due.at if due else None


def _supplement(asked: Any) -> SupplementOut:
    return SupplementOut(
        round=asked.round,
        reason=asked.reason,
        items=[{"kind": item.kind, "key": item.key, "note": item.note} for item in asked.items],
        asked_at=asked.asked_at,
        answer_by=asked.answer_by,
        answered_at=asked.answered_at,
    )
