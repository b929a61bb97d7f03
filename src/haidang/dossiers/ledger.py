"""
A dossier's clock, read from its ledger: pure, and able to explain itself.

The legal term is a list of stages, each started by an event (domain rules 0.1(1)). What moves it is decided by
the rule pack the dossier was accepted under; what only moves the promised date never touches it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from haidang.catalogue.contracts import Procedure, RulePack, Stage, SupplementPolicy
from haidang.clock import api as clock
from haidang.clock.contracts import Calendar, Due, Length, Outcome, Pause, TermUnit
from haidang.dossiers.contracts import ClockState, EntryKind, LedgerEntry, StageState
from haidang.dossiers.entries import (
    as_corrected,
    in_order,
    latest_of,
    moment_of,
    open_wait,
    paid_waits,
    rounds,
    standing_entries,
)
from haidang.dossiers.moves import corrections_told, extensions_told, supplement_told
from haidang.kernel.text import Text

K = EntryKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the ledger is read under: the dossier's own version, rule pack and its unit's calendar."""

    procedure: Procedure
    pack: RulePack
    calendar: Calendar


def read_clock(entries: Sequence[LedgerEntry], rules: Rules, *, with_late_corrections: bool = False) -> ClockState:
    """
    Return what the entries say; the order of entries of the same moment does not matter.

    A correction after the decision changes nothing any more: what was decided late stays late. What it would have
    been is read `with_late_corrections`.
    """
    applied = [each for each in entries if each.kind is K.CORRECTED]
    if not with_late_corrections:
        decided = latest_of(entries, K.DECIDED)
        applied = [each for each in applied if decided is None or each.seq < decided.seq]
    first = latest_of(entries, K.ACCEPTED)
    corrected = in_order(as_corrected(entries, applied))
    accepted = latest_of(corrected, K.ACCEPTED)
    if accepted is None or first is None:
        state = _reception_state(corrected, rules)
    else:
        state = replace(
            _main_state(corrected, accepted, rules),
            legal_original=latest_legal_due(first.at, rules),
        )
    if not applied:
        return state
    return replace(state, moves=(*state.moves, *corrections_told(entries, applied, rules.calendar.zone)))


def reception_length(rules: Rules) -> Length | None:
    """Return the reception clock's length: the procedure's own, else the rule pack's (Decree 45/2020 art. 11)."""
    return rules.procedure.reception or rules.pack.reception


def latest_legal_due(start: datetime, rules: Rules) -> Due | None:
    """Return the latest date of the whole term counted from `start`: the date the receipt shows."""
    if not rules.procedure.has_statutory_term:
        return None
    return _latest_due(count_term(procedure=rules.procedure, calendar=rules.calendar, start=start))


def count_term(*, procedure: Procedure, calendar: Calendar, start: datetime) -> list[StageState]:
    """Return the stages of a procedure's term as they stand at the moment of acceptance."""
    return _chain(start, procedure.stages, [], calendar)


def whole_term(entries: Sequence[LedgerEntry], rules: Rules) -> tuple[datetime, Due | None]:
    """
    Return when the term of an accepted dossier began and when the whole of it ends: what steps have their shares of.

    Lengthened by law it is longer; what stopped it or went quicker does not change it.
    """
    standing = standing_entries(entries)
    accepted = latest_of(standing, K.ACCEPTED)
    assert accepted is not None, "there is no term before acceptance"
    start, restarted = _begun(standing, accepted)
    if not rules.procedure.has_statutory_term:
        return start, None
    extensions = [each for each in standing if each.kind is K.EXTENDED and each.at >= start]
    return start, _latest_due(_chain(start, _plan(rules, restarted=restarted), extensions, rules.calendar))


def timeliness(state: ClockState, decided_at: datetime) -> Outcome | None:
    """
    Return how a decision stands to the legal term; None where the law gives none.

    Each stage has its own term (domain rules 0.1(1)): a decision quickly made does not undo an inspection that
    ended late, although the next stage is counted from its end.
    """
    if state.legal is None:
        return None
    ended = [(stage.due, stage.ended_at) for stage in state.stages if stage.due and stage.ended_at]
    if any(clock.outcome(due, at) is Outcome.LATE for due, at in ended):
        return Outcome.LATE
    return clock.outcome(state.legal, decided_at)


