"""Numbers that are never given twice: dossier codes and numbers of results. Gaps are allowed."""

from __future__ import annotations

from datetime import date

from haidang.catalogue.contracts import RulePack
from haidang.directory.contracts import UnitCard
from haidang.kernel import sql

_NEXT = """
INSERT INTO dossiers_codecounter AS c (prefix, last) VALUES (%s, 1)
ON CONFLICT (prefix) DO UPDATE SET last = c.last + 1 RETURNING last
"""


def next_dossier_code(pack: RulePack, unit: UnitCard, day: date) -> str:
    """
    Return the next dossier code of the unit on that day (Circular 01/2018/TT-VPCP art. 19).

    Holds the day's counter of this agency until the transaction ends: call it as late as possible.
    """
    agency, old = unit.agency_code, unit.agency_code_right_to_left
    prefix = pack.code_pattern.format(agency=agency, agency_right_to_left=old, date=f"{day:%y%m%d}", seq="")
    return f"{prefix}{_next(prefix):04d}"


def next_result_number(unit: UnitCard, day: date, symbol: str) -> str:
    """Return the next number of an issued result, counted per unit, year and symbol, e.g. 12/QĐ-HQ01."""
    return f"{_next(f'{unit.code}/{day.year}/{symbol}')}/{symbol}"


def _next(prefix: str) -> int:
    row = sql.row(_NEXT, [prefix])
    assert row is not None
    return int(row[0])
