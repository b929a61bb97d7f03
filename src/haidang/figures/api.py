"""
The door of the figures: the kept counts behind every board.

Use cases write them through `handlers.on_dossier_moved` alone; a job folds them; boards read them exactly.
"""

from __future__ import annotations

from haidang.figures._slots import late_until
from haidang.figures.courses import courses
from haidang.figures.news import version
from haidang.figures.outlook import next_forecast, outlook
from haidang.figures.proof import verify
from haidang.figures.queries import board, board_by_channel, board_by_procedure, soon_until, trend
from haidang.figures.rules import may_read_figures
from haidang.figures.tallies import tally_by_month, tally_by_procedure, tally_by_unit
from haidang.figures.use_cases.folding import fold
from haidang.figures.use_cases.foreseeing import foresee
from haidang.figures.use_cases.rebuilding import rebuild

__all__ = [
    "board",
    "board_by_channel",
    "board_by_procedure",
    "courses",
    "fold",
    "foresee",
    "late_until",
    "may_read_figures",
    "next_forecast",
    "outlook",
    "rebuild",
    "soon_until",
    "tally_by_month",
    "tally_by_procedure",
    "tally_by_unit",
    "trend",
    "verify",
    "version",
]
