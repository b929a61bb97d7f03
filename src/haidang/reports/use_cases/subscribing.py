"""An officer asks for reports by e-mail, or no longer."""

from __future__ import annotations

from datetime import datetime

from haidang.kernel.actor import Actor
from haidang.reports.contracts import PeriodKind
from haidang.reports.models import Subscription
from haidang.reports.periods import today
from haidang.reports.queries import unit_in_sight


def subscribe(*, unit_id: int, kind: PeriodKind, by: Actor, now: datetime) -> None:
    """
    Send the actor this unit's reports from the period on that is running; asked for twice, it is sent once.

    :raises Missing: if the actor may not read the figures of this unit
    """
    unit = unit_in_sight(by, unit_id)
    assert by.person is not None, "officers have accounts"
    Subscription.objects.get_or_create(person=by.person, unit=unit.id, kind=kind.value, defaults={"since": today(now)})


def unsubscribe(*, unit_id: int, kind: PeriodKind, by: Actor) -> None:
    """Send no more of these reports; what was not asked for stays so."""
    assert by.person is not None, "officers have accounts"
    Subscription.objects.filter(person=by.person, unit=unit_id, kind=kind.value).delete()