def restarts_term(*, asked_at: datetime, accepted_at: datetime, rules: Rules) -> bool:
    """Return whether a supplement asked for then restarts the term (Decree 61/2018 art. 19(4))."""
    limit = rules.procedure.supplement_notice or rules.pack.supplement_restarts_within
    within = clock.due(length=limit, calendar=rules.calendar, start=accepted_at)
    return rules.pack.supplement_policy is SupplementPolicy.RESTART and asked_at <= within.at


def _reception_state(entries: Sequence[LedgerEntry], rules: Rules) -> ClockState:
    asked, complete = latest_of(entries, K.SUPPLEMENT_ASKED), latest_of(entries, K.SUPPLEMENT_COMPLETE)
    ended = latest_of(entries, K.ENDED)
    submitted = latest_of(entries, K.SUBMITTED)
    assert submitted is not None, "a ledger begins with the filing"
    waits = asked is not None and (complete is None or complete.seq < asked.seq)
    start = complete.at if complete else submitted.at
    length = reception_length(rules)
    due = None
    if length and not waits and not ended:
        due = clock.due(length=length, calendar=rules.calendar, start=start)
        first = rules.procedure.stages[0].length if rules.procedure.stages else None
        if first and not _ends_no_earlier(first, start, due):
            due = min(due, clock.due(length=first, calendar=rules.calendar, start=start), key=lambda each: each.at)
    moves = (supplement_told(complete, rules.calendar.zone, restarted=True),) if complete else ()
    return ClockState(
        running="" if ended else "waiting" if waits else "reception",
        due=due,
        legal=None,
        legal_original=None,
        promised=None,
        promised_original=None,
        stages=(),
        moves=moves,
    )


def _ends_no_earlier(length: Length, start: datetime, due: Due) -> bool:
    """
    Return whether a term of days surely ends at `due` or later, without counting it.

    It ends at a closing, on its n-th day after the start at the earliest, whatever days the office keeps.
    """
    if length.unit not in (TermUnit.WORKING_DAYS, TermUnit.CALENDAR_DAYS):
        return False
    return start.astimezone(due.at.tzinfo).date() + timedelta(days=length.value) >= due.day


def _main_state(entries: Sequence[LedgerEntry], accepted: LedgerEntry, rules: Rules) -> ClockState:
    start, restarted = _begun(entries, accepted)
    moves = [
        supplement_told(complete, rules.calendar.zone, restarted=bool(asked.data.get("restarts")))
        for complete, asked in rounds(entries)
        if asked.seq > accepted.seq
    ]
    after = [each for each in entries if each.at >= start]
    plan = _plan(rules, restarted=restarted)
    stages = _chain(start, plan, after, rules.calendar, pauses=_pauses(entries, rules))
    legal = _latest_due(stages) if rules.procedure.has_statutory_term else None
    promises = [each for each in entries if each.kind in (K.PROMISED, K.APOLOGISED)]
    promised = _promised(promises[-1], legal, start) if promises else None
    running, due = _running(entries, stages, promised, rules)
    return ClockState(
        running=running,
        due=due,
        legal=legal,
        legal_original=None,
        promised=promised,
        promised_original=moment_of(promises[0].data["promised_at"]) if promises else None,
        stages=tuple(stages),
        moves=(*moves, *extensions_told(entries)),
    )


def _begun(entries: Sequence[LedgerEntry], accepted: LedgerEntry) -> tuple[datetime, bool]:
    """Return when the term began, and whether that was anew: with a supplement asked for in time."""
    anew = [
        complete.at for complete, asked in rounds(entries) if asked.seq > accepted.seq and asked.data.get("restarts")
    ]
    return (anew[-1], True) if anew else (accepted.at, False)


def _plan(rules: Rules, *, restarted: bool) -> Sequence[Stage]:
    stages = rules.procedure.stages
    return [_after_supplement(stage) for stage in stages] if restarted else stages


def _promised(promise: LedgerEntry, legal: Due | None, start: datetime) -> datetime:
    """Return the promised date; one given before the term began anew does not lie before the new legal date."""
    moment = moment_of(promise.data["promised_at"])
    return max(moment, legal.at) if legal and promise.at < start else moment


