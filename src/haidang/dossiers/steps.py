"""
The time of each step of a route: what the internal process gives it, pure and able to explain itself.

It is internal. Whether a dossier is late is told by the legal term alone (`ledger`); a step that takes too long is
seen before the term is over. The pack states it as hours or as a share of the legal term; where it states nothing, or
the law gives no term to have a share of, the step has no clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from haidang.catalogue.contracts import Act, Procedure, Step
from haidang.clock import api as clock
from haidang.clock.contracts import Due, Length, TermUnit
from haidang.dossiers.contracts import ClockState, LedgerEntry, StepTime
from haidang.dossiers.entries import waits_for_filer
from haidang.dossiers.ledger import Rules, whole_term
from haidang.dossiers.lifecycle import Status
from haidang.kernel.text import Text

LEAST = 60
"""Minutes: a smaller share is no clock of its own, for a term of hours is watched as a whole."""

_IN_DAYS = (TermUnit.WORKING_DAYS, TermUnit.CALENDAR_DAYS)


def step_of(procedure: Procedure, *, step: str | None, status: str, channel: str) -> Step | None:
    """
    Return the step whose time runs for an open dossier.

    A signed result waits for the officer who returns it; where the filer fetches it, or shows an original first,
    nobody can be late.
    """
    if step is not None:
        return procedure.route.step(step)
    is_fetched = channel != "online" or any(paper.original_shown for paper in procedure.papers)
    if status != Status.DECIDED or is_fetched:
        return None
    return next(each for each in procedure.route.steps if each.act is Act.RETURN)


def read_step(
    step: Step, *, since: datetime, entries: Sequence[LedgerEntry], rules: Rules, state: ClockState
) -> StepTime:
    """
    Return how the time of a step stands where the dossier has been `since`, its ledger and legal clock being these.

    Time in which the filer is waited for does not count; when the term begins anew so does the step.
    """
    begun, whole = whole_term(entries, rules)
    since = max(since, begun)
    length, why = _length(step, begun, whole, rules)
    waits = [each for each in waits_for_filer(entries) if each.end is None or each.end > since]
    if length is None or any(each.end is None for each in waits):
        return StepTime(step=step, since=since, length=length, due=None)
    due = clock.due(length=length, calendar=rules.calendar, start=since, pauses=waits)
    if state.due and state.due.at <= due.at:
        return StepTime(step=step, since=since, length=length, due=state.due, ends_with_term=True)
    return StepTime(step=step, since=since, length=length, due=_explained(due, why))


def _length(step: Step, begun: datetime, whole: Due | None, rules: Rules) -> tuple[Length | None, Text]:
    if step.within is not None:
        return step.within, _stated(step)
    if whole is None or not step.share:
        return None, Text("")
    term = clock.working_minutes(calendar=rules.calendar, start=_counted_from(begun, rules), end=whole.at)
    minutes = term * step.share // 100
    return (Length(minutes, TermUnit.WORKING_MINUTES) if minutes >= LEAST else None), _shared(step, term)


def _counted_from(begun: datetime, rules: Rules) -> datetime:
    """Return from when the term counts: the day of the event is no part of a term in days."""
    first = next((stage.length for stage in rules.procedure.stages if stage.length), None)
    if first is None or first.unit not in _IN_DAYS:
        return begun
    zone = rules.calendar.zone
    return datetime.combine(begun.astimezone(zone).date() + timedelta(days=1), time.min, zone).astimezone(UTC)


def _explained(due: Due, why: Text) -> Due:
    return replace(due, reasons=(why, *due.reasons))


def _shared(step: Step, term: int) -> Text:
    vi, en = step.name.vi, step.name.en or step.name.vi
    hours = f"{term / 60:.4g}"
    of_vi, of_en = f"{hours.replace('.', ',')} giờ làm việc", f"{hours} working hours"
    return Text(
        f"Thời gian nội bộ của bước “{vi}”: {step.share} % thời hạn giải quyết ({of_vi}); "
        "không phải thời hạn theo luật.",
        f"Internal time of the step “{en}”: {step.share} % of the term ({of_en}); no term of the law.",
    )


def _stated(step: Step) -> Text:
    return Text(
        f"Thời gian nội bộ của bước “{step.name.vi}” theo {step.source}; không phải thời hạn theo luật.",
        f"Internal time of the step “{step.name.en or step.name.vi}” by {step.source}; no term of the law.",
    )
