"""Numbers that are never given twice: dossier codes and numbers of results. Gaps are allowed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from haidang.catalogue.contracts import RulePack
from haidang.directory.contracts import UnitCard
from haidang.kernel import sql

_NEXT = """
INSERT INTO dossiers_codecounter AS c (prefix, last) VALUES (%s, 1)
ON CONFLICT (prefix) DO UPDATE SET last = c.last + 1 RETURNING last
"""
_RESERVE = """
INSERT INTO dossiers_codecounter AS c (prefix, last)
SELECT * FROM unnest(CAST(%s AS text[]), CAST(%s AS int[])) AS wanted (prefix, many) ORDER BY prefix
ON CONFLICT (prefix) DO UPDATE SET last = c.last + excluded.last RETURNING prefix, last
"""


def next_dossier_code(pack: RulePack, unit: UnitCard, day: date) -> str:
    """
    Return the next dossier code of the unit on that day (Circular 01/2018/TT-VPCP art. 19).

    Holds the day's counter of this agency until the transaction ends: call it as late as possible.
    """
    prefix = code_prefix(pack, unit, day)
    return dossier_code(prefix, _next(prefix))


def next_result_number(unit: UnitCard, day: date, symbol: str) -> str:
    """Return the next number of an issued result, counted per unit, year and symbol, e.g. 12/QĐ-HQ01."""
    return result_number(_next(result_prefix(unit, day, symbol)), symbol)


def code_prefix(pack: RulePack, unit: UnitCard, day: date) -> str:
    """Return what the dossier codes of one agency and day begin with."""
    agency, old = unit.agency_code, unit.agency_code_right_to_left
    return pack.code_pattern.format(agency=agency, agency_right_to_left=old, date=f"{day:%y%m%d}", seq="")


def dossier_code(prefix: str, number: int) -> str:
    """Return the code of the day's n-th dossier."""
    return f"{prefix}{number:04d}"


def result_prefix(unit: UnitCard, day: date, symbol: str) -> str:
    """Return under what the results of one unit, year and symbol are counted."""
    return f"{unit.code}/{day.year}/{symbol}"


def result_number(number: int, symbol: str) -> str:
    """Return the number of the year's n-th result."""
    return f"{number}/{symbol}"


def reserve(wanted: Mapping[str, int]) -> dict[str, int]:
    """Take so many numbers under each prefix at once, and return the last that was given before."""
    taken = sql.rows(_RESERVE, [list(wanted), list(wanted.values())])
    return {prefix: last - wanted[prefix] for prefix, last in taken}


def _next(prefix: str) -> int:
    row = sql.row(_NEXT, [prefix])
    assert row is not None
    return int(row[0])
