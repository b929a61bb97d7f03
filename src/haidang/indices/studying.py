"""How long each step of a procedure takes in working time, before and after a change of its version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, tzinfo

from haidang.catalogue import api as catalogue
from haidang.clock import api as clock
from haidang.clock.contracts import Calendar
from haidang.directory import api as directory
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import Way
from haidang.figures import api as figures
from haidang.indices.contracts import Distribution, Period, StepTimes, StudiedVersion, TimeStudy
from haidang.indices.facts import moments
from haidang.indices.scoring import percentile
from haidang.kernel.actor import Actor

SAMPLE = 300
"""Of each version the latest so many decisions are measured; the distribution hardly moves beyond."""
HANDLING = "handling"
STEPS = ("reception", "assign", "work", "propose", "approve", "return", HANDLING)
_ENDS = {
    "accepted": "reception",
    "assigned": "assign",
    "step_finished": "work",
    "result_proposed": "propose",
    "sent_back": "approve",
    "decided": "approve",
    "returned": "return",
}
"""Which step an event of the register ends."""
_INSIDE = ("assign", "work", "propose", "approve")


def study_time(*, actor: Actor, units: Iterable[int], procedure: str, period: Period, zone: tzinfo) -> TimeStudy:
    """
    Return the working time of each step for dossiers decided in the period, version by version.

    Time during which the filer was asked for a supplement belongs to no step.
    """
    if not figures.may_read_figures(actor):
        return TimeStudy(versions=(), steps=())
    since, until = moments(period, zone)
    ways = dossiers.list_ways(actor=actor, units=units, procedure=procedure, since=since, until=until, size=SAMPLE)
    by_version: dict[int, list[Way]] = defaultdict(list)
    for way in ways:
        by_version[way.version].append(way)
    ordered = sorted(by_version, key=lambda version: catalogue.get_procedure(version).valid_from)
    times = {version: _times(by_version[version]) for version in ordered}
    return TimeStudy(
        versions=tuple(
            StudiedVersion(
                version=version,
                valid_from=catalogue.get_procedure(version).valid_from,
                decided=by_version[version][0].decided,
                measured=len(by_version[version]),
            )
            for version in ordered
        ),
        steps=tuple(
            StepTimes(key=step, by_version=tuple(_distribution(times[version].get(step, [])) for version in ordered))
            for step in STEPS
            if any(times[version].get(step) for version in ordered)
        ),
    )


def minutes_by_step(way: Way, calendar: Calendar) -> dict[str, int]:
    """Return the working minutes a dossier spent at each step, waiting for its filer left out."""
    spent: dict[str, int] = defaultdict(int)
    since: datetime | None = way.moments[0][1]
    worked = 0
    for event, at in way.moments[1:]:
        if since is not None:
            worked += clock.working_minutes(calendar=calendar, start=since, end=at)
        if event == "supplement_asked":
            since = None
            continue
        since = at
        if event in _ENDS:
            spent[_ENDS[event]] += worked
            worked = 0
    if "approve" in spent:
        spent[HANDLING] = sum(spent[step] for step in _INSIDE if step in spent)
    return spent


def _times(ways: Iterable[Way]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for way in ways:
        for step, minutes in minutes_by_step(way, directory.calendar_of(way.unit)).items():
            found[step].append(minutes)
    return found


def _distribution(minutes: list[int]) -> Distribution | None:
    if not minutes:
        return None
    return Distribution(dossiers=len(minutes), median=percentile(minutes, 50), ninety=percentile(minutes, 90))
