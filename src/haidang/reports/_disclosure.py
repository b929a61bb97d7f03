"""
What may be told to everybody: no published number stands for fewer than five dossiers, nor does a difference of two.

Divisions are not published as counts with holes but as groups that add up to the total, so there is nothing to take
away from it. A group that hides small counts always holds one that is not small, too: who knows this rule still
cannot tell which of them is which. Pure; `docs/reference/open-data.md` tells it to those who use the data.
"""

from __future__ import annotations

from collections.abc import Mapping

LEAST = 5

Group = tuple[tuple[str, ...], int]
"""The keys that were put together, and how many dossiers they stand for."""


def in_groups(counts: Mapping[str, int]) -> list[Group]:
    """
    Return the counts with all small ones and the smallest other put into one group, which comes last.

    Nothing is returned of fewer than five altogether; what counts nothing is left out.
    """
    cells = sorted(((key, count) for key, count in counts.items() if count), key=lambda cell: (cell[1], cell[0]))
    if sum(count for _key, count in cells) < LEAST:
        return []
    small = [cell for cell in cells if cell[1] < LEAST]
    hidden = cells[: len(small) + 1] if small else []
    shown: list[Group] = [((key,), count) for key, count in cells[len(hidden) :]]
    shown.sort(key=lambda group: (-group[1], group[0]))
    if hidden:
        shown.append((tuple(sorted(key for key, _count in hidden)), sum(count for _key, count in hidden)))
    return shown


def in_stretches(counts: Mapping[str, int]) -> list[Group]:
    """Return counts that follow each other in time as the shortest stretches of five or more, without a gap."""
    if sum(counts.values()) < LEAST:
        return []
    found: list[Group] = []
    keys: tuple[str, ...] = ()
    held = 0
    for key, count in counts.items():
        keys, held = (*keys, key), held + count
        if held >= LEAST:
            found.append((keys, held))
            keys, held = (), 0
    if keys:
        last, before = found.pop()
        found.append(((*last, *keys), before + held))
    return found
