"""When a dossier filed now would be answered: an example for the page of a procedure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Procedure
from haidang.clock import api as clock
from haidang.clock.contracts import Calendar, Due, Length
from haidang.directory import api as directory
from haidang.kernel.text import Text
from haidang.look import wording

_UNITS = {
    "working_days": ("ngày làm việc", "working day", "working days"),
    "working_hours": ("giờ làm việc", "working hour", "working hours"),
    "calendar_days": ("ngày", "calendar day", "calendar days"),
    "hours": ("giờ", "hour", "hours"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StageShown:
    """One stage of the term: its length in words, and when it would end if the dossier were filed now."""

    name: Text
    length: Text | None
    source: str | None
    confidence: str | None
    due: Due | None
    is_optional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """The whole way of a dossier filed now: received by, then stage by stage; `latest` is the last known date."""

    received: Due | None
    reception: Text | None
    stages: tuple[StageShown, ...]
    latest: Due | None


def example(procedure: Procedure, now: datetime) -> Example:
    """Return the dates of a dossier filed at this moment, complete, and received at the last minute allowed."""
    calendar = _calendar(procedure, now)
    reception = procedure.reception or catalogue.rule_pack_on(wording.local(now).date()).reception
    received = clock.due(length=reception, calendar=calendar, start=now) if reception else None
    ends: dict[str, datetime] = {"accepted": received.at if received else now}
    stages = []
    for stage in procedure.stages:
        due = _due(stage.length, ends, stage.starts, calendar)
        if due and not stage.optional:
            ends[f"{stage.key}_ended"] = due.at
        stages.append(
            StageShown(
                name=stage.name,
                length=length_words(stage.length) if stage.length else None,
                source=stage.source,
                confidence=stage.confidence,
                due=due,
                is_optional=stage.optional,
            )
        )
    known = [each.due for each in stages if each.due and not each.is_optional]
    return Example(
        received=received,
        reception=length_words(reception) if reception else None,
        stages=tuple(stages),
        latest=max(known, key=lambda due: due.at, default=None) if procedure.has_statutory_term else None,
    )


def length_words(length: Length) -> Text:
    """Return a length as people say it: 10 ngày làm việc."""
    vi, one, many = _UNITS[length.unit.value]
    return Text(f"{length.value} {vi}", f"{length.value} {one if length.value == 1 else many}")


def _due(length: Length | None, ends: Mapping[str, datetime], starts: str, calendar: Calendar) -> Due | None:
    if length is None or starts not in ends:
        return None
    return clock.due(length=length, calendar=calendar, start=ends[starts])


def _calendar(procedure: Procedure, now: datetime) -> Calendar:
    units = directory.competent_units(tier=procedure.tier, on=wording.local(now).date())
    return directory.calendar_of(units[0].unit.id) if units else clock.standard_calendar()
