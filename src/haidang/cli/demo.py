"""`haidang demo`: fills a development installation with an invented world, with progress."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Annotated

import typer
from django.conf import settings
from rich.console import Console
from rich.progress import track

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Procedure
from haidang.cli.world import people
from haidang.cli.world.stories import Story
from haidang.clock import api as clock
from haidang.directory import api as directory
from haidang.directory.contracts import UnitCard
from haidang.figures import api as figures
from haidang.kernel.errors import Invalid, Refused
from haidang.kernel.now import now
from haidang.reports import api as reports

demo_app = typer.Typer(help="The demonstration world.")
_SPAN = timedelta(days=75)


@demo_app.command("load")
def load(
    dossiers: Annotated[int, typer.Option(help="How many dossiers to tell.")] = 150,
    seed: Annotated[int, typer.Option(help="The same seed tells the same stories.")] = 2151,
    *,
    people_only: Annotated[bool, typer.Option("--people-only", help="Sign-ins alone, no dossiers.")] = False,
) -> None:
    """Fill a development installation with invented people and dossiers; once."""
    if not settings.IS_DEVELOPMENT:
        raise Refused("Only a development installation takes a demonstration world. HAIDANG_MODE=development")
    moment = now()
    since, units = moment - _SPAN - timedelta(days=1), people.units_of_day(moment.date())
    try:
        applicants = people.open_applicants(now=since)
    except Invalid:
        typer.echo("The demonstration world is there already:\n" + "\n".join(sign_ins(units)))
        return
    staff = [people.post_staff(unit, since=since.date(), now=since) for unit in units]
    for unit in units:
        people.name_team(unit, since=since.date(), now=since)
    people.post_supervisor(next(unit for unit in units if unit.tier == 1), since=since.date(), now=since)
    if not people_only:
        chance = Random(seed)  # noqa: S311 (stories, not secrets)
        stories = [_story(number, staff, applicants, moment, chance) for number in range(dossiers)]
        tell(stories, until=moment)
        # else the forecast is empty until the first night, and the weeks of the units until Monday; nobody called yet
        figures.foresee(now=moment)
        reports.keep_weeks(calls_of=lambda *_week: {}, now=moment)
    for line in sign_ins(units):
        typer.echo(line)


def tell(stories: list[Story], *, until: datetime) -> None:
    """Run the stories side by side in the order of their moments, up to the present."""
    running: list[tuple[datetime, int, Iterator[datetime]]] = []
    for story in stories:
        acts = story.acts()
        heapq.heappush(running, (next(acts), story.number, acts))
    for _number in track(range(len(stories)), description="Dossiers", console=Console(stderr=True)):
        _until_one_ends(running, until)


def sign_ins(units: list[UnitCard]) -> list[str]:
    """Return the demonstration's sign-ins, one line each."""
    unit = next(unit for unit in units if unit.tier == 1)
    lines = ["doanh-nghiep-1@congty.example", *(people.email_of(unit, key) for key in _DESKS)]
    return [f"  {line}   {people.PASSWORD}" for line in lines]


_DESKS = ("tiep-nhan", "truong-phong", "xu-ly", "lanh-dao", "giam-sat")


def _until_one_ends(running: list[tuple[datetime, int, Iterator[datetime]]], until: datetime) -> None:
    while running:
        moment, number, acts = heapq.heappop(running)
        following = next(acts, None) if moment <= until else None
        if following is None:
            return
        heapq.heappush(running, (following, number, acts))


def _story(
    number: int, staff: list[people.Staff], applicants: list[people.Applicant], moment: datetime, chance: Random
) -> Story:
    unit_staff = chance.choice(staff)
    procedure = chance.choice(_procedures(unit_staff.unit, moment))
    calendar = directory.calendar_of(unit_staff.unit.id)
    age = timedelta(minutes=chance.randint(5, int(_SPAN.total_seconds() // 60)) * chance.choice((1, 1, 0.15)))
    start = clock.opens_at_or_after(calendar=calendar, moment=moment - age)
    own = Random(chance.random())  # noqa: S311 (stories, not secrets)
    return Story(procedure, unit_staff, chance.choice(applicants), own, min(start, moment), number)


def _procedures(unit: UnitCard, moment: datetime) -> list[Procedure]:
    cards = catalogue.list_procedures(on=moment.date(), offered=True, tier=unit.tier)
    return [each for each in (catalogue.find_current(card.id, on=moment.date()) for card in cards) if each]
