"""What is published stands for five dossiers at least, alone and against everything else that is published."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haidang.reports._disclosure import LEAST, apart_from_days, in_groups, in_stretches

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


def test_a_division_in_which_each_count_must_be_small_is_not_told():
    assert in_groups({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1}) == []


def test_days_are_put_together_until_every_total_is_enough():
    days = month([(3, 9), (0, 0), (4, 1), (8, 8), (1, 0)])

    assert spans(in_stretches(days, is_over=True)) == [(1, 3), (4, 5)]


def test_the_last_stretch_waits_for_what_is_left_of_the_month():
    days = month([(8, 8), (8, 8), (1, 0)])

    assert spans(in_stretches(days, is_over=False)) == [(1, 1)]
    assert spans(in_stretches(days[1:], is_over=True)) == [(2, 3)]


def test_a_month_is_told_as_before_where_no_day_hides_anything():
    groups = [(("a",), 40), (("b",), 30)]

    assert apart_from_days(groups, [{}, {}], {"a": "a", "b": "b"}) == groups


def test_a_month_does_not_tell_the_one_day_that_was_hidden():
    """A and b stand together on one day; a alone in the month, less its other days, would tell how many it had."""
    groups = [(("a",), 43), (("c",), 30), (("b",), 24)]

    told = apart_from_days(groups, [{"a": 3, "b": 8}], {key: key for key in "abc"})

    assert told == [(("c",), 30), (("a", "b"), 67)]


def test_a_month_does_not_tell_that_each_hidden_count_must_be_one():
    """A was hidden on two days, each with others: alone in the month, two less nothing would be one and one."""
    groups = [(("b",), 40), (("c",), 30), (("a",), 12)]
    days = [{"a": 1, "b": 9, "c": 8}, {"a": 1, "b": 7, "c": 9}]

    told = apart_from_days(groups, days, {key: key for key in "abc"})

    assert told == [(("b",), 40), (("a", "c"), 42)]


@on_a_busy_machine
@given(COUNTS)
def test_nothing_small_is_told_and_nothing_is_lost(counts):
    groups, total = in_groups(counts), sum(counts.values())

    assert all(count >= LEAST + len(keys) - 1 for keys, count in groups)
    assert sum(count for _keys, count in groups) == (total if groups else 0)
    assert sorted(key for keys, _count in groups for key in keys) == sorted(
        key for key, count in counts.items() if count and groups
    )
    assert groups or total < LEAST or all(count < LEAST for count in counts.values())


@on_a_busy_machine
@given(COUNTS)
def test_no_small_count_is_alone_or_only_among_small_ones(counts):
    groups = in_groups(counts)

    mixed = [keys for keys, _count in groups if any(counts[key] < LEAST for key in keys)]
    has_large = any(count >= LEAST for count in counts.values())
    assert len(mixed) <= 1
    assert all(any(counts[key] >= LEAST for key in keys) for keys in mixed) or not has_large


@on_a_busy_machine
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=31), st.integers(0, 31))
def test_stretches_follow_each_other_without_a_gap_however_often_one_looks(counts, seen):
    days = month(counts)
    early = in_stretches(days[:seen], is_over=False)
    done = sum(map(len, early))

    late = in_stretches(days[done:], is_over=True)

    assert [day for stretch in (*early, *late) for day in stretch] == days
    enough = [min(sum(each[at] for _day, each in stretch) for at in "xy") >= LEAST for stretch in (*early, *late)]
    assert all(enough) or len(enough) == 1


TABLES = st.integers(2, 5).flatmap(
    lambda wide: st.lists(
        st.lists(st.sampled_from([0, 0, 1, 1, 2, 3, 4, 5, 6, 9, 20]), min_size=wide, max_size=wide),
        min_size=1,
        max_size=5,
    )
)


@settings(on_a_busy_machine, max_examples=400)
@given(TABLES, st.booleans())
def test_no_hidden_count_follows_from_all_that_is_published(table, is_grouped):
    """
    The days and the month are linear equations in the counts of each key and day.

    A hidden count follows from them exactly where the row that names it is a combination of the rows published.
    """
    keys = [f"k{at}" for at in range(len(table[0]))]
    owners = {key: f"g{at // 2}" if is_grouped else key for at, key in enumerate(keys)}
    days = [Counter() for _day in table]
    for counted, counts in zip(days, table, strict=True):
        for key, count in zip(keys, counts, strict=True):
            counted[owners[key]] += count
    days = [day for day in days if day.total() >= LEAST]
    table = [counts for counts in table if sum(counts) >= LEAST]

    told = [in_groups(day) for day in days]
    hidden = [hidden_in(day) for day in days]
    by_month = {key: sum(counts[at] for counts in table) for at, key in enumerate(keys)}
    in_month = apart_from_days(in_groups(by_month), hidden, {key: [owner] for key, owner in owners.items()})

    def cells(day, *wanted):
        return [int(at == day and owners[key] in wanted) for at in range(len(table)) for key in keys]

    equations = [cells(day, *owners.values()) for day in range(len(table))]
    equations += [cells(day, *group) for day, groups in enumerate(told) for group, _count in groups]
    equations += [[int(key in group) for _day in table for key in keys] for group, _count in in_month]
    equations += [  # what counts nothing is not named
        [int(place == at * len(keys) + column) for place in range(len(table) * len(keys))]
        for at, day in enumerate(days)
        for column, key in enumerate(keys)
        if told[at] and not day[owners[key]]
    ]
    solved = reduced(equations)

    for day, counts in enumerate(hidden):
        for key in counts:
            assert any(left_of(cells(day, key), solved)), (key, day, told, in_month)


def hidden_in(day):
    """Return the counts of a day that are told together, or not at all."""
    groups = in_groups(day)
    if not groups:
        return {key: count for key, count in day.items() if count}
    return {key: day[key] for keys, _count in groups if len(keys) > 1 for key in keys}


def reduced(equations):
    """Return equations of which each begins at another place."""
    solved = []
    for equation in equations:
        rest = left_of(equation, solved)
        if any(rest):
            first = next(at for at, value in enumerate(rest) if value)
            solved.append((first, [value / rest[first] for value in rest]))
    return solved


def left_of(row, solved):
    """Return what is left of a row when all that follows from the others is taken away."""
    rest = [Fraction(value) for value in row]
    for first, equation in solved:
        if rest[first]:
            rest = [value - rest[first] * other for value, other in zip(rest, equation, strict=True)]
    return rest


def month(counts):
    """Return days from the first of a month on with two totals each."""
    return [(date(2026, 6, 1) + timedelta(days=at), {"x": x, "y": y}) for at, (x, y) in enumerate(counts)]


def spans(stretches):
    """Return the first and last day of each stretch."""
    return [(stretch[0][0].day, stretch[-1][0].day) for stretch in stretches]
