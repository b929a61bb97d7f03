"""Signals are found by a job in what moved, and answered by headquarters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from haidang.clock import api as clock
from haidang.directory import api as directory
from haidang.dossiers import api as dossiers
from haidang.kernel import once, sql
from haidang.kernel.actor import SYSTEM, Actor
from haidang.kernel.errors import Invalid, Missing, Problem
from haidang.kernel.ids import new_uid
from haidang.usage import rules
from haidang.usage.contracts import SignalState
from haidang.usage.models import Signal
from haidang.usage.pack import measures
from haidang.usage.signals import Found, signals_in

_BATCH = 200
_CORRECTED_WITHIN = timedelta(days=2)
"""A correction of what is decided moves nothing that is told; so the job looks for those of the latest days itself."""

_TAKE = """
DELETE FROM usage_candidate WHERE id IN (
    SELECT id FROM usage_candidate ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
) RETURNING dossier
"""


def look_for_signals(*, now: datetime) -> int:
    """Look at every dossier that moved since the last time and return how many signals are new; a crash loses none."""
    new = _look_at(dossiers.list_corrected(since=now - _CORRECTED_WITHIN), now)
    while True:
        found, is_done = _look_at_batch(now)
        new += found
        if is_done:
            return new


def look_back(*, day: date, now: datetime) -> tuple[int, int]:
    """
    Look at every dossier received on a day, whole pasts too; return how many there were and how many signals are new.

    The job looks at what moves. Pasts that were told at once (a simulation, what another system handed over) never
    moved here, and are many: somebody says which days are worth the time.
    """
    zone = clock.standard_calendar().zone
    begins, ends = (datetime.combine(each, time.min, zone) for each in (day, day + timedelta(days=1)))
    looked, new, page = 0, 0, 1
    while found := dossiers.list_counted(
        actor=SYSTEM,
        figure="received",
        units={unit.id: ends for unit in directory.list_units(on=day)},
        since=begins,
        until=ends,
        late_until=ends,
        page=page,
        size=_BATCH,
    ):
        looked, new, page = looked + len(found), new + _look_at((row.id for row in found), now), page + 1
    return looked, new


@transaction.atomic
def answer_signal(*, signal_id: int, is_confirmed: bool, reason: str, by: Actor, now: datetime) -> None:
    """
    Confirm a signal, or dismiss it.

    :raises Missing: if there is none in sight
    :raises Refused: if the actor does not supervise at headquarters, or it is answered already
    :raises Invalid: if no reason is given
    """
    signal = Signal.objects.select_for_update().filter(pk=signal_id, unit__in=sorted(by.sees)).first()
    if signal is None:
        raise Missing(_("There is no such signal."))
    is_open = signal.state == SignalState.OPEN
    rules.may_answer_signal(by, unit_id=signal.unit, is_open=is_open).enforce()
    if not reason.strip():
        raise Invalid([Problem(field="reason", code="missing", message=_("Say why."))])

    signal.state = (SignalState.CONFIRMED if is_confirmed else SignalState.DISMISSED).value
    signal.answered_by, signal.answered_name, signal.answered_at = by.person, by.name, now
    signal.answer = reason.strip()

    signal.record(f"signal_{signal.state}", {"reason": signal.answer}, by=by, at=now)


@transaction.atomic
def _look_at_batch(now: datetime) -> tuple[int, bool]:
    taken = [dossier for (dossier,) in sql.rows(_TAKE, [_BATCH])]
    return _look_at(sorted(set(taken)), now), len(taken) < _BATCH


@transaction.atomic
def _look_at(dossier_ids: Iterable[int], now: datetime) -> int:
    once.one_at_a_time("signals")  # the job and a look back may find the same
    within = timedelta(days=measures().refiled_within_days)
    new = 0
    for dossier_id in dossier_ids:
        conduct = dossiers.get_conduct(actor=SYSTEM, dossier_id=dossier_id, refiled_within=within)
        zone = directory.calendar_of(conduct.unit).zone
        new += sum(_keep(found, now) for found in signals_in(conduct, measures(), zone))
    return new


def _keep(found: Found, now: datetime) -> bool:
    """Keep a signal unless its rule has found the dossier before; return whether it is new."""
    if Signal.objects.filter(rule=found.rule.value, dossier=found.dossier).exists():
        return False
    signal = Signal(
        uid=new_uid(),
        rule=found.rule.value,
        dossier=found.dossier,
        number=found.number,
        unit=found.unit,
        procedure=found.procedure,
        reason_vi=found.reason.vi,
        reason_en=found.reason.en or found.reason.vi,
        happened_at=found.at,
        found_at=now,
    )
    data = {"rule": signal.rule, "dossier": signal.number, "unit": signal.unit, "reason": signal.reason_vi}
    signal.record("signal_found", data, by=SYSTEM, at=now)
    return True
