"""
What a dossier legally is, and which step leads where: one table, reviewed as a whole.

The route through desks (who inspects, who signs) is data of the procedure and never decides a status.
National codes are those exchanged with the national portal (domain rules 1.2).
`docs/reference/lifecycle.md` is printed from here; `script/check` fails when it differs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Status(StrEnum):
    """The legal status of a dossier. DRAFT is before the dossier exists: it belongs to the filer alone."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SUPPLEMENT_AT_RECEPTION = "supplement_at_reception"
    REFUSED_AT_RECEPTION = "refused_at_reception"
    ACCEPTED = "accepted"
    IN_PROCESS = "in_process"
    SUPPLEMENT_IN_PROCESS = "supplement_in_process"
    AWAITING_PAYMENT = "awaiting_payment"
    WITHDRAWAL_ASKED = "withdrawal_asked"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    DECIDED = "decided"
    RETURNED = "returned"


class Party(StrEnum):
    """Who may take a step."""

    FILER = "filer"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Step:
    """One legal step: from which status to which (None: back to where it was), and whose step it is."""

    moves: Mapping[Status, Status | None]
    party: Party


S = Status
_WAITING = {
    S.SUBMITTED,
    S.SUPPLEMENT_AT_RECEPTION,
    S.ACCEPTED,
    S.IN_PROCESS,
    S.SUPPLEMENT_IN_PROCESS,
    S.AWAITING_PAYMENT,
}

STEPS: dict[str, Step] = {
    "submit": Step({S.DRAFT: S.SUBMITTED}, Party.FILER),
    "accept": Step({S.SUBMITTED: S.ACCEPTED}, Party.OFFICER),
    "refuse_at_reception": Step(
        {S.SUBMITTED: S.REFUSED_AT_RECEPTION, S.SUPPLEMENT_AT_RECEPTION: S.REFUSED_AT_RECEPTION},
        Party.OFFICER,
    ),
    "ask_for_supplement": Step(
        {
            S.SUBMITTED: S.SUPPLEMENT_AT_RECEPTION,
            S.ACCEPTED: S.SUPPLEMENT_IN_PROCESS,
            S.IN_PROCESS: S.SUPPLEMENT_IN_PROCESS,
        },
        Party.OFFICER,
    ),
    "supplement": Step({S.SUPPLEMENT_AT_RECEPTION: S.SUBMITTED, S.SUPPLEMENT_IN_PROCESS: S.IN_PROCESS}, Party.FILER),
    "assign": Step({S.ACCEPTED: S.IN_PROCESS, S.IN_PROCESS: S.IN_PROCESS}, Party.OFFICER),
    "work": Step({S.IN_PROCESS: S.IN_PROCESS}, Party.OFFICER),
    "ask_for_payment": Step({S.IN_PROCESS: S.AWAITING_PAYMENT}, Party.OFFICER),
    "pay": Step({S.AWAITING_PAYMENT: S.IN_PROCESS}, Party.FILER),
    "decide": Step({S.IN_PROCESS: S.DECIDED}, Party.OFFICER),
    "return_result": Step({S.DECIDED: S.RETURNED}, Party.OFFICER),
    "stop": Step(
        {S.IN_PROCESS: S.STOPPED, S.SUPPLEMENT_IN_PROCESS: S.STOPPED, S.AWAITING_PAYMENT: S.STOPPED},
        Party.OFFICER,
    ),
    "ask_to_withdraw": Step(dict.fromkeys(sorted(_WAITING), S.WITHDRAWAL_ASKED), Party.FILER),
    "confirm_withdrawal": Step({S.WITHDRAWAL_ASKED: S.WITHDRAWN}, Party.OFFICER),
    "decline_withdrawal": Step({S.WITHDRAWAL_ASKED: None}, Party.OFFICER),
}

FINAL = frozenset({S.REFUSED_AT_RECEPTION, S.WITHDRAWN, S.STOPPED, S.RETURNED})

NATIONAL_CODE: dict[Status, int | None] = {
    S.DRAFT: None,
    S.SUBMITTED: 1,
    S.SUPPLEMENT_AT_RECEPTION: 5,
    S.REFUSED_AT_RECEPTION: 3,
    S.ACCEPTED: 2,
    S.IN_PROCESS: 4,
    S.SUPPLEMENT_IN_PROCESS: 5,
    S.AWAITING_PAYMENT: 6,
    S.WITHDRAWAL_ASKED: 7,
    S.WITHDRAWN: 7,
    S.STOPPED: 8,
    S.DECIDED: 9,
    S.RETURNED: 10,
}

LABEL = {
    S.DRAFT: _("Draft"),
    S.SUBMITTED: _("Submitted, waiting to be received"),
    S.SUPPLEMENT_AT_RECEPTION: _("Waiting for a supplement before it is received"),
    S.REFUSED_AT_RECEPTION: _("Not received"),
    S.ACCEPTED: _("Received"),
    S.IN_PROCESS: _("In process"),
    S.SUPPLEMENT_IN_PROCESS: _("Waiting for a supplement"),
    S.AWAITING_PAYMENT: _("Waiting for payment"),
    S.WITHDRAWAL_ASKED: _("Withdrawal asked for"),
    S.WITHDRAWN: _("Withdrawn"),
    S.STOPPED: _("Stopped"),
    S.DECIDED: _("Decided, result being returned"),
    S.RETURNED: _("Result returned"),
}


def can_take(step: str, status: Status | str) -> bool:
    """Return whether the step exists from this status."""
    return Status(status) in STEPS[step].moves
