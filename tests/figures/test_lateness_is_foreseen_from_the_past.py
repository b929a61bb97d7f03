"""What is told of an open dossier is the share of past ones that were late at the same place, and it is measured."""

from __future__ import annotations

from datetime import timedelta

import pytest

from haidang.dossiers.contracts import PastCourse, Stay
from haidang.figures import _chances
from haidang.figures import api as figures
from support.procedures import at

BEGUN = at("2026-03-02 08:00")


def course(*, late: bool, days: int = 10, ended: float = 5.0, step: str = "propose") -> PastCourse:
    """Return a dossier with a term of `days` that lay at one step from the first day to the end."""
    end, due = BEGUN + timedelta(days=ended), BEGUN + timedelta(days=days)
    return PastCourse(
        procedure="a",
        accepted_at=BEGUN,
        due_at=due,
        is_late=late,
        known_at=min(end, due),
        stays=(
            Stay(step="assign", since=BEGUN, until=BEGUN + timedelta(days=1)),
            Stay(step=step, since=BEGUN + timedelta(days=1), until=end),
        ),
    )


def test_a_dossier_counts_once_at_every_place_it_passed():
    assert _chances.places_of(course(late=False, ended=6)) == {
        ("a", "assign", 4),
        ("a", "propose", 4),
        ("a", "propose", 3),
        ("a", "propose", 2),
    }


def test_after_the_end_of_the_term_there_is_nothing_left_to_foresee():
    bands = {band for _procedure, step, band in _chances.places_of(course(late=True, ended=30)) if step == "propose"}

    assert bands == {0, 1, 2, 3, 4}
    assert _chances.places_of(course(late=True, ended=30, step="assign")) >= {("a", "assign", 0)}


def test_many_alike_speak_for_themselves_and_few_are_drawn_to_all():
    past = [course(late=i % 2 == 0, ended=12) for i in range(1_000)]
    past += [course(late=True, ended=12, step="rare")]

    rates = _chances.learn(past)

    assert rates.chance(("a", "propose", 0)) == pytest.approx(0.5, abs=0.01)
    assert 0.5 < rates.chance(("a", "rare", 0)) < 0.6
    assert rates.chance(("unknown", "propose", 0)) == rates.of_band(0)


def test_without_a_past_it_is_even():
    assert _chances.learn([]).chance(("a", "propose", 2)) == 0.5


def test_the_score_and_the_table_hold_what_was_told_against_what_happened():
    told = [(0.1, False)] * 9 + [(0.1, True)] + [(0.9, True)] * 4

    assert _chances.brier(told) == pytest.approx((9 * 0.01 + 0.81 + 4 * 0.01) / 14)
    lines = _chances.calibration(told)
    assert [(line.least, line.many, round(line.happened, 2)) for line in lines] == [(0.1, 10, 0.1), (0.9, 4, 1.0)]


class TestInARealNation:
    """Value consultations at one unit: what was left lying is late, what was decided at once is not."""

    FILED = at("2026-06-01 08:30")
    NOW = at("2026-11-18 10:00")

    @pytest.fixture
    def told(self, world):
        from support.world import VALUE

        for week in range(4):
            world.decided(VALUE, unit="KV01", now=self.FILED + timedelta(weeks=week))
        for week in range(3):
            world.assigned(VALUE, unit="KV01", now=self.FILED + timedelta(weeks=1 + week))
        world.decided(VALUE, unit="KV01", now=at("2026-10-19 08:30"))
        open_now = world.assigned(VALUE, unit="KV01", now=self.NOW - timedelta(hours=22))
        return open_now, figures.foresee(now=self.NOW)

    def test_the_open_dossier_is_told_with_its_reason(self, told, world):
        open_now, _proof = told

        found = figures.outlook(actor=world.supervisor, now=self.NOW, least=0.0)

        (only,) = [each for each in found.rows if each.row.id == open_now]
        assert (only.seen, only.late) == (8, 3)
        assert 0.3 < only.chance < 0.6
        assert (found.open, found.total) == (1, 1)
        assert found.expected == pytest.approx(only.chance)

    def test_the_proof_is_of_what_was_not_seen_yet(self, told, world):
        _open_now, proof = told

        assert (proof.dossiers, proof.held_back) == (8, 1)
        assert proof.held_back_from.isoformat() == "2026-08-01"
        assert 0 < proof.brier < 1
        assert sum(line.many for line in proof.lines) >= 2

    def test_computing_again_replaces_the_rates(self, told, world):
        before = figures.outlook(actor=world.supervisor, now=self.NOW, least=0.0)

        figures.foresee(now=self.NOW)

        assert figures.outlook(actor=world.supervisor, now=self.NOW, least=0.0).rows == before.rows

    def test_nobody_is_told_of_units_out_of_sight(self, told, world):
        leader = world.staff["KV03"].leader

        assert figures.outlook(actor=leader, now=self.NOW, least=0.0).open == 0
        assert figures.outlook(actor=world.filer.actor, now=self.NOW, least=0.0).open == 0

    def test_a_chance_that_is_too_small_is_not_listed(self, told, world):
        found = figures.outlook(actor=world.supervisor, now=self.NOW, least=0.99)

        assert (found.rows, found.total, found.open) == ((), 0, 1)
