"""How this room reacts: what moved is looked at by the rules later, never while somebody waits."""

from __future__ import annotations

from haidang.dossiers.events import DossierMoved
from haidang.kernel import sql

_FILED = ("received",)


def on_dossier_moved(event: DossierMoved) -> None:
    """Note a dossier for the rules; a filing says nothing yet, and stays as quick as it is."""
    if event.flows != _FILED:
        sql.write("INSERT INTO usage_candidate (dossier) VALUES (%s)", [event.dossier])