def _running(
    entries: Sequence[LedgerEntry], stages: Sequence[StageState], promised: datetime | None, rules: Rules
) -> tuple[str, Due | None]:
    if latest_of(entries, K.DECIDED) or latest_of(entries, K.ENDED):
        return "", None
    waiting_since = open_wait(entries)
    if waiting_since is not None and _stops_clock(waiting_since, rules):
        return "waiting", None
    current = next((stage for stage in stages if stage.ended_at is None and stage.due and stage.started_at), None)
    if current:
        return current.key, current.due
    if promised:
        day = promised.astimezone(rules.calendar.zone).date()
        text = Text(
            "Ngày hẹn do đơn vị hứa; pháp luật không quy định thời hạn.",
            "Promised by the unit; no statutory term.",
        )
        return "promised", Due(at=promised, day=day, reasons=(text,))
    return "", None


def _chain(
    start: datetime,
    stages: Sequence[Stage],
    entries: Sequence[LedgerEntry],
    calendar: Calendar,
    pauses: Sequence[Pause] = (),
) -> list[StageState]:
    """Return every stage; one that has not begun is counted from the due moment of the stage it follows."""
    ended = {each.data["stage"]: each.at for each in entries if each.kind is K.STAGE_ENDED}
    happened = {"accepted": start} | {each.data["event"]: each.at for each in entries if each.kind is K.EVENT}
    latest = dict(happened)
    states: list[StageState] = []
    for stage in stages:
        moment, due, end = latest.get(stage.starts), None, ended.get(stage.key)
        if moment is not None and stage.length is not None:
            due = _stage_due(stage.length, stage.key, moment, entries, calendar, pauses)
        if end is not None:
            happened[f"{stage.key}_ended"] = latest[f"{stage.key}_ended"] = end
        elif due is not None:
            latest[f"{stage.key}_ended"] = due.at
        states.append(
            StageState(
                key=stage.key,
                name=stage.name,
                unit=stage.length.unit if stage.length else None,
                started_at=happened.get(stage.starts),
                due=due,
                ended_at=end,
            )
        )
    return states


def _after_supplement(stage: Stage) -> Stage:
    """Some statutes give a shorter term once the dossier is complete, e.g. 3 working days (Circular 19/2014 art. 4)."""
    return replace(stage, length=stage.after_supplement) if stage.after_supplement else stage


def _latest_due(stages: Sequence[StageState]) -> Due | None:
    """
    Return the latest of the stages that have not ended, or of all when none of these is counted.

    A stage whose event has not happened (an inspection that may never be ordered) adds nothing.
    """
    counted = [stage for stage in stages if stage.due]
    of_open = [stage.due for stage in counted if stage.due and stage.ended_at is None]
    return max(of_open or [stage.due for stage in counted if stage.due], key=lambda due: due.at, default=None)


def _stage_due(
    length: Length,
    stage: str,
    start: datetime,
    entries: Sequence[LedgerEntry],
    calendar: Calendar,
    pauses: Sequence[Pause],
) -> Due:
    """Return when a stage ends, extensions by law included: 30 days made 60 are 60 days from the event."""
    extra = [
        Length(each.data["value"], TermUnit(each.data["unit"]))
        for each in entries
        if each.kind is K.EXTENDED and each.data["stage"] == stage
    ]
    same = sum(each.value for each in extra if each.unit is length.unit)
    whole = Length(length.value + same, length.unit)
    due = clock.due(length=whole, calendar=calendar, start=start, pauses=pauses)
    for each in extra:
        if each.unit is not length.unit:
            longer = clock.due(length=each, calendar=calendar, start=due.at)
            due = replace(longer, reasons=(*due.reasons, *longer.reasons))
    return due


def _pauses(entries: Sequence[LedgerEntry], rules: Rules) -> list[Pause]:
    supplements = [Pause(asked.at, complete.at) for complete, asked in rounds(entries)]
    return [*(supplements if rules.pack.supplement_policy is SupplementPolicy.PAUSE else []), *paid_waits(entries)]


def _stops_clock(wait: LedgerEntry, rules: Rules) -> bool:
    """A late request under the restart policy does not stop the legal clock: the unit is answerable for it."""
    if wait.kind is K.PAYMENT_ASKED or rules.pack.supplement_policy is SupplementPolicy.PAUSE:
        return True
    return bool(wait.data.get("restarts"))
