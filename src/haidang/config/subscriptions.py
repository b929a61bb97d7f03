"""Every reaction in the system: who listens to whom. One line each."""

from __future__ import annotations


def wire() -> None:
    """Connect facts to handlers; called once at start."""
