"""What is published stands for five dossiers at least, alone and against everything else that is published."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haidang.reports._disclosure import LEAST, in_groups, in_stretches

COUNTS = st.lists(st.integers(0, 30), max_size=12).map(
    lambda counts: {f"k{at}": each for at, each in enumerate(counts)}
)

on_a_busy_machine = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_a_small_count_stands_with_the_smallest_other():
    assert in_groups({"a": 40, "b": 3, "c": 12, "d": 9}) == [(("a",), 40), (("c",), 12), (("b", "d"), 12)]


def test_two_small_counts_stand_with_another_although_together_they_are_enough():
    assert in_groups({"a": 40, "b": 4, "c": 4}) == [(("a", "b", "c"), 48)]


def test_what_is_large_stands_alone():
    assert in_groups({"a": 5, "b": 7, "c": 0}) == [(("b",), 7), (("a",), 5)]


def test_days_are_put_together_until_they_are_enough():
    days = {"01": 3, "02": 0, "03": 4, "04": 8, "05": 1}

    assert in_stretches(days) == [(("01", "02", "03"), 7), (("04", "05"), 9)]


@on_a_busy_machine
@given(COUNTS)
def test_nothing_small_is_told_and_nothing_is_lost(counts):
    groups, total = in_groups(counts), sum(counts.values())

    assert all(count >= LEAST for _keys, count in groups)
    assert sum(count for _keys, count in groups) == (total if total >= LEAST else 0)
    assert sorted(key for keys, _count in groups for key in keys) == sorted(
        key for key, count in counts.items() if count and total >= LEAST
    )


@on_a_busy_machine
@given(COUNTS)
def test_no_small_count_is_alone_or_only_among_small_ones(counts):
    groups = in_groups(counts)

    mixed = [keys for keys, _count in groups if any(counts[key] < LEAST for key in keys)]
    has_large = any(count >= LEAST for count in counts.values())
    assert len(mixed) <= 1
    assert all(any(counts[key] >= LEAST for key in keys) for keys in mixed) or not has_large


@on_a_busy_machine
@given(st.lists(st.integers(0, 12), max_size=31))
def test_stretches_follow_each_other_without_a_gap(counts):
    days = {f"{day:02}": count for day, count in enumerate(counts)}

    stretches = in_stretches(days)

    assert all(count >= LEAST for _keys, count in stretches)
    assert [key for keys, _count in stretches for key in keys] in ([], list(days))
