"""The administration's own measures of use, as the pack says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from haidang import packs

_FILE = Path(packs.__path__[0]) / "vietnam_customs" / "usage.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Where something begins to count: as a late report, as low use, as a signal."""

    closed_after_day: int
    low_below_percent: int
    low_from_dossiers: int
    measure_days: int
    supplements: int
    extensions: int
    speed_below_percent: int
    refiled_within_days: int


@cache
def measures() -> Measures:
    """Return what the pack says."""
    told = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return Measures(
        closed_after_day=told["reports"]["closed_after_day"],
        low_below_percent=told["low_use"]["below_percent"],
        low_from_dossiers=told["low_use"]["from_dossiers"],
        measure_days=told["measure_days"],
        **told["signals"],
    )
