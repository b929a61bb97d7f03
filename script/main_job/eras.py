"""The two days on which the main job is done, with what the law and the organisation of each were, as literals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_VIETNAM = timedelta(hours=7)


@dataclass(frozen=True, kw_only=True)
class Era:
    """A day in an organisation. `inspection_due` and `result_due` are there where they can be written as literals."""

    label: str
    now: str
    unit: str
    unit_name: str
    other_unit: str
    rule_pack: str
    code: str
    is_signing_up: bool
    inspection_due: str = ""
    result_due: str = ""


IN_2018 = Era(
    label="2018",
    now="2018-03-01T08:30:00+07:00",
    unit="TCHQ",
    unit_name="Tổng cục Hải quan",
    other_unit="0100",
    rule_pack="Trước cơ chế một cửa quốc gia (đến 20/6/2018)",
    code=r"\b([0-9A-Z.]+-180301-\d{4})\b",
    is_signing_up=False,
    inspection_due="2018-03-15T17:00:00+07:00",
    result_due="2018-03-22T17:00:00+07:00",
)
"""Thursday 1 March 2018: Decree 61/2018 begins on 21 June; 10 and 5 working days end as written."""


def today() -> Era:
    """Return the day of today in Vietnam: Decree 224/2026 holds from 1 July 2026, Decree 118/2025 before."""
    is_after_224 = (datetime.now(UTC) + _VIETNAM).date() >= date(2026, 7, 1)
    return Era(
        label="now",
        now="",
        unit="CHQ",
        unit_name="Cục Hải quan",
        other_unit="KV01",
        rule_pack=f"Cơ chế một cửa {'sau Nghị định 224/2026' if is_after_224 else 'theo Nghị định 118/2025'}/NĐ-CP",
        code=r"\b([0-9A-Z.]+-\d{6}-\d{4,6})\b",
        is_signing_up=True,
    )
