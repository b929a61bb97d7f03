"""
A moment of the clock was recorded wrongly: one officer says so, another countersigns, both readings stay.

Nothing is taken back: the ledger gets a second entry, the register says who, why and what it changes. Lateness
that was decided upon stays decided; the correction stands beside it.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from haidang.dossiers import rules
from haidang.dossiers.case import Case
from haidang.dossiers.contracts import SENT_ONLINE, ClockState, EntryKind, LedgerEntry
from haidang.dossiers.entries import as_corrected, correctable
from haidang.dossiers.ledger import read_clock, timeliness
from haidang.dossiers.models import Correction
from haidang.dossiers.use_cases.receiving import need_reason
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Invalid, Problem
from haidang.register import api as register
from haidang.register.contracts import Fact

_UNORDERED = frozenset({EntryKind.PROMISED, EntryKind.APOLOGISED, EntryKind.CORRECTED})
"""Entries whose own moment no clock reads: a correction may pass them."""


@transaction.atomic
def propose_correction(
    *, dossier_id: int, entry: int, right_at: datetime, reason: str, by: Actor, now: datetime, seen: int | None = None
) -> None:
    """
    Propose that entry number `entry` of the clock ledger happened at another moment.

    The clock stays as it is until a leader countersigns.

    :raises Refused: if the actor does not serve in the unit, or another correction waits
    :raises Invalid: if no reason is given, or the entry could not have happened then
    :raises Conflict: if somebody else was faster
    """
    case = Case.locked(dossier_id, seen=seen)
    rules.may_propose_correction(by, case.dossier, _waiting(dossier_id)).enforce()
    need_reason(reason)
    wrong = _check_moment(case, entry, right_at, now)

    assert by.person is not None, "officers have accounts"
    proposed = Correction.objects.create(
        dossier_id=dossier_id,
        number=1 + Correction.objects.filter(dossier_id=dossier_id).count(),
        entry=entry,
        kind=wrong.kind.value,
        was_at=wrong.at,
        right_at=right_at,
        reason=reason,
        proposed_by=by.person,
        proposed_name=by.name,
        proposed_at=now,
    )

    case.record(Fact("correction_proposed", _told(proposed)), by=by, at=now)


@transaction.atomic
def countersign_correction(*, dossier_id: int, by: Actor, now: datetime, seen: int | None = None) -> None:
    """
    Countersign the correction that waits: from now on the clock is read with it, beside what was recorded.

    What was decided already keeps its evaluation; the correction says how it would stand.

    :raises Refused: if the actor is not a leader of the unit, or proposed it
    :raises Invalid: if the moment cannot be corrected so
    :raises Conflict: if somebody else was faster
    """
    case = Case.locked(dossier_id, seen=seen)
    waiting = _waiting(dossier_id)
    rules.may_answer_correction(by, case.dossier, waiting).enforce()
    assert waiting is not None, "the rule has asked"
    _check_moment(case, waiting.entry, waiting.right_at, now)

    before = read_clock(case.ledger, case.rules, with_late_corrections=True)
    case.enter(
        EntryKind.CORRECTED,
        at=now,
        entry=waiting.entry,
        was_at=waiting.was_at.isoformat(),
        right_at=waiting.right_at.isoformat(),
        number=waiting.number,
        reason=waiting.reason,
    )
    after = read_clock(case.ledger, case.rules, with_late_corrections=True)
    waiting.due_before, waiting.due_after = _end(before), _end(after)
    if case.dossier.decided_at is not None:
        waiting.timeliness = timeliness(after, case.dossier.decided_at)
    _answer(waiting, by=by, now=now, is_countersigned=True)

    told = _told(waiting) | {
        "proposed_by": waiting.proposed_name,
        "due_before": _iso(waiting.due_before),
        "due_after": _iso(waiting.due_after),
        "timeliness": waiting.timeliness,
    }
    case.record(Fact("correction_countersigned", told), by=by, at=now)


@transaction.atomic
def refuse_correction(*, dossier_id: int, reason: str, by: Actor, now: datetime, seen: int | None = None) -> None:
    """
    Refuse the correction that waits; the clock stays as it was recorded.

    :raises Refused: if the actor is not a leader of the unit, or proposed it
    :raises Invalid: if no reason is given
    :raises Conflict: if somebody else was faster
    """
    case = Case.locked(dossier_id, seen=seen)
    waiting = _waiting(dossier_id)
    rules.may_answer_correction(by, case.dossier, waiting).enforce()
    assert waiting is not None, "the rule has asked"
    need_reason(reason)

    waiting.answer = reason
    _answer(waiting, by=by, now=now, is_countersigned=False)

    case.record(Fact("correction_refused", _told(waiting) | {"answer": reason}), by=by, at=now)


def _waiting(dossier_id: int) -> Correction | None:
    return Correction.objects.filter(dossier_id=dossier_id, answered_at=None).first()


def _answer(waiting: Correction, *, by: Actor, now: datetime, is_countersigned: bool) -> None:
    waiting.answered_by, waiting.answered_name, waiting.answered_at = by.person, by.name, now
    waiting.is_countersigned = is_countersigned
    waiting.save()


def _check_moment(case: Case, seq: int, right_at: datetime, now: datetime) -> LedgerEntry:
    """
    Return the entry as it is read now, if it could have happened at the moment that is said to be right.

    :raises Invalid: otherwise, saying between which moments it must lie
    """
    channel = case.dossier.channel
    entry = next((each for each in correctable(case.ledger, channel=channel) if each.seq == seq), None)
    if entry is None:
        raise Invalid([Problem(field="entry", code="unknown", message=_why_not(case, seq))])
    earliest, latest = _neighbours(case, entry, now)
    if right_at == entry.at:
        message = _("This is the moment that is recorded already.")
    elif not earliest <= right_at <= latest:
        message = _between(case, entry, earliest, latest)
    else:
        return entry
    raise Invalid([Problem(field="right_at", code="moment", message=message)])


def _why_not(case: Case, seq: int) -> str:
    if any(each.seq == seq and each.kind in SENT_ONLINE for each in case.ledger):
        return _("The filer sent this online: the moment is what the system's own clock saw, and stays as it is.")
    return _("Choose a moment of this dossier's clock.")


def _neighbours(case: Case, entry: LedgerEntry, now: datetime) -> tuple[datetime, datetime]:
    """Return between which moments an entry must lie: what came before it and after it stays so."""
    corrections = [each for each in case.ledger if each.kind is EntryKind.CORRECTED]
    others = [each for each in as_corrected(case.ledger, corrections) if each.kind not in _UNORDERED]
    after = [each.at for each in others if each.seq > entry.seq]
    if entry.kind is EntryKind.SUBMITTED:
        earliest, registered_at = _handed_in_between(case)
        return earliest, min([*after, registered_at])
    return max(each.at for each in others if each.seq < entry.seq), min(after, default=now)


def _handed_in_between(case: Case) -> tuple[datetime, datetime]:
    """Return between which moments a dossier on paper can have been handed in, by when it stood in the system."""
    told = register.list_entries(case.dossier.uid)[0].data.get("entered_at")
    registered_at = datetime.fromisoformat(told) if told else case.dossier.submitted_at
    return rules.handed_in_between(case.procedure, calendar=case.rules.calendar, registered_at=registered_at)


def _between(case: Case, entry: LedgerEntry, earliest: datetime, latest: datetime) -> str:
    start, end = (f"{each.astimezone(case.rules.calendar.zone):%H:%M %d/%m/%Y}" for each in (earliest, latest))
    if entry.kind is EntryKind.SUBMITTED:
        told = _(
            "It must have been handed in between %(start)s and %(end)s: at most %(days)d working days before it "
            "was entered, and while its version of the procedure was in force."
        )
        return told % {"start": start, "end": end, "days": rules.ENTERED_WITHIN.value}
    return _("It must have happened between %(start)s and %(end)s: what came before and after it stays so.") % {
        "start": start,
        "end": end,
    }


def _end(state: ClockState) -> datetime | None:
    due = state.legal or state.due
    return due.at if due else None


def _told(correction: Correction) -> dict[str, object]:
    return {
        "number": correction.number,
        "entry": correction.entry,
        "kind": correction.kind,
        "was": correction.was_at.astimezone(UTC).isoformat(),
        "right": correction.right_at.astimezone(UTC).isoformat(),
        "reason": correction.reason,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
