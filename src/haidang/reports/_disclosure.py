"""
What may be told to everybody: no published number stands for fewer than five dossiers, nor does a difference of two.

Divisions are not published as counts with holes but as groups that add up to the total, so there is nothing to take
away from it. A group that hides small counts always holds one that is not small, too: who knows this rule still
cannot tell which of them is which. Days come out before their month; what the month tells is held against them, so
that a month less its days tells nothing either. Pure; `docs/reference/open-data.md` tells it to those who use the data.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

LEAST = 5

Group = tuple[tuple[str, ...], int]
"""The keys that were put together, and how many dossiers they stand for."""
Days = Sequence[tuple[date, Mapping[str, int]]]
"""Days that follow each other with the totals of each."""
Edge = tuple[int, int]
"""A hidden count: which day, and which part of the month it is counted in."""
_Node = tuple[bool, int]
"""A day (true) or a part of the month."""
_ROUNDS = 50
"""Bounds that have not settled by then are wide."""


def in_groups(counts: Mapping[str, int]) -> list[Group]:
    """
    Return the counts with all small ones and the smallest other put into one group, which comes last.

    Nothing is returned of fewer than five altogether, nor where the group is so small that each of its counts must
    be: five of five keys are one each. What counts nothing is left out.
    """
    cells = sorted(((key, count) for key, count in counts.items() if count), key=lambda cell: (cell[1], cell[0]))
    if sum(count for _key, count in cells) < LEAST:
        return []
    small = [cell for cell in cells if cell[1] < LEAST]
    hidden = cells[: len(small) + 1] if small else []
    if hidden and sum(count for _key, count in hidden) < LEAST + len(hidden) - 1:
        return []
    shown: list[Group] = [((key,), count) for key, count in cells[len(hidden) :]]
    if hidden:
        shown.append((tuple(key for key, _count in hidden), sum(count for _key, count in hidden)))
    return _ordered(shown)


def in_stretches(days: Days, *, is_over: bool) -> list[Days]:
    """
    Return days as the shortest stretches in which every total is five or more, without a gap.

    While more days are to come the last stretch stays back: it takes in what is left when the month is over. Then
    everything is returned, in one stretch where there are too few dossiers for two.
    """
    found: list[Days] = []
    held: list[tuple[date, Mapping[str, int]]] = []
    totals: Counter[str] = Counter()
    for day, counts in days:
        held.append((day, counts))
        totals.update(counts)
        if all(totals[measure] >= LEAST for measure in counts):
            found.append(held)
            held, totals = [], Counter()
    if not is_over:
        return found[:-1]
    rest = [*found.pop(), *held] if found else held
    return [*found, rest] if rest else found


def apart_from_days(
    groups: Sequence[Group], days: Sequence[Mapping[str, int]], owners: Mapping[str, Iterable[str]]
) -> list[Group]:
    """
    Return the groups of a month, more of them put together until no count hidden in its days follows from them.

    `days` are the counts that were put together, day by day; `owners` names for a key of the month those of the
    days it is counted in: itself, or the group of a procedure.
    """
    rows = [(keys, count, frozenset(owner for key in keys for owner in owners[key])) for keys, count in groups]
    while (weak := _weak([owned for *_row, owned in rows], days)) is not None:
        inside = [row for row in rows if row[2] & weak]
        outside = [row for row in rows if not row[2] & weak]
        pair = [min(side, key=lambda row: (row[1], row[0])) for side in (inside, outside)]
        rows = [row for row in rows if row not in pair]
        rows.append((pair[0][0] + pair[1][0], pair[0][1] + pair[1][1], pair[0][2] | pair[1][2]))
    return _ordered([(keys, count) for keys, count, _owned in rows])


def _ordered(groups: Iterable[Group]) -> list[Group]:
    """Return what stands alone first, the largest first."""
    told = [(tuple(sorted(keys)), count) for keys, count in groups]
    return sorted(told, key=lambda group: (len(group[0]) > 1, -group[1], group[0]))


def _weak(rows: Sequence[frozenset[str]], days: Sequence[Mapping[str, int]]) -> frozenset[str] | None:
    """
    Return the keys whose month would tell of a day, if there are any.

    The month and the days together are a table of which the sums of both sides are known. A cell follows from them
    exactly where its edge is a bridge between its day and its keys; beyond that nobody may be able to say of a cell
    that it must be small.
    """
    parts = _parts(rows)
    if len(parts) < 2:
        return None
    part_of = {key: at for at, part in enumerate(parts) for key in part}
    edges = [(day, part_of[key]) for day, counts in enumerate(days) for key in counts]
    found = _bridge(edges) or _tight(edges, [count for counts in days for count in counts.values()])
    return None if found is None else parts[found[1]]


def _parts(rows: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """Return the sets of keys of which the sum follows from the rows of a month: rows that share a key are one."""
    parts: list[frozenset[str]] = []
    for row in rows:
        touching = [part for part in parts if part & row]
        parts = [part for part in parts if not part & row] + [row.union(*touching)]
    return parts


def _bridge(edges: Sequence[Edge]) -> Edge | None:
    """Return an edge without which its two ends are not connected."""
    many = Counter(edges)
    near: dict[_Node, list[_Node]] = defaultdict(list)
    for day, part in many:
        near[True, day].append((False, part))
        near[False, part].append((True, day))
    order: dict[_Node, int] = {}
    found: list[Edge] = []
    for node in near:
        if node not in order:
            _walk(node, None, near, order, found)
    return min((edge for edge in found if many[edge] == 1), default=None)


def _walk(
    node: _Node, came_from: _Node | None, near: Mapping[_Node, list[_Node]], order: dict[_Node, int], found: list[Edge]
) -> int:
    """Return how far back one gets from here by another way than one came; edges without such a way are found."""
    order[node] = reach = len(order)
    for other in near[node]:
        if other == came_from:
            continue
        if other in order:
            reach = min(reach, order[other])
            continue
        beyond = _walk(other, node, near, order, found)
        if beyond > order[node]:
            found.append((node[1], other[1]) if node[0] else (other[1], node[1]))
        reach = min(reach, beyond)
    return reach


def _tight(edges: Sequence[Edge], counts: Sequence[int]) -> Edge | None:
    """Return the edge of a count of which the sums tell that it is below five, knowing that it is not nothing."""
    lines: dict[tuple[bool, int], list[int]] = defaultdict(list)
    for at, (day, part) in enumerate(edges):
        lines[True, day].append(at)
        lines[False, part].append(at)
    bounds = [(1, sum(counts))] * len(edges)
    for _round in range(_ROUNDS):
        before = list(bounds)
        for members in lines.values():
            total, low, high = (sum(each) for each in zip(*((counts[at], *bounds[at]) for at in members), strict=True))
            for at, (least, most) in [(at, bounds[at]) for at in members]:
                bounds[at] = max(least, total - high + most), min(most, total - low + least)
        if before == bounds:
            break
    return next((edge for edge, (_least, most) in zip(edges, bounds, strict=True) if most < LEAST), None)
