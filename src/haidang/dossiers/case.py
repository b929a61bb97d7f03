"""
One dossier held for one change: the row, its ledger and the rules it lives under.

Every use case goes the same way: `Case.locked` (load and lock), a rule (ask), `dossier.take` and `enter` (change),
`record` (row, ledger and register together), then it announces its own fact.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Procedure, RulePack, Step
from haidang.clock.contracts import Calendar
from haidang.directory import api as directory
from haidang.directory.contracts import UnitCard
from haidang.dossiers.contracts import ClockState, EntryKind, LedgerEntry, StepTime
from haidang.dossiers.events import DossierMoved, Standing
from haidang.dossiers.ledger import Rules, read_clock
from haidang.dossiers.lifecycle import Status
from haidang.dossiers.models import Dossier
from haidang.dossiers.steps import read_step, step_of
from haidang.kernel import sql
from haidang.kernel.actor import Actor
from haidang.kernel.events import announce
from haidang.register import api as register
from haidang.register.contracts import Fact, Origin

GROUP = {
    Status.SUBMITTED: "reception",
    Status.SUPPLEMENT_AT_RECEPTION: "waiting",
    Status.ACCEPTED: "process",
    Status.IN_PROCESS: "process",
    Status.SUPPLEMENT_IN_PROCESS: "waiting",
    Status.AWAITING_PAYMENT: "waiting",
    Status.WITHDRAWAL_ASKED: "withdrawal",
    Status.DECIDED: "result",
}

# fmt: off
_CHANGED = (
    "code", "rule_pack", "unit", "status", "before_withdrawal", "step", "officer", "supplements", "accepted_at",
    "decided_at", "closed_at", "due_at", "due_on", "legal_due_at", "promised_at", "queued_at", "proposal", "outcome",
    "timeliness", "result_number", "result_file", "result_secret", "receipt_file", "head_seq", "head_hash",
)
# fmt: on
"""Every column a use case may change but the answers: written together, so that one statement stays prepared."""

_LEDGER = "SELECT seq, kind, at, data FROM dossiers_clockentry WHERE dossier_id = %s ORDER BY seq"
_ENTER = """
INSERT INTO dossiers_clockentry (dossier_id, seq, kind, at, data)
SELECT %s, e.seq, e.kind, e.at, e.data
FROM unnest(%s::smallint[], %s::text[], %s::timestamptz[], %s::jsonb[]) AS e (seq, kind, at, data)
"""

_AT_STEP = "SELECT step, since FROM dossiers_stepclock WHERE dossier_id = %s"
_LIES_AT = """
INSERT INTO dossiers_stepclock (dossier_id, unit, step, since, due_at) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (dossier_id) DO UPDATE
SET unit = excluded.unit, step = excluded.step, since = excluded.since, due_at = excluded.due_at
"""
_LEAVES = "DELETE FROM dossiers_stepclock WHERE dossier_id = %s"


def read_ledger(dossier_id: int) -> list[LedgerEntry]:
    """Return a dossier's clock ledger in the order it was written."""
    return [
        LedgerEntry(seq=seq, kind=EntryKind(kind), at=at, data=data)
        for seq, kind, at, data in sql.rows(_LEDGER, [dossier_id])
    ]


def standing_of(dossier: Dossier) -> Standing | None:
    """Return where the dossier is counted now; a date the unit only promised is no due date of the law."""
    group = GROUP.get(Status(dossier.status))
    is_lawful = dossier.accepted_at is None or dossier.legal_due_at is not None
    return Standing(group, dossier.due_at if is_lawful else None) if group else None


