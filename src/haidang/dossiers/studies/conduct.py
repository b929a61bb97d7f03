"""
How a dossier was handled, as bare facts: requests, extensions, stages, moments. Whether that is remarkable is
decided by who asks.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from haidang.clock import api as clock
from haidang.dossiers._visible import visible_to
from haidang.dossiers.case import Case, read_ledger
from haidang.dossiers.contracts import ClockState, ClosedDossier, Conduct, EntryKind, MovedTerm
from haidang.dossiers.ledger import read_clock
from haidang.dossiers.models import Correction, Dossier, submission_number
from haidang.dossiers.queries import load
from haidang.kernel import sql
from haidang.kernel.actor import Actor
from haidang.kernel.text import Text

_ANSWERS = (EntryKind.SUPPLEMENT_ASKED, EntryKind.ACCEPTED, EntryKind.ENDED)
"""What the one-stop unit may answer to a filing within the reception clock."""

_CLOSED_BEFORE = """
SELECT d.id, d.code, d.unit, d.procedure, d.status, d.closed_at FROM dossiers_dossier d
WHERE d.procedure = %(procedure)s AND d.id <> %(id)s AND d.closed_at >= %(since)s AND d.closed_at <= %(at)s
    AND d.status IN ('refused_at_reception', 'withdrawn', 'stopped')
    AND d.filer_tax_code = %(tax_code)s AND (%(tax_code)s <> '' OR d.filer_name = %(name)s) AND {visible}
ORDER BY d.closed_at DESC LIMIT 1
"""


def get_conduct(*, actor: Actor, dossier_id: int, refiled_within: timedelta) -> Conduct:
    """
    Return how a dossier was handled; `refiled_within` is how long before it another of the filer's is looked for.

    :raises Missing: if there is no such dossier in sight
    """
    dossier = load(actor, dossier_id)
    case = Case.of(dossier, read_ledger(dossier_id), before=None)
    state = case.clock
    requests = [each for each in case.ledger if each.kind is EntryKind.SUPPLEMENT_ASKED]
    accepted = dossier.accepted_at
    return Conduct(
        id=dossier.pk,
        number=dossier.code or dossier.submission_number,
        unit=dossier.unit,
        procedure=dossier.procedure,
        submitted_at=dossier.submitted_at,
        accepted_at=accepted,
        decided_at=dossier.decided_at,
        supplements=tuple(each.at for each in requests if accepted and each.at >= accepted),
        extensions=tuple(each.at for each in case.ledger if each.kind is EntryKind.EXTENDED),
        skipped=tuple(_skipped(case, state)) if dossier.decided_at else (),
        minutes=_minutes(case, state),
        late_answer=_late_answer(case),
        moved=tuple(_moved(dossier_id)),
        closed_before=_closed_before(actor, dossier, refiled_within),
    )


def list_corrected(*, since: datetime) -> list[int]:
    """Return the dossiers with a correction of the clock that was countersigned since a moment; for a job."""
    rows = Correction.objects.filter(answered_at__gte=since, is_countersigned=True)
    return sorted(set(rows.values_list("dossier_id", flat=True)))


def _skipped(case: Case, state: ClockState) -> list[Text]:
    """Return the stages another one is counted from that never ended; one that need not begin is not meant."""
    followed = {stage.starts.removesuffix("_ended") for stage in case.procedure.stages if "_ended" in stage.starts}
    optional = {stage.key for stage in case.procedure.stages if stage.optional}
    return [
        stage.name
        for stage in state.stages
        if stage.key in followed - optional and stage.started_at is not None and stage.ended_at is None
    ]


def _minutes(case: Case, state: ClockState) -> tuple[int, int] | None:
    """Return the working time from acceptance to the decision, and that of the legal term."""
    accepted, decided, legal = case.dossier.accepted_at, case.dossier.decided_at, state.legal_original
    if accepted is None or decided is None or legal is None:
        return None
    calendar = case.rules.calendar
    used = clock.working_minutes(calendar=calendar, start=accepted, end=decided)
    return used, clock.working_minutes(calendar=calendar, start=accepted, end=legal.at)


def _late_answer(case: Case) -> tuple[datetime, datetime] | None:
    """Return when the one-stop unit answered too late and when it should have, if it did."""
    for number, entry in enumerate(case.ledger):
        if entry.kind in _ANSWERS:
            due = read_clock(case.ledger[:number], case.rules).due
            if due is not None and entry.at > due.at:
                return entry.at, due.at
        if entry.kind is EntryKind.ACCEPTED:
            break
    return None


def _moved(dossier_id: int) -> list[MovedTerm]:
    rows = Correction.objects.filter(dossier_id=dossier_id, is_countersigned=True).order_by("number")
    return [
        MovedTerm(number=each.number, at=each.answered_at, before=each.due_before, after=each.due_after)
        for each in rows
        if each.answered_at and each.due_before and each.due_after
    ]


def _closed_before(actor: Actor, dossier: Dossier, within: timedelta) -> ClosedDossier | None:
    condition, params = visible_to(actor)
    wanted = {
        "procedure": dossier.procedure,
        "id": dossier.pk,
        "since": dossier.submitted_at - within,
        "at": dossier.submitted_at,
        "tax_code": dossier.filer_tax_code,
        "name": dossier.filer_name,
    }
    row = sql.row(_CLOSED_BEFORE.format(visible=condition), params | wanted)
    if row is None:
        return None
    return ClosedDossier(
        id=row[0],
        number=row[1] or submission_number(row[0]),
        unit=row[2],
        procedure=row[3],
        status=row[4],
        closed_at=row[5],
    )
