"""The filer asks to withdraw; the unit checks that no decision exists and answers. A leader may stop a case."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from haidang.dossiers import rules, slips
from haidang.dossiers.case import Case
from haidang.dossiers.contracts import EntryKind
from haidang.dossiers.events import DossierStopped, WithdrawalAnswered
from haidang.dossiers.use_cases.receiving import need_reason
from haidang.kernel.actor import Actor
from haidang.kernel.events import announce
from haidang.register.contracts import Fact


@transaction.atomic
def ask_to_withdraw(*, dossier_id: int, reason: str, by: Actor, now: datetime, seen: int | None = None) -> None:
    """
    Ask to withdraw a dossier that is not decided yet; the clocks go on until the unit answers.

    :raises Refused: if a decision exists, or the actor is not the filer
    """
    case = Case.locked(dossier_id, seen=seen)
    rules.may_ask_to_withdraw(by, case.dossier).enforce()

    case.dossier.take("ask_to_withdraw", at=now)

    case.record(Fact("withdrawal_asked", {"reason": reason}), by=by, at=now)


@transaction.atomic
def confirm_withdrawal(*, dossier_id: int, by: Actor, now: datetime, seen: int | None = None) -> None:
    """
    Confirm that the dossier is withdrawn: no decision exists (domain rules 0.1(10)).

    :raises Refused: if nobody asked for it, or the actor does not receive dossiers in this unit
    """
    case = Case.locked(dossier_id, seen=seen)
    rules.may_answer_withdrawal(by, case.dossier).enforce()

    case.dossier.take("confirm_withdrawal", at=now)
    case.enter(EntryKind.ENDED, at=now)

    case.record(Fact("withdrawn"), by=by, at=now, flows=("withdrawn",))

    slip = slips.title_of(case.pack, "withdrawn")
    announce(WithdrawalAnswered.of(case.dossier, at=now, is_confirmed=True, reason="", slip=slip))


@transaction.atomic
def decline_withdrawal(*, dossier_id: int, reason: str, by: Actor, now: datetime, seen: int | None = None) -> None:
    """
    Decline a withdrawal with the reason; the dossier is where it was before.

    :raises Refused: if nobody asked for it, or the actor does not receive dossiers in this unit
    :raises Invalid: if no reason is given
    """
    case = Case.locked(dossier_id, seen=seen)
    rules.may_answer_withdrawal(by, case.dossier).enforce()
    need_reason(reason)

    case.dossier.take("decline_withdrawal", at=now)

    case.record(Fact("withdrawal_declined", {"reason": reason}), by=by, at=now)

    announce(WithdrawalAnswered.of(case.dossier, at=now, is_confirmed=False, reason=reason))


@transaction.atomic
def stop_dossier(*, dossier_id: int, reason: str, by: Actor, now: datetime, seen: int | None = None) -> None:
    """
    Stop handling a dossier, e.g. when a supplement was never answered (Decree 68/2016 art. 12(4): may, not must).

    :raises Refused: if the actor is not a leader of the unit, or the dossier cannot be stopped now
    :raises Invalid: if no reason is given
    """
    case = Case.locked(dossier_id, seen=seen)
    rules.may_stop(by, case.dossier).enforce()
    need_reason(reason)

    case.dossier.take("stop", at=now)
    case.dossier.step = None
    case.enter(EntryKind.ENDED, at=now)

    case.record(Fact("stopped", {"reason": reason}), by=by, at=now, flows=("stopped",))

    announce(DossierStopped.of(case.dossier, at=now, reason=reason, slip=slips.title_of(case.pack, "stopped")))
