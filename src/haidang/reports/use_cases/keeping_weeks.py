"""Each unit's week is kept on the Monday after, at the opening of the offices, and lies at headquarters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from psycopg.types.json import Jsonb

from haidang.catalogue import api as catalogue
from haidang.directory import api as directory
from haidang.directory.contracts import UnitCard
from haidang.dossiers import api as dossiers
from haidang.dossiers.contracts import DossierRow
from haidang.figures import api as figures
from haidang.kernel import sql
from haidang.kernel.actor import SYSTEM, Actor
from haidang.kernel.ids import new_uid
from haidang.register import api as register
from haidang.register.contracts import Fact, Head
from haidang.reports import rules
from haidang.reports._scope import path_of
from haidang.reports.contracts import Period, WeekSums
from haidang.reports.models import WeekLook, WeekPage
from haidang.reports.periods import begins, today
from haidang.reports.queries import own_unit
from haidang.reports.use_cases.closing import hash_of
from haidang.reports.weeks import latest_week, load_week

CallsOfWeek = Callable[[datetime, datetime, date], Mapping[int, WeekSums]]
"""Asked with the week's beginning and end and the day it is kept on; answers by unit with the calls alone."""

_WORST = 10
_FLOWS = ("received", "decided_early", "decided_on_time", "decided_late", "decided_untimed", "returned")
_STANDING = ("open", "waiting", "soon", "late")
_INSERT = """
INSERT INTO reports_weekpage (uid, unit, first, last, content, made_at, head_seq, head_hash)
VALUES (%(uid)s, %(unit)s, %(first)s, %(last)s, %(content)s, %(at)s, %(seq)s, %(hash)s)
"""


def keep_weeks(*, calls_of: CallsOfWeek, now: datetime) -> int:
    """
    Keep the latest week of every unit that has none yet, and return how many pages were made.

    All pages are made in one transaction from one reading, so that a unit's page and those below it agree; run
    again, it makes nothing.
    """
    week = latest_week(today(now))
    units = [unit for unit in directory.list_units(on=week[1]) if unit.tier > 1 or unit.parent is None]
    with transaction.atomic():
        sql.execute("SELECT pg_advisory_xact_lock(hashtext('haidang.reports.weeks'))")
        kept = set(WeekPage.objects.filter(first=week[0]).values_list("unit", flat=True))
        missing = [unit for unit in units if unit.id not in kept]
        if missing:
            sums = _read(week, calls_of, now)
            paths = {each: path_of(each, week[1]) for each in sums}
            for unit in missing:
                below = [each for each, path in paths.items() if unit.id in path]
                _keep(unit, week, sum((sums[each] for each in below), WeekSums()), _worst(below, now), now)
    return len(missing)


def look_at_week(*, page_id: int, by: Actor, now: datetime) -> None:
    """
    Note that the actor looked at a unit's week; the first look counts.

    :raises Missing: if it is not in sight
    :raises Refused: if the actor is not one of those at headquarters who look at every week
    """
    page = load_week(by, page_id)
    rules.may_look(by, own=own_unit(by)).enforce()
    assert by.person is not None, "officers have accounts"
    WeekLook.objects.get_or_create(page=page, person=by.person, defaults={"name": by.name, "at": now})


def _read(week: Period, calls_of: CallsOfWeek, now: datetime) -> dict[int, WeekSums]:
    """Return the figures of every unit there was in the week, each for itself."""
    units = sorted({unit.id for day in week for unit in directory.list_units(on=day)})
    found: dict[int, WeekSums] = defaultdict(WeekSums)
    for row in figures.board(actor=SYSTEM, now=now, period=week, units=units).rows:
        found[row.key] += WeekSums(**{name: getattr(row.counts, name) for name in (*_FLOWS, *_STANDING)})
    for each in figures.tally_by_unit(actor=SYSTEM, now=now, period=week, units=units):
        found[each.key] += WeekSums(**{each.channel: each.received})
    for unit, calls in calls_of(begins(week[0]), begins(week[1] + timedelta(days=1)), today(now)).items():
        found[unit] += calls
    return dict(found)


def _worst(units: Sequence[int], now: datetime) -> list[dict[str, Any]]:
    """Return the dossiers of some units that are late the longest."""
    rows = dossiers.list_counted(
        actor=SYSTEM,
        figure="late",
        units=dict.fromkeys(units, now),
        since=now,
        until=now,
        late_until=figures.late_until(now),
        size=_WORST,
    )
    return [_late(row) for row in rows if row.due_on is not None]


def _late(row: DossierRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "procedure": asdict(catalogue.get_procedure(row.version).name),
        "unit": asdict(directory.get_unit(row.unit).name),
        "due_on": row.due_on.isoformat() if row.due_on else None,
    }


def _keep(unit: UnitCard, week: Period, sums: WeekSums, late: list[dict[str, Any]], now: datetime) -> None:
    content = {"sums": asdict(sums), "late": late}
    uid = new_uid()
    told = {
        "unit": unit.code,
        "first": week[0].isoformat(),
        "last": week[1].isoformat(),
        "sha256": hash_of(content),
    }
    head = register.append(uid, Head(), [Fact("week_kept", told)], by=SYSTEM, at=now)
    sql.execute(
        _INSERT,
        {
            "uid": uid,
            "unit": unit.id,
            "first": week[0],
            "last": week[1],
            "content": Jsonb(content),
            "at": now,
            "seq": head.seq,
            "hash": head.hash,
        },
    )
