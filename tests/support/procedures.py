"""Procedures, rule packs and ledgers made by hand, for tests of pure rules."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from haidang.catalogue.contracts import (
    Act,
    Procedure,
    Route,
    RulePack,
    Stage,
    Step,
    SupplementPolicy,
)
from haidang.clock.contracts import Length, TermUnit
from haidang.directory.contracts import Duty
from haidang.dossiers.contracts import EntryKind, LedgerEntry
from haidang.kernel.text import Text

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAYS, HOURS = TermUnit.WORKING_DAYS, TermUnit.WORKING_HOURS

INSPECTION = Stage(
    key="inspection", name=Text("kiểm tra"), starts="accepted", length=Length(10, DAYS), source="", confidence="sure"
)
DECISION = Stage(
    key="decision",
    name=Text("quyết định"),
    starts="inspection_ended",
    length=Length(5, DAYS),
    source="",
    confidence="sure",
)
FIVE_DAYS = Stage(
    key="decision", name=Text("quyết định"), starts="accepted", length=Length(5, DAYS), source="", confidence="sure"
)
NO_LIMIT = Stage(key="decision", name=Text("quyết định"), starts="accepted", length=None, source=None, confidence=None)

ROUTE = Route(
    key="department",
    name=Text("Cục"),
    steps=(
        Step(key="assign", name=Text("Phân công"), duty=Duty.ASSIGN, act=Act.ASSIGN, then="inspect"),
        Step(
            key="inspect",
            name=Text("Kiểm tra"),
            duty=Duty.HANDLE,
            act=Act.WORK,
            then="propose",
            ends_stage="inspection",
        ),
        Step(key="propose", name=Text("Đề xuất"), duty=Duty.HANDLE, act=Act.PROPOSE, then="approve"),
        Step(key="approve", name=Text("Ký"), duty=Duty.LEAD, act=Act.APPROVE, then=None, back="propose"),
    ),
)


def a_procedure(*stages: Stage, **changes: Any) -> Procedure:
    """Return a procedure with these stages, or five working days."""
    given: dict[str, Any] = {
        "version": 1,
        "id": "thu-tuc.mau",
        "source_id": "TEST",
        "valid_from": date(2016, 1, 1),
        "valid_to": None,
        "name": Text("Thủ tục mẫu", "Sample procedure"),
        "tier": 2,
        "group": "mau",
        "group_name": Text("Mẫu"),
        "level": 4,
        "offered": True,
        "offered_where": "here",
        "not_offered_reason": None,
        "who_may_file": frozenset({"business"}),
        "who": None,
        "decided_by": None,
        "how_to_file": None,
        "sets": 1,
        "steps": (),
        "conditions": (),
        "papers": (),
        "fields": (),
        "form_note": None,
        "stages": stages or (FIVE_DAYS,),
        "route": ROUTE,
        "fees": (),
        "legal_basis": (),
        "result_name": Text("Quyết định"),
        "result_template": "written-answer",
        "object_kind": None,
        "object_valid_years": None,
        "supplement_notice": None,
        "cancel_without_reply": None,
        "reception": None,
        "confidence": "sure",
        "note": None,
        "sha256": "0" * 64,
    }
    return Procedure(**(given | changes))


def a_rule_pack(**changes: Any) -> RulePack:
    """Return the rules of Decree 61/2018 as far as the ledger asks for them."""
    given: dict[str, Any] = {
        "id": "one-stop-2018",
        "name": Text("Một cửa 2018"),
        "valid_from": date(2018, 6, 21),
        "valid_to": None,
        "reception": Length(8, HOURS),
        "supplement_policy": SupplementPolicy.RESTART,
        "supplement_restarts_within": Length(3, DAYS),
        "supplements_at_most": 2,
        "appointments_moved_at_most": 1,
        "apology_before_end": Length(1, DAYS),
        "close_without_reply": None,
        "shows_officer": False,
        "applicant_may_stop": False,
        "forms": {},
        "code_pattern": "{agency}-{date}-{seq}",
        "sources": {},
        "confidence": {},
    }
    return RulePack(**(given | changes))


def at(text: str) -> datetime:
    """Return a local moment, e.g. at("2017-08-31 09:00")."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def a_ledger(*entries: tuple[EntryKind, str] | tuple[EntryKind, str, dict[str, Any]]) -> list[LedgerEntry]:
    """Return numbered ledger entries from (kind, local moment, data)."""
    return [
        LedgerEntry(seq=seq, kind=entry[0], at=at(entry[1]), data=entry[2] if len(entry) > 2 else {})
        for seq, entry in enumerate(entries, start=1)
    ]
