"""
The tables of the case engine.

Units, procedures and people are named by id without a foreign key: their rows are shared by every filing, and the
share lock of a key check would make filings in one unit wait for each other. A consistency test checks the ids.
"""

from haidang.dossiers.models.dossier import EMPTY_WHEN_FILED, Dossier, belongs_to, submission_number
from haidang.dossiers.models.drafts import DeskDraft, Draft
from haidang.dossiers.models.parts import ClockEntry, CodeCounter, Correction, Paper, StepClock, Supplement, UnitChange

__all__ = [
    "EMPTY_WHEN_FILED",
    "ClockEntry",
    "CodeCounter",
    "Correction",
    "DeskDraft",
    "Dossier",
    "Draft",
    "Paper",
    "StepClock",
    "Supplement",
    "UnitChange",
    "belongs_to",
    "submission_number",
]