@dataclass(slots=True, kw_only=True)
class Case:
    """
    A dossier under change. Lives within one transaction.

    Everything it needs is looked up when it is made: one that is filed may ask nothing while it is written
    (`sql.change`).
    """

    dossier: Dossier
    procedure: Procedure
    pack: RulePack
    unit: UnitCard
    calendar: Calendar
    ledger: list[LedgerEntry]
    before: Standing | None
    entered: list[LedgerEntry] = field(default_factory=list)

    @classmethod
    def locked(cls, dossier_id: int, *, seen: int | None = None) -> Case:
        """
        Return the dossier, held until the transaction ends.

        :raises Missing: if there is no such dossier
        :raises Conflict: if somebody changed it since the actor's screen was drawn (`seen`)
        """
        dossier = Dossier.objects.lock(dossier_id)
        dossier.must_be_seen(seen)
        return cls.of(dossier, read_ledger(dossier_id), before=standing_of(dossier))

    @classmethod
    def of(cls, dossier: Dossier, ledger: list[LedgerEntry], *, before: Standing | None) -> Case:
        """Return the case of a dossier already at hand."""
        return cls(
            dossier=dossier,
            procedure=catalogue.get_procedure(dossier.version),
            pack=catalogue.get_rule_pack(dossier.rule_pack),
            unit=directory.get_unit(dossier.unit),
            calendar=directory.calendar_of(dossier.unit),
            ledger=ledger,
            before=before,
        )

    @property
    def rules(self) -> Rules:
        """What the clock is read under."""
        return Rules(procedure=self.procedure, pack=self.pack, calendar=self.calendar)

    @property
    def step(self) -> Step | None:
        """The desk the dossier is at, None before acceptance and after the decision."""
        return self.procedure.route.step(self.dossier.step) if self.dossier.step else None

    @property
    def clock(self) -> ClockState:
        """What the ledger says now, with what has been entered in this change."""
        return read_clock(self.ledger, self.rules)

    def local_day(self, moment: datetime) -> date:
        """Return the day of a moment where the unit's office is."""
        return moment.astimezone(self.calendar.zone).date()

    def enter(self, kind: EntryKind, *, at: datetime, **data: Any) -> LedgerEntry:
        """Add an entry to the clock ledger."""
        entry = LedgerEntry(seq=len(self.ledger) + 1, kind=kind, at=at, data=data)
        self.ledger.append(entry)
        self.entered.append(entry)
        return entry

    def record(self, *facts: Fact, by: Actor, at: datetime, flows: Sequence[str] = ()) -> ClockState:
        """Write the row, the ledger and the register, tell the figures, and return the clock as it now stands."""
        clock = self.settle()
        step = self._step_time(clock, at=at) if self.dossier.accepted_at else None
        with sql.together():
            head = register.append(
                self.dossier.uid, self.dossier.head, facts, by=by, at=at, origin=Origin(self.dossier.origin)
            )
            self.dossier.head_seq, self.dossier.head_hash = head.seq, head.hash
            self.dossier.write(*_CHANGED)
            self.write_ledger()
            self._write_step(step)
            self.tell_figures(at=at, flows=flows)
        return clock

    def settle(self) -> ClockState:
        """Put what the ledger says into the row's due columns."""
        clock, dossier = self.clock, self.dossier
        is_closed = dossier.closed_at is not None or dossier.status == Status.DECIDED
        due = None if is_closed else clock.due
        dossier.due_at = due.at if due else None
        dossier.due_on = due.day if due else None
        dossier.legal_due_at = clock.legal.at if clock.legal else None
        dossier.promised_at = clock.promised or dossier.legal_due_at
        return clock

    def write_ledger(self) -> None:
        """Store what was entered in this change."""
        if self.entered:
            columns = (
                [each.seq for each in self.entered],
                [each.kind.value for each in self.entered],
                [each.at for each in self.entered],
                [json.dumps(dict(each.data)) for each in self.entered],
            )
            sql.write(_ENTER, [self.dossier.pk, *[sql.array(column) for column in columns]])
            self.entered.clear()

    def _step_time(self, clock: ClockState, *, at: datetime) -> StepTime | None:
        """Return the time of the step the dossier is at now; one it was at before this change goes on."""
        dossier = self.dossier
        step = step_of(self.procedure, step=dossier.step, status=dossier.status, channel=dossier.channel)
        if step is None or dossier.closed_at is not None:
            return None
        before = sql.row(_AT_STEP, [dossier.pk])
        since = before[1] if before and before[0] == step.key else at
        return read_step(step, since=since, entries=self.ledger, rules=self.rules, state=clock)

    def _write_step(self, time: StepTime | None) -> None:
        if time is not None:
            end = time.own_due.at if time.own_due else None
            sql.write(_LIES_AT, [self.dossier.pk, self.dossier.unit, time.step.key, time.since, end])
        elif self.dossier.accepted_at:
            sql.write(_LEAVES, [self.dossier.pk])

    def leave_unit(self, *, at: datetime) -> None:
        """Tell the figures that the dossier is no longer counted in its present unit."""
        self._announce_move(at=at, after=None, flows=())
        self.before = None

    def tell_figures(self, *, at: datetime, flows: Sequence[str]) -> None:
        """Announce where the dossier stood and stands."""
        after = standing_of(self.dossier)
        if after != self.before or flows:
            self._announce_move(at=at, after=after, flows=flows)
        self.before = after

    def _announce_move(self, *, at: datetime, after: Standing | None, flows: Sequence[str]) -> None:
        announce(
            DossierMoved(
                dossier=self.dossier.pk,
                unit=self.dossier.unit,
                procedure=self.dossier.procedure,
                channel=self.dossier.channel,
                origin=Origin(self.dossier.origin),
                at=at,
                day=self.local_day(at),
                before=self.before,
                after=after,
                flows=tuple(flows),
            )
        )
