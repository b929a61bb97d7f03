"""Reading the weeks of units. The row filter is inside, as for reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from haidang.directory import api as directory
from haidang.directory.contracts import Duty
from haidang.figures import api as figures
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Missing
from haidang.kernel.text import Text
from haidang.reports import rules
from haidang.reports.contracts import LateDossier, Period, WeekCard, WeekSheet, WeekSums
from haidang.reports.models import WeekLook, WeekPage
from haidang.reports.periods import today
from haidang.reports.queries import own_unit

_EARLIER = 8


def latest_week(on: date) -> Period:
    """Return the latest week, Monday to Sunday, that was over on a day."""
    monday = on - timedelta(days=on.weekday() + 7)
    return monday, monday + timedelta(days=6)


def list_weeks(*, actor: Actor, first: date, now: datetime) -> list[WeekCard]:
    """Return the pages of the week that began on a Monday, of the units in sight, in the order of tier and code."""
    if not figures.may_read_figures(actor):
        return []
    cards = _cards(WeekPage.objects.filter(first=first, unit__in=actor.sees).order_by("unit"), actor, now)
    return sorted(cards, key=lambda card: (card.unit.tier, card.unit.code))


def latest_kept(*, actor: Actor) -> date | None:
    """Return the Monday of the latest week kept of a unit in sight."""
    if not figures.may_read_figures(actor):
        return None
    return WeekPage.objects.filter(unit__in=actor.sees).order_by("-first").values_list("first", flat=True).first()


def get_week(*, actor: Actor, page_id: int, now: datetime) -> WeekSheet:
    """
    Return a unit's week with the eight before it.

    :raises Missing: if it is not in sight
    """
    page = load_week(actor, page_id)
    rows = WeekPage.objects.filter(unit=page.unit, first__lt=page.first).order_by("-first")[:_EARLIER]
    return WeekSheet(
        card=_cards([page], actor, now)[0],
        late=tuple(
            LateDossier(
                number=each["number"],
                procedure=Text(**each["procedure"]),
                unit=Text(**each["unit"]),
                due_on=date.fromisoformat(each["due_on"]),
            )
            for each in page.content["late"]
        ),
        earlier=tuple(_cards(rows, actor, now)),
        head=bytes(page.head_hash).hex(),
        may_look=rules.may_look(actor, own=own_unit(actor)),
    )


def load_week(actor: Actor, page_id: int) -> WeekPage:
    """
    Return the row of a week in sight.

    :raises Missing: otherwise
    """
    page = WeekPage.objects.filter(pk=page_id).first()
    if page is None or not figures.may_read_figures(actor) or page.unit not in actor.sees:
        raise Missing(_("There is no such page."))
    return page


def _cards(pages: Iterable[WeekPage], actor: Actor, now: datetime) -> list[WeekCard]:
    found = list(pages)
    looks: dict[int, dict[int, str]] = defaultdict(dict)
    seen = WeekLook.objects.filter(page__in=[page.pk for page in found]).order_by("at")
    for page_id, person, name in seen.values_list("page_id", "person", "name"):
        looks[page_id][person] = name
    expected = _supervisors(today(now))
    return [
        WeekCard(
            id=page.pk,
            unit=directory.get_unit(page.unit),
            period=(page.first, page.last),
            sums=WeekSums(**page.content["sums"]),
            made_at=page.made_at,
            seen_by=tuple(looks[page.pk].values()),
            unseen_by=tuple(name for person, name in expected.items() if person not in looks[page.pk]),
            is_seen=actor.person in looks[page.pk],
            is_awaited=actor.person in expected and actor.person not in looks[page.pk],
        )
        for page in found
    ]


def _supervisors(on: date) -> dict[int, str]:
    """Return who supervises at headquarters: they are to look at every unit's week."""
    return {
        posting.person: posting.name
        for unit in directory.list_units(on=on, tier=1)
        for posting in directory.list_officers(unit_id=unit.id, on=on, duty=Duty.SUPERVISE)
    }
