"""How this room reacts to its own facts: what has to be made afterwards, made by a job."""

from __future__ import annotations

from haidang.dossiers.events import DossierAccepted, OnPaper
from haidang.kernel import jobs


def on_dossier_accepted(event: DossierAccepted) -> None:
    """Have the signed receipt made."""
    jobs.defer("dossiers.make_receipt", queue="documents", dossier_id=event.dossier, at=event.at.isoformat())


def on_paper_due(event: OnPaper) -> None:
    """Have the signed slip made, where the rule pack has a form for it."""
    if event.slip:
        jobs.defer(
            "dossiers.make_slip",
            queue="documents",
            dossier_id=event.dossier,
            entry=event.entry,
            at=event.at.isoformat(),
        )
