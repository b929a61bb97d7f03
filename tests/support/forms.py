"""A procedure with a form of the test's own, compiled from data as a pack would give it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from haidang.catalogue import compiling
from haidang.catalogue.contracts import Procedure
from haidang.catalogue.pack import NO_ROUTE


def form(
    *fields: dict[str, Any], papers: Sequence[dict[str, Any]] = (), who: Sequence[str] = ("business",)
) -> Procedure:
    """Return a procedure that asks for these fields and papers."""
    return compiling.procedure(
        {
            "id": "thu.nghiem",
            "source_id": "T-1",
            "name": "Thủ tục thử nghiệm",
            "tier": 3,
            "group": {"key": "thu", "name": "Thử"},
            "level": None,
            "offered": {"here": True},
            "valid": {"from": date(2018, 1, 1).isoformat()},
            "confidence": {"name": "design", "tier": None, "level": None, "valid": None},
            "who_may_file": list(who),
            "legal_basis": [],
            "form": list(fields),
            "papers": list(papers),
            "route": NO_ROUTE,
        }
    )
