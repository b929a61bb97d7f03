"""
Reports by e-mail, on the first working day after a period: as they were closed, else as they stand and marked so.

The job runs every morning and sends what is due and was not sent, so a day without a worker is made up for.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from haidang.accounts import api as accounts
from haidang.directory import api as directory
from haidang.directory.contracts import UnitCard
from haidang.figures import api as figures
from haidang.kernel import sql
from haidang.kernel.actor import Actor
from haidang.kernel.events import announce
from haidang.reports._reading import read_content
from haidang.reports.contracts import Content, Period, PeriodKind, Sums
from haidang.reports.events import ReportDue
from haidang.reports.models import Report, Subscription
from haidang.reports.paper import number_of
from haidang.reports.periods import latest, name_of, today

_ONCE = """
INSERT INTO reports_sending (person, unit, first, last, at)
VALUES (%(person)s, %(unit)s, %(first)s, %(last)s, %(at)s)
ON CONFLICT (person, unit, first, last) DO NOTHING RETURNING id
"""
_TOLD = (
    ("carried_over", "Kỳ trước chuyển sang"),
    ("received", "Tiếp nhận trong kỳ"),
    ("decided_late", "Giải quyết quá hạn"),
    ("returned", "Đã trả kết quả"),
    ("open", "Còn lại cuối kỳ"),
    ("late", "Trong đó quá hạn"),
)


def send_reports(*, now: datetime) -> int:
    """Send every report that is due and was not sent yet; return how many went out."""
    wishes = Subscription.objects.order_by("person", "unit", "kind").values_list("person", "unit", "kind", "since")
    return sum(
        _send(person=person, unit_id=unit, period=latest(PeriodKind(kind), on=today(now)), since=since, now=now)
        for person, unit, kind, since in wishes
    )


@transaction.atomic
def _send(*, person: int, unit_id: int, period: Period, since: date, now: datetime) -> bool:
    """Send one report, unless it is too early, was sent, ended before it was asked for, or is out of sight by now."""
    unit, actor = directory.get_unit(unit_id), directory.find_officer_actor(person_id=person, on=now)
    if period[1] < since or today(now) < _first_working_day(unit, period[1]):
        return False
    if actor is None or not figures.may_read_figures(actor) or unit_id not in actor.sees:
        return False
    values = {"person": person, "unit": unit_id, "first": period[0], "last": period[1], "at": now}
    sending = sql.row(_ONCE, values)
    if sending is None:
        return False
    _tell(actor, unit, period, sending=int(sending[0]), now=now)
    return True


def _tell(actor: Actor, unit: UnitCard, period: Period, *, sending: int, now: datetime) -> None:
    assert actor.person is not None, "officers have accounts"
    reader = accounts.get_person(actor.person)
    closed = Report.objects.filter(unit=unit.id, first=period[0], last=period[1]).first()
    content = (
        Content.from_json(closed.content) if closed else read_content(actor=actor, unit=unit, period=period, now=now)
    )
    days = f"?don-vi={unit.id}&tu={period[0].isoformat()}&den={period[1].isoformat()}"
    announce(
        ReportDue(
            sending=sending,
            address=reader.email,
            name=reader.full_name,
            unit=unit.name.vi,
            period=name_of(period).vi,
            closed_at=closed.closed_at if closed else None,
            figures=_figures(content.total),
            path=f"/giam-sat/bao-cao/ky/{days}",
            at=now,
        )
    )


def _figures(total: Sums) -> tuple[tuple[str, str], ...]:
    return tuple((label, number_of(getattr(total, name))) for name, label in _TOLD)


def _first_working_day(unit: UnitCard, last: date) -> date:
    """Return the first day after a period on which the unit's office opens."""
    calendar, day = directory.calendar_of(unit.id), last + timedelta(days=1)
    while not calendar.windows_on(day):
        day += timedelta(days=1)
    return day
