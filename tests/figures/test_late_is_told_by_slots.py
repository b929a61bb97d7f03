"""What is late or soon late is told by quarters of an hour, without a look at any dossier."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from figures.conftest import NOVEMBER, ZONE, moved, supervisor
from haidang.dossiers.events import Standing
from haidang.figures import api as figures
from haidang.figures.handlers import on_dossier_moved

CLOSING = datetime(2026, 11, 18, 17, 0, tzinfo=ZONE)  # a Wednesday
INSTANT = timedelta(microseconds=1)
DUE_AT_CLOSING = {"after": Standing("process", CLOSING)}


def counts(unit: int, now: datetime) -> tuple[int, int, int]:
    total = figures.board(actor=supervisor(unit), now=now, period=NOVEMBER).total
    return total.in_time, total.soon, total.late


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (CLOSING - timedelta(days=6), (1, 0, 0)),
        (CLOSING - timedelta(days=1), (1, 1, 0)),
        (CLOSING, (1, 1, 0)),
        (CLOSING + INSTANT, (0, 0, 1)),
        (CLOSING + timedelta(days=400), (0, 0, 1)),
    ],
)
def test_due_at_closing_is_late_right_after_closing(nation, now, expected):
    unit = nation("KV01")

    on_dossier_moved(moved(unit, **DUE_AT_CLOSING))

    unfolded = counts(unit, now)
    figures.fold(now=now)
    assert unfolded == counts(unit, now) == expected


def test_due_within_a_quarter_of_an_hour_is_late_at_its_end(nation):
    unit, due = nation("KV01"), CLOSING - timedelta(minutes=53)

    on_dossier_moved(moved(unit, after=Standing("process", due)))

    assert counts(unit, CLOSING - timedelta(minutes=46)) == (1, 1, 0)
    assert counts(unit, CLOSING - timedelta(minutes=44)) == (0, 0, 1)
    assert due <= figures.late_until(CLOSING - timedelta(minutes=44))
    assert due > figures.late_until(CLOSING - timedelta(minutes=46))


def test_soon_ends_with_the_next_working_day(nation):
    unit, friday = nation("KV01"), datetime(2026, 11, 20, 9, 0, tzinfo=ZONE)

    on_dossier_moved(moved(unit, after=Standing("process", datetime(2026, 11, 23, 17, 0, tzinfo=ZONE))))
    on_dossier_moved(moved(unit, after=Standing("process", datetime(2026, 11, 24, 8, 0, tzinfo=ZONE))))

    assert counts(unit, friday) == (2, 1, 0)
    assert figures.soon_until(unit_id=unit, now=friday) == datetime(2026, 11, 23, 17, 0, tzinfo=ZONE)


def test_a_dossier_that_was_late_and_is_decided_leaves_nothing_behind(nation):
    unit, later = nation("KV01"), CLOSING + timedelta(days=3)
    on_dossier_moved(moved(unit, **DUE_AT_CLOSING))
    figures.fold(now=later)

    on_dossier_moved(moved(unit, before=Standing("process", CLOSING), after=None, flows=("stopped",)))

    assert counts(unit, later) == (0, 0, 0)
    figures.fold(now=later)
    assert counts(unit, later) == (0, 0, 0)


def test_a_term_made_longer_is_in_time_again(nation):
    unit, later = nation("KV01"), CLOSING + timedelta(days=1)
    longer = Standing("process", CLOSING + timedelta(days=20))
    on_dossier_moved(moved(unit, **DUE_AT_CLOSING))
    figures.fold(now=later)

    on_dossier_moved(moved(unit, before=Standing("process", CLOSING), after=longer, flows=()))

    assert counts(unit, later) == (1, 0, 0)
