"""Procedures in lists, and what share of them is offered online."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from haidang.kernel.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureCard:
    """What a list or a search shows of a procedure."""

    version: int
    id: str
    source_id: str
    name: Text
    tier: int
    group: str
    group_name: Text
    level: int | None
    offered: bool
    offered_where: str | None
    not_offered_reason: Text | None
    who_may_file: frozenset[str]
    confidence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCard:
    """A group of procedures and how many it holds, of which `offered` can be filed here."""

    key: str
    name: Text
    procedures: int
    offered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFigure:
    """A figure of coverage as the administration published it: `offered` of `total`, `level_4` of them in full."""

    when: str
    text: Text
    offered: int
    total: int | None
    level_4: int | None
    source: str
    confidence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the pack itself counts on a day, beside what was published."""

    on: date
    procedures: int
    offered: int
    not_offered: int
    by_tier: Mapping[int, int]
    by_level: Mapping[int | None, int]
    with_statutory_term: int
    with_own_form: int
    published: tuple[PublishedFigure, ...]
