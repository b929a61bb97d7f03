"""How this room reacts to its own facts: what has to be made afterwards, made by a job."""

from __future__ import annotations

from haidang.dossiers.events import DossierAccepted
from haidang.kernel import jobs


def on_dossier_accepted(event: DossierAccepted) -> None:
    """Have the signed receipt made."""
    jobs.defer("dossiers.make_receipt", queue="documents", dossier_id=event.dossier, at=event.at.isoformat())
