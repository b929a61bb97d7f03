"""Every reaction in the system: who listens to whom. One line each."""

from __future__ import annotations

from haidang.accounts import events as account
from haidang.dossiers import events as dossier
from haidang.dossiers import handlers as dossiers
from haidang.figures import handlers as figures
from haidang.follow_up import events as follow_up
from haidang.kernel.events import subscribe
from haidang.notifications import handlers as notifications
from haidang.objects import handlers as objects
from haidang.reports import events as report
from haidang.usage import handlers as usage


def wire() -> None:
    """Connect facts to handlers; called once at start."""
    subscribe(dossier.DossierMoved, figures.on_dossier_moved, usage.on_dossier_moved)
    subscribe(dossier.DossiersLoaded, figures.on_dossiers_loaded)
    subscribe(dossier.DossierSubmitted, notifications.on_dossier_submitted)
    subscribe(dossier.DossierAccepted, dossiers.on_dossier_accepted, notifications.on_dossier_accepted)
    subscribe(dossier.SupplementAsked, dossiers.on_paper_due, notifications.on_supplement_asked)
    subscribe(dossier.DossierSupplemented, notifications.on_dossier_supplemented)
    subscribe(dossier.DossierRefusedAtReception, dossiers.on_paper_due, notifications.on_dossier_refused_at_reception)
    subscribe(dossier.PromiseMoved, dossiers.on_paper_due, notifications.on_promise_moved)
    subscribe(dossier.WithdrawalAnswered, dossiers.on_paper_due, notifications.on_withdrawal_answered)
    subscribe(dossier.DossierStopped, dossiers.on_paper_due, notifications.on_dossier_stopped)
    subscribe(dossier.DossierDecided, objects.on_dossier_decided)
    subscribe(dossier.ResultReturned, notifications.on_result_returned)
    subscribe(follow_up.RemindersGiven, notifications.on_reminders_given)
    subscribe(report.ReportDue, notifications.on_report_due)
    subscribe(account.MembershipAsked, notifications.on_membership_asked)
    subscribe(account.MembershipConfirmed, notifications.on_membership_confirmed)
