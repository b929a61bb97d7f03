"""Reading reports. The row filter is inside: who leads or supervises reads those of the units in sight."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from haidang.directory import api as directory
from haidang.directory.contracts import UnitCard
from haidang.figures import api as figures
from haidang.kernel import sql
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Missing
from haidang.register.contracts import Head
from haidang.reports import rules
from haidang.reports._reading import read_content
from haidang.reports.contracts import STORED, Changed, Content, Draft, Period, PeriodKind, ReportCard, ReportSheet
from haidang.reports.models import Report, ReportPaper, Subscription
from haidang.reports.periods import today

_SHOWN = 100
_HEADS = """
SELECT uid, head_seq, head_hash FROM reports_report UNION ALL SELECT uid, head_seq, head_hash FROM reports_weekpage
UNION ALL SELECT uid, head_seq, head_hash FROM reports_publication
UNION ALL SELECT uid, head_seq, head_hash FROM reports_daypublication
"""


def read_draft(*, actor: Actor, unit_id: int, period: Period, now: datetime) -> Draft:
    """
    Return the figures of a unit with all below it as they are now.

    :raises Missing: if the actor may not read the figures of this unit
    """
    unit = unit_in_sight(actor, unit_id)
    return Draft(
        unit=unit,
        period=period,
        content=read_content(actor=actor, unit=unit, period=period, now=now),
        read_at=now,
        may_close=rules.may_close(actor, unit, period, on=today(now), own=own_unit(actor)),
    )


def find_report(*, actor: Actor, unit_id: int, period: Period) -> int | None:
    """Return the id of the report with which a unit in sight closed a period, if it did."""
    if not figures.may_read_figures(actor) or unit_id not in actor.sees:
        return None
    return Report.objects.filter(unit=unit_id, first=period[0], last=period[1]).values_list("pk", flat=True).first()


def list_reports(*, actor: Actor) -> list[ReportCard]:
    """Return the newest closed reports of the units in sight."""
    if not figures.may_read_figures(actor):
        return []
    rows = Report.objects.filter(unit__in=actor.sees).order_by("-closed_at", "-pk")
    return [
        ReportCard(
            id=pk, unit=directory.get_unit(unit), period=(first, last), closed_at=closed_at, closed_name=closed_name
        )
        for pk, unit, first, last, closed_at, closed_name in rows.values_list(
            "pk", "unit", "first", "last", "closed_at", "closed_name"
        )[:_SHOWN]
    ]


def list_subscriptions(*, actor: Actor) -> list[tuple[UnitCard, PeriodKind]]:
    """Return which reports the actor gets by e-mail."""
    assert actor.person is not None, "officers have accounts"
    rows = Subscription.objects.filter(person=actor.person, unit__in=actor.sees).order_by("unit", "kind")
    return [(directory.get_unit(unit), PeriodKind(kind)) for unit, kind in rows.values_list("unit", "kind")]


def get_report(*, actor: Actor, report_id: int, now: datetime) -> ReportSheet:
    """
    Return a closed report as it was closed, and beside it what the same figures are today where they changed.

    :raises Missing: if there is none in sight
    """
    report = load(actor, report_id)
    unit, period = directory.get_unit(report.unit), (report.first, report.last)
    content = Content.from_json(report.content)
    today_ = read_content(actor=actor, unit=unit, period=period, now=now)
    return ReportSheet(
        id=report.pk,
        unit=unit,
        period=period,
        content=content,
        closed_at=report.closed_at,
        closed_name=report.closed_name,
        reason=report.reason,
        sha256=report.sha256,
        head=bytes(report.head_hash).hex(),
        paper=ReportPaper.objects.filter(report=report).values_list("file", flat=True).first(),
        changed=tuple(_changed(content, today_)),
    )


def find_paper(*, actor: Actor, report_id: int) -> UUID:
    """
    Return the signed paper of a closed report.

    :raises Missing: if there is none in sight, or it is not made yet
    """
    file = ReportPaper.objects.filter(report=load(actor, report_id)).values_list("file", flat=True).first()
    if file is None:
        raise Missing(_("The signed paper is not ready yet. Try again in a minute."))
    return file


def iter_heads() -> list[tuple[UUID, Head]]:
    """Return the end of every stream of reports, weeks, published months and days, for the proof of the register."""
    return [(uid, Head(seq, bytes(digest))) for uid, seq, digest in sql.rows(_HEADS)]


def load(actor: Actor, report_id: int) -> Report:
    """
    Return the row of a report in sight.

    :raises Missing: otherwise
    """
    report = Report.objects.filter(pk=report_id).first()
    if report is None or not figures.may_read_figures(actor) or report.unit not in actor.sees:
        raise Missing(_("There is no such report."))
    return report


def unit_in_sight(actor: Actor, unit_id: int) -> UnitCard:
    """
    Return a unit whose figures the actor may read.

    :raises Missing: otherwise
    """
    if not figures.may_read_figures(actor) or unit_id not in actor.sees:
        raise Missing(_("There is no such customs unit."))
    return directory.get_unit(unit_id)


def own_unit(actor: Actor) -> UnitCard:
    """Return the unit an officer serves in."""
    assert actor.unit is not None, "who reads figures serves in a unit"
    return directory.get_unit(actor.unit)


def _changed(closed: Content, now: Content) -> list[Changed]:
    """Return each figure that differs, in the order of the report; a line may be on one side alone."""
    before = {(line.division, line.key): line for line in closed.lines}
    after = {(line.division, line.key): line for line in now.lines}
    found = []
    for place in dict.fromkeys([*before, *after]):
        line = before.get(place) or after[place]
        for measure in STORED:
            was, is_now = (getattr(side[place].sums, measure) if place in side else 0 for side in (before, after))
            if was != is_now:
                found.append(Changed(line=line, measure=measure, closed=was, today=is_now))
    return found
