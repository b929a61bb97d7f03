"""
How this room reacts to facts: one row in the outbox and one job, in one statement of the same transaction.

Only what happens live is told: people who stand in a demonstration or an import get no mail about it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from haidang.accounts.events import MembershipAsked, MembershipConfirmed
from haidang.clock import api as clock
from haidang.dossiers.events import (
    DossierAccepted,
    DossierRefusedAtReception,
    DossierStopped,
    DossierSubmitted,
    DossierSupplemented,
    PromiseMoved,
    ResultReturned,
    SupplementAsked,
    WithdrawalAnswered,
)
from haidang.follow_up.contracts import words_of
from haidang.follow_up.events import RemindersGiven
from haidang.kernel import jobs
from haidang.notifications.contracts import Kind
from haidang.register.contracts import Origin
from haidang.reports.events import ReportDue

QUEUE = "mail"
SEND_MESSAGE = "send_message"

_INSERT = """
INSERT INTO notifications_message
    (dossier, dossier_uid, member, occasion, kind, address, language, data, created_at, tries, last_error)
VALUES (%(dossier)s, %(uid)s, %(member)s, %(occasion)s, %(kind)s, %(address)s, %(language)s, %(data)s, %(at)s, 0, '')
ON CONFLICT DO NOTHING RETURNING id
"""
DossierFact = (
    DossierSubmitted | DossierAccepted | DossierRefusedAtReception | SupplementAsked | DossierSupplemented
    | PromiseMoved | WithdrawalAnswered | DossierStopped | ResultReturned
)  # fmt: skip


def on_dossier_submitted(event: DossierSubmitted) -> None:
    """Acknowledge a filing at once, with its number and secret (Decree 45/2020 art. 11)."""
    _tell_filer(event, Kind.SUBMITTED, secret=event.secret)


def on_dossier_accepted(event: DossierAccepted) -> None:
    """Tell the code and when the result is due (Decree 61/2018 art. 17)."""
    _tell_filer(event, Kind.ACCEPTED, due_at=_iso(event.due_at))


def on_dossier_refused_at_reception(event: DossierRefusedAtReception) -> None:
    """Tell why the dossier could not be received."""
    _tell_filer(event, Kind.REFUSED_AT_RECEPTION, reason=event.reason, slip=event.slip)


def on_supplement_asked(event: SupplementAsked) -> None:
    """Ask for what is missing (Decree 61/2018 art. 17(2)(a): by e-mail too); the page names every field and paper."""
    _tell_filer(event, Kind.SUPPLEMENT_ASKED, reason=event.reason, answer_by=_iso(event.answer_by), slip=event.slip)


def on_dossier_supplemented(event: DossierSupplemented) -> None:
    """Acknowledge a supplement like a filing; the unit sees it in its queue."""
    _tell_filer(event, Kind.SUPPLEMENTED)


def on_promise_moved(event: PromiseMoved) -> None:
    """Apologise with the reason and the new date (Decree 61/2018 art. 19(9))."""
    _tell_filer(event, Kind.PROMISE_MOVED, promised_at=_iso(event.promised_at), reason=event.reason, slip=event.slip)


def on_withdrawal_answered(event: WithdrawalAnswered) -> None:
    """Tell whether the dossier is withdrawn."""
    kind = Kind.WITHDRAWN if event.is_confirmed else Kind.WITHDRAWAL_DECLINED
    _tell_filer(event, kind, reason=event.reason, slip=event.slip)


def on_dossier_stopped(event: DossierStopped) -> None:
    """Tell why the dossier is no longer handled."""
    _tell_filer(event, Kind.STOPPED, reason=event.reason, slip=event.slip)


def on_result_returned(event: ResultReturned) -> None:
    """Tell that the signed result can be downloaded."""
    _tell_filer(event, Kind.RETURNED, result_number=event.result_number)


def on_membership_asked(event: MembershipAsked) -> None:
    """Tell the owner of a business who asks to act for it."""
    data = {"name": event.owner.full_name, "member": event.person.full_name, "business": event.business.name}
    _write(Kind.MEMBER_ASKED, address=event.owner.email, data=data, at=event.at, member=event.member)


def on_membership_confirmed(event: MembershipConfirmed) -> None:
    """Tell a person that the owner let them act for the business."""
    data = {"name": event.person.full_name, "business": event.business.name}
    _write(Kind.MEMBER_CONFIRMED, address=event.person.email, data=data, at=event.at, member=event.member)


def on_report_due(event: ReportDue) -> None:
    """Send an officer the report of a period that is over, as it was closed or as it stands."""
    data = {
        "name": event.name,
        "unit": event.unit,
        "period": event.period,
        "closed_at": _iso(event.closed_at),
        "read_at": _iso(event.at),
        "figures": [list(each) for each in event.figures],
        "path": event.path,
    }
    _write(Kind.REPORT, address=event.address, data=data, at=event.at, occasion=f"report-{event.sending}")


def on_reminders_given(event: RemindersGiven) -> None:
    """Remind an officer of all dossiers of one run together; only live ones are announced."""
    zone = clock.standard_calendar().zone
    lines = [
        [
            each.number,
            each.procedure,
            words_of(each.level, each.step).vi,
            f"{each.due_at.astimezone(zone):%H:%M, %d/%m/%Y}",
        ]
        for each in event.dossiers
    ]
    data = {"name": event.name, "lines": lines, "path": "/can-bo/don-doc/"}
    occasion = f"reminders-{event.person}-{int(event.at.timestamp())}"
    _write(Kind.REMINDED, address=event.address, data=data, at=event.at, occasion=occasion)


def _tell_filer(event: DossierFact, kind: Kind, **more: Any) -> None:
    if event.origin is not Origin.LIVE or not event.filer_email:
        return
    data = {
        "number": event.number,
        "code": event.code,
        "name": event.filer_name,
        "version": event.version,
        "unit": event.unit,
        **more,
    }
    _write(
        kind,
        address=event.filer_email,
        data=data,
        at=event.at,
        dossier=event.dossier,
        uid=event.uid,
        language=event.language,
    )


def _write(kind: Kind, *, address: str, data: dict[str, Any], at: datetime, **about: Any) -> None:
    params = {"dossier": None, "uid": None, "member": None, "occasion": None, "language": "vi", **about}
    params |= {"kind": kind.value, "address": address, "data": Jsonb(data), "at": at}
    jobs.defer_for(_INSERT, params, task=SEND_MESSAGE, queue=QUEUE, argument="message_id")


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
