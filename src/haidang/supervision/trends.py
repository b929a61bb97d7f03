"""How it went: what came in, what was decided and how much of it late, drawn small for each unit side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from haidang.figures import api as figures
from haidang.figures.contracts import Grain, Interval, Period
from haidang.kernel.now import now
from haidang.look import wording
from haidang.supervision import divisions, live
from haidang.supervision.access import SupervisorRequest, supervisors_only
from haidang.supervision.area import Area, read_area
from haidang.supervision.choice import Choice, read_choice, told
from haidang.supervision.frame import frame, view_url

if TYPE_CHECKING:
    from haidang.look.parts import Words

WIDTH, HEIGHT, EDGE = 240, 72, 4
_MOST_DAYS, _MOST_MONTHS = 45, 60
_TABLE = ("received", "decided", "decided_late", "returned")


@dataclass(frozen=True, slots=True)
class Column:
    """The decided-late bar of one interval, in the box of a chart."""

    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Row:
    """One interval in words, and its figures with their lists; `key` names it in the page."""

    key: str
    name: str
    cells: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One unit's course: two lines, bars, the highest point, and the table behind them."""

    key: str
    name: Words
    url: str
    most: int
    first: str
    last: str
    received: str
    decided: str
    late: tuple[Column, ...]
    total: Interval
    rows: tuple[Row, ...]


@supervisors_only
@require_safe
def trends(request: SupervisorRequest, unit_id: int | None = None) -> HttpResponse:
    """Show the course of a unit with everything below it, and of each of its rows, live."""
    moment = now()
    if request.htmx and live.is_known(request, now=moment):
        return live.nothing_new(now=moment)
    today = wording.local(moment).date()
    choice = read_choice(request.GET, on=today)
    tier = divisions.tier_of(request.GET.get("theo", ""))
    area = read_area(request.actor, on=today, unit_id=unit_id, tier=tier)
    grain, period = _shown(choice.period, today)
    version = figures.version(now=moment)
    found = figures.courses(
        actor=request.actor,
        period=period,
        grain=grain,
        units=area.members,
        procedures=choice.procedures,
        channel=choice.channel or None,
    )
    whole = _added(found.values())
    context = {
        **frame(request, area, choice, view="trends", on=today),
        **live.told(request, version, as_of=moment),
        "shown_period": told((whole[0].first, min(whole[-1].last, today))) if whole else told(choice.period),
        "grain": _GRAINS[grain](),
        "is_running": bool(whole) and whole[-1].last >= today,
        "whole": _chart(
            whole,
            choice,
            name=area.unit.name,
            url="",
            key="all",
            query={"don_vi": str(area.unit.id), "theo": str(tier or "")},
        )
        if whole
        else None,
        "charts": list(_charts(area, choice, found)),
        "box": {"width": WIDTH, "height": HEIGHT},
        "ground": HEIGHT - EDGE,
        "csv": "",
    }
    return render(request, live.template(request, "supervision/trends.html"), context)


def _shown(period: Period, today: date) -> tuple[Grain, Period]:
    """Return how long a point is, and the period up to today: what lies ahead has no course yet."""
    first, last = period[0], max(period[0], min(period[1], today))
    days = (last - first).days + 1
    if days <= _MOST_DAYS:
        return Grain.DAY, (first, last)
    return (Grain.MONTH if days <= _MOST_MONTHS * 31 else Grain.YEAR), (first, last)


def _charts(area: Area, choice: Choice, found: dict[int, tuple[Interval, ...]]) -> Iterable[Chart]:
    for row in area.rows:
        course = _added(found[unit] for unit in area.members_of(row.id) if unit in found)
        if course:
            yield _chart(
                course,
                choice,
                name=row.name,
                url="" if row.id == area.unit.id else f"{view_url('trends', row.id)}?{choice.query()}",
                key=str(row.id),
                query={"don_vi": str(row.id), "rieng": "1" if area.is_own(row) else ""},
            )


def _added(courses: Iterable[tuple[Interval, ...]]) -> tuple[Interval, ...]:
    return tuple(reduce(add, each) for each in zip(*courses, strict=True))


def _chart(
    course: Sequence[Interval], choice: Choice, *, name: Words, url: str, key: str, query: dict[str, str]
) -> Chart:
    most = max(max(each.received, each.decided) for each in course)
    return Chart(
        key=key,
        name=name,
        url=url,
        most=most,
        first=_named(course[0]),
        last=_named(course[-1]),
        received=_points([each.received for each in course], most),
        decided=_points([each.decided for each in course], most),
        late=tuple(_columns([each.decided_late for each in course], most)),
        total=reduce(add, course),
        rows=tuple(_row(each, choice, query) for each in reversed(course)),
    )


def _row(each: Interval, choice: Choice, query: dict[str, str]) -> Row:
    days = {"tu": each.first.isoformat(), "den": each.last.isoformat()}
    address = f"{reverse('supervision:list')}?{choice.query(**query, **days)}"
    return Row(
        each.first.isoformat(),
        _named(each),
        tuple((getattr(each, figure), f"{address}&muc={figure}" if getattr(each, figure) else "") for figure in _TABLE),
    )


def _points(values: Sequence[int], most: int) -> str:
    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    return " ".join(f"{EDGE + i * step:.1f},{_height(value, most):.1f}" for i, value in enumerate(values))


def _columns(values: Sequence[int], most: int) -> Iterable[Column]:
    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    width = max(min(step * 0.6, 10), 2)
    for i, value in enumerate(values):
        if value:
            x, top = min(max(EDGE + i * step - width / 2, 0), WIDTH - width), _height(value, most)
            yield Column(f"{x:.1f}", f"{top:.1f}", f"{width:.1f}", f"{HEIGHT - EDGE - top:.1f}")


def _height(value: int, most: int) -> float:
    return HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * value / (most or 1)


def _named(each: Interval) -> str:
    if each.first == each.last:
        return wording.day(each.first)
    return f"{each.first:%m/%Y}" if each.first.month == each.last.month else f"{each.first:%Y}"


_GRAINS = {
    Grain.DAY: lambda: _("One point is one day."),
    Grain.MONTH: lambda: _("One point is one month."),
    Grain.YEAR: lambda: _("One point is one year."),
}
