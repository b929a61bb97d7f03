"""
One past told to its end: the state a dossier is left in, its ledger, its papers and its stream of the register.

Each method is the use case of its name without asking and without a statement: what it leaves in rows must equal
what the use case leaves. What the clock says is read from the ledger, as ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from haidang.clock import api as clock
from haidang.documents.contracts import StoredFile
from haidang.dossiers.case import GROUP
from haidang.dossiers.contracts import ClockState, EntryKind, LedgerEntry, Proposal, StepTime
from haidang.dossiers.events import Standing
from haidang.dossiers.ledger import Rules, read_clock, restarts_term, timeliness
from haidang.dossiers.lifecycle import FINAL, STEPS, Status
from haidang.dossiers.pasts.ground import Ground
from haidang.dossiers.pasts.past import Deed, Files, Past, Promise, Request
from haidang.dossiers.steps import read_step, step_of
from haidang.kernel.copying import cell, moment
from haidang.register.api import Stream, dumped

_K = EntryKind
_NONE: Mapping[str, Any] = {}


@dataclass(slots=True)
class Asked:
    """A request for a supplement, and when it was answered."""

    deed: Deed
    round: int
    at_reception: bool
    restarts: bool
    answer_by: datetime | None
    answered_at: datetime | None = None


class Telling:
    """A dossier while its past is told; `flows` is what happened and when, for the figures."""

    def __init__(
        self, past: Past, *, uid: str, code: str | None, result_number: str | None, ground: Ground, entries: list[str]
    ) -> None:
        self.past, self.uid, self.ground = past, uid, ground
        self.code, self.result_number = code, result_number
        self.stream = Stream(uid, origin=past.filing.origin, lines=entries)
        self.ledger: list[LedgerEntry] = []
        self.entered: list[str] = []
        self.flows: list[tuple[str, date]] = []
        self.papers: list[tuple[int, datetime, Files]] = [(0, past.at, past.files)]
        self.asked: list[Asked] = []
        self.status = Status.SUBMITTED
        self.before_withdrawal: Status | None = None
        self.pack = ground.pack(past.filing.unit, past.at)
        self.step: str | None = None
        self.since: datetime | None = None
        self.officer: int | None = None
        self.accepted_at: datetime | None = None
        self.decided_at: datetime | None = None
        self.closed_at: datetime | None = None
        self.queued_at = past.at
        self.proposal: str | None = None
        self.outcome: str | None = None
        self.timeliness: str | None = None
        self.receipt: StoredFile | None = None
        self.result: StoredFile | None = None
        self._state: ClockState | None = None
        self._proposed: Proposal | None = None
        self._at = moment(past.at)
        self.answers = dumped(past.filing.answers)
        self._submit()
        for deed in past.deeds:
            self._at = moment(deed.at)
            getattr(self, deed.act)(deed)

    @property
    def clock(self) -> ClockState:
        """What the ledger says at the end; a decision leaves what the law wanted as it was."""
        if self._state is None:
            self._state = read_clock(self.ledger, self._rules)
        return self._state

    @property
    def standing(self) -> Standing | None:
        """Where the dossier is counted at the end."""
        group = GROUP.get(self.status)
        if group is None:
            return None
        is_lawful = self.accepted_at is None or self.clock.legal is not None
        due = self.clock.due if is_lawful and self.status is not Status.DECIDED else None
        return Standing(group, due.at if due else None)

    @property
    def step_time(self) -> StepTime | None:
        """The time of the step it is at in the end, None where it is at none."""
        filing, procedure = self.past.filing, self.past.procedure
        step = step_of(procedure, step=self.step, status=self.status, channel=filing.channel)
        if step is None or self.since is None or self.closed_at is not None:
            return None
        return read_step(step, since=self.since, entries=self.ledger, rules=self._rules, state=self._open_clock)

    @property
    def _open_clock(self) -> ClockState:
        """The clock with the decision told: no term runs any more after it."""
        return read_clock(self.ledger, self._rules) if self.decided_at else self.clock

    @property
    def _rules(self) -> Rules:
        return self.ground.rules(self.past.procedure.version, self.pack.id, self.past.filing.unit)

    def _submit(self) -> None:
        past, by = self.past, self.ground.signature(self.past.by)
        told = (
            f'{{"answers":{self.answers},"channel":"{past.filing.channel}","procedure":"{past.procedure.id}",'
            f'"sha256":"{past.procedure.sha256}","unit":"{self.ground.unit(past.filing.unit).code}"}}'
        )
        self._enter(_K.SUBMITTED, past.at)
        self.stream.add("submitted", told, by=by, at=self._at)
        self.stream.add("papers_added", f'{{"papers":{_files_told(past.files)}}}', by=by, at=self._at)
        self._flow("received", past.at)

    def accept_dossier(self, deed: Deed) -> None:
        """The receiving officer accepts it, or the unit promises a date where the law gives none."""
        promise: Promise | None = deed.given
        self.pack = self.ground.pack(self.past.filing.unit, deed.at)
        self._take("accept", deed)
        self.accepted_at = self.queued_at = deed.at
        self._go(self.past.procedure.route.steps[0].key, deed)
        self._enter(_K.ACCEPTED, deed.at)
        if promise:
            self._enter(_K.PROMISED, deed.at, *_promised(promise))
        due = self.ground.legal_due(self._rules, self.past.filing.unit, deed.at)
        due_at = due.at if due else promise.at if promise else None
        reason = f'"reason":{dumped(promise.reason)},' if promise else ""
        self._tell(
            deed,
            "accepted",
            f'{{"code":"{self.code}","due":{_quoted(due_at.isoformat() if due_at else None)},{reason}'
            f'"rule_pack":"{self.pack.id}","statutory":{"false" if promise else "true"}}}',
        )
        self._flow("accepted", deed.at)

    def issue_receipt(self, deed: Deed) -> None:
        """The signed receipt is put into the dossier."""
        self.receipt = deed.given
        self._tell(deed, "receipt_issued", f'{{"sha256":"{deed.given.sha256}"}}')

    def refuse_at_reception(self, deed: Deed) -> None:
        """It is not received."""
        self._take("refuse_at_reception", deed)
        self._enter(_K.ENDED, deed.at)
        self._tell(deed, "refused_at_reception", _reason_told(deed.given))
        self._flow("refused_at_reception", deed.at)

    def ask_for_supplement(self, deed: Deed) -> None:
        """The filer is to complete it."""
        request: Request = deed.given
        at_reception, number = self.status is Status.SUBMITTED, len(self.asked) + 1
        restarts = at_reception or restarts_term(
            asked_at=deed.at, accepted_at=self.accepted_at or deed.at, rules=self._rules
        )
        self._take("ask_for_supplement", deed)
        self._enter(_K.SUPPLEMENT_ASKED, deed.at, {"round": number, "restarts": restarts})
        self.asked.append(Asked(deed, number, at_reception, restarts, self._answer_by(deed.at)))
        told = {
            "round": number,
            "items": [asdict(item) for item in request.items],
            "reason": request.reason,
            "fault": request.fault.value,
            "restarts_term": restarts,
        }
        self._tell(deed, "supplement_asked", dumped(told))
        self._flow("supplement_asked", deed.at)

    def supplement_dossier(self, deed: Deed) -> None:
        """The filer hands papers in again; a past changes no answers."""
        files: Files = deed.given
        asked = self.asked[-1]
        self._take("supplement", deed)
        self.queued_at = asked.answered_at = deed.at
        self._enter(_K.SUPPLEMENT_COMPLETE, deed.at, {"round": asked.round})
        self.papers.append((asked.round, deed.at, files))
        told = f'{{"answers":{{}},"before":{{}},"papers":{_files_told(files)},"round":{asked.round}}}'
        self._tell(deed, "supplemented", told)

    def assign_dossier(self, deed: Deed) -> None:
        """It is given to a handling officer."""
        self.officer, name = deed.given
        self._take("assign", deed)
        first = self.past.procedure.route.steps[0]
        if self.step == first.key and first.then:
            self._go(first.then, deed)
        self._tell(deed, "assigned", f'{{"name":{_name_told(name)},"officer":{self.officer}}}')

    def finish_step(self, deed: Deed) -> None:
        """The present step ends, and with it a stage of the term where the route says so."""
        assert self.step is not None, "the dossier is at a step"
        step = self.past.procedure.route.step(self.step)
        self._take("work", deed)
        self._go(step.then, deed)
        if step.ends_stage:
            self._enter(_K.STAGE_ENDED, deed.at, *_single("stage", step.ends_stage))
        self._tell(deed, "step_finished", _step_told(step.key, deed.given, step.ends_stage))

    def record_event(self, deed: Deed) -> None:
        """Something happened that starts a stage of the term."""
        data, told = _single("event", deed.given)
        self._enter(_K.EVENT, deed.at, data, told)
        self._tell(deed, "event_recorded", told)

    def propose_result(self, deed: Deed) -> None:
        """A result is proposed to the leader."""
        assert self.step is not None, "the dossier is at a step"
        self._take("work", deed)
        self._proposed = deed.given
        self._go(self.past.procedure.route.step(self.step).then, deed)
        told, self.proposal = _proposal_told(deed.given, deed.by.name)
        self._tell(deed, "result_proposed", told)

    def decide(self, deed: Deed) -> None:
        """The signed result is issued: on time or not is told for ever."""
        assert self._proposed is not None, "a result was proposed"
        state = self.clock
        self._take("decide", deed)
        self._state = state
        self._go(None, deed)
        self.result, self.outcome = deed.given, self._proposed.outcome.value
        self.decided_at = self.queued_at = deed.at
        found = timeliness(state, deed.at)
        self.timeliness = found.value if found else None
        self._enter(_K.DECIDED, deed.at)
        self._tell(
            deed,
            "decided",
            f'{{"number":"{self.result_number}","outcome":"{self.outcome}","sha256":"{deed.given.sha256}",'
            f'"timeliness":{_quoted(self.timeliness)}}}',
        )
        self._flow(f"decided_{self.timeliness or 'untimed'}", deed.at)

    def return_result(self, deed: Deed) -> None:
        """The result is handed over."""
        self._take("return_result", deed)
        self._enter(_K.ENDED, deed.at)
        self._tell(deed, "returned", f'{{"number":"{self.result_number}"}}')
        self._flow("returned", deed.at)

    def ask_to_withdraw(self, deed: Deed) -> None:
        """The filer wants it back."""
        self.before_withdrawal = self.status
        self._take("ask_to_withdraw", deed)
        self._tell(deed, "withdrawal_asked", _reason_told(deed.given))

    def confirm_withdrawal(self, deed: Deed) -> None:
        """The unit confirms that it is withdrawn."""
        self._take("confirm_withdrawal", deed)
        self._enter(_K.ENDED, deed.at)
        self._tell(deed, "withdrawn", "{}")
        self._flow("withdrawn", deed.at)

    def stop_dossier(self, deed: Deed) -> None:
        """The leader stops the handling."""
        self._take("stop", deed)
        self._go(None, deed)
        self._enter(_K.ENDED, deed.at)
        self._tell(deed, "stopped", _reason_told(deed.given))
        self._flow("stopped", deed.at)

    def _go(self, step: str | None, deed: Deed) -> None:
        self.step, self.since = step, deed.at

    def _take(self, step: str, deed: Deed) -> None:
        after = STEPS[step].moves[self.status]
        assert after is not None, "a past declines no withdrawal"
        self.status = after
        self.closed_at = deed.at if after in FINAL else None

    def _enter(self, kind: EntryKind, at: datetime, data: Mapping[str, Any] = _NONE, told: str = "") -> None:
        seq = len(self.ledger) + 1
        self.ledger.append(LedgerEntry(seq=seq, kind=kind, at=at, data=data))
        self.entered.append(f"{seq}\t{kind}\t{self._at}\t{cell(told or dumped(data))}\n")
        if kind is not _K.DECIDED and kind is not _K.ENDED:
            self._state = None

    def _tell(self, deed: Deed, event: str, data: str) -> None:
        self.stream.add(event, data, by=self.ground.signature(deed.by), at=self._at)

    def _flow(self, name: str, at: datetime) -> None:
        self.flows.append((name, self.ground.day(self.past.filing.unit, at)))

    def _answer_by(self, at: datetime) -> datetime | None:
        rules = self._rules
        length = rules.procedure.cancel_without_reply or rules.pack.close_without_reply
        return clock.due(length=length, calendar=rules.calendar, start=at).at if length else None


def _files_told(files: Files) -> str:
    return _papers_told(tuple([(key, each.name, each.sha256) for key, each in files]))


@lru_cache(maxsize=1024)
def _papers_told(papers: tuple[tuple[str, str, str], ...]) -> str:
    return dumped([{"key": key, "name": name, "sha256": sha256} for key, name, sha256 in papers])


@lru_cache(maxsize=1024)
def _step_told(step: str, note: str, stage: str | None) -> str:
    return dumped({"step": step, "note": note} | ({"stage": stage} if stage else {}))


@lru_cache(maxsize=1024)
def _name_told(name: str) -> str:
    return dumped(name)


@lru_cache(maxsize=1024)
def _single(key: str, value: str) -> tuple[Mapping[str, str], str]:
    """Return one value as the ledger reads it and as it is stored."""
    return {key: value}, dumped({key: value})


def _promised(promise: Promise) -> tuple[Mapping[str, str], str]:
    data = {"promised_at": promise.at.isoformat(), "reason": promise.reason}
    return data, dumped(data)


def _quoted(plain: str | None) -> str:
    return f'"{plain}"' if plain else "null"


@lru_cache(maxsize=1024)
def _reason_told(reason: str) -> str:
    return dumped({"reason": reason})


@lru_cache(maxsize=4096)
def _proposal_told(proposal: Proposal, name: str) -> tuple[str, str]:
    """Return a proposal as the register tells it, and as the row keeps it."""
    told = {"outcome": proposal.outcome.value, "text": proposal.text, "reason": proposal.reason}
    return dumped(told), dumped(told | {"by": name})
