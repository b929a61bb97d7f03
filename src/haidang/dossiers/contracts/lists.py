"""Dossiers in lists: one line each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from haidang.catalogue.contracts import Step
from haidang.dossiers.contracts.sheets import Outcome
from haidang.dossiers.lifecycle import Status
from haidang.register.contracts import Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierRow:
    """One line of a list. `minutes_left` is not here: faces compute it from `due_at` and the unit's calendar."""

    id: int
    number: str
    code: str | None
    procedure: str
    version: int
    unit: int
    channel: str
    filer_name: str
    status: Status
    step: str | None
    officer: int | None
    submitted_at: datetime
    due_at: datetime | None
    due_on: date | None
    legal_due_at: datetime | None
    promised_at: datetime | None
    outcome: Outcome | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningOut:
    """
    An open dossier whose time runs out at `due_at`, and where it comes from: nobody gets mail about a demonstration.

    With a `step` it is the time of this step, where the dossier has been `since`; otherwise that of the law.
    """

    row: DossierRow
    origin: Origin
    due_at: datetime
    step: Step | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """An officer's queue: one page of rows, exact counts by tab, and how many are overdue."""

    rows: tuple[DossierRow, ...]
    counts: Mapping[str, int]
    total: int
    overdue: int
    page: int
    pages: int
