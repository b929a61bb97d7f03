"""What tests of the officer's screens say again and again."""

from __future__ import annotations

from typing import Any


def address(dossier: int, act: str = "") -> str:
    """Return the address of a dossier in the workspace, or of an act on it."""
    return f"/can-bo/ho-so/{dossier}/{act + '/' if act else ''}"


def text(response: Any) -> str:
    """Return a page as text, its spaces single."""
    return " ".join(response.content.decode().split())


def sheet_of(dossier: int, actor: Any) -> Any:
    """Return a dossier as the actor may see it."""
    from haidang.dossiers import api as dossiers

    return dossiers.get_sheet(actor=actor, dossier_id=dossier)
