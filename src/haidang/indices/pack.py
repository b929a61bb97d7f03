"""Weights, targets, scales and grades as the pack says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from haidang import packs
from haidang.catalogue.contracts import PublishedFigure
from haidang.indices.contracts import Grade, Group, Index, InputScheme, PublishedSaving
from haidang.kernel.text import Text

_FOLDER = Path(packs.__path__[0]) / "vietnam_customs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme766:
    """Decision 766 as the pack knows it."""

    name: Text
    source: str
    confidence: str | None
    groups: tuple[Group, ...]
    grades: tuple[Grade, ...]
    grades_confidence: str | None

    @property
    def codes(self) -> frozenset[str]:
        """The codes of all its indices."""
        return frozenset(index.code for group in self.groups for index in group.indices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme01:
    """Circular 01/2018 as the pack knows it; shares in per cent."""

    name: Text
    source: str
    confidence: str | None
    indices: tuple[Index, ...]
    officer_indices: frozenset[str]
    unit_grades: tuple[Grade, ...]
    officer_grades: tuple[Grade, ...]
    on_the_spot_share: Decimal
    feedback_share: Decimal
    online_procedures: Decimal
    online_dossiers: Decimal
    online_dossiers_least: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyRules:
    """
    Up to which rating somebody was not satisfied, and how few answers stay hidden.

    `is_complaint` says whether a bad rating counts as a complaint about attitude (Circular 01/2018 art. 13(7)), which
    the circular does not say.
    """

    dislike_at_most: int
    fewest_shown: int
    is_complaint: bool
    confidence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CostModel:
    """Where the cost model comes from, and the savings published by it."""

    source: str
    confidence: str | None
    published: tuple[PublishedSaving, ...]


@cache
def decision_766() -> Scheme766:
    """Return the groups, weights and grades of Decision 766."""
    data = _read()["decision-766"]
    return Scheme766(
        name=Text(**data["name"]),
        source=data["source"],
        confidence=data["confidence"],
        groups=tuple(_group(each) for each in data["groups"]),
        grades=_grades(data["grades"]),
        grades_confidence=data["grades_confidence"],
    )


@cache
def circular_01() -> Scheme01:
    """Return the nine indices of Circular 01/2018 and their scales."""
    data = _read()["circular-01-2018"]
    shares = ("on_the_spot_share", "feedback_share", "online_procedures", "online_dossiers", "online_dossiers_least")
    return Scheme01(
        name=Text(**data["name"]),
        source=data["source"],
        confidence=data["confidence"],
        indices=tuple(_index(each | {"confidence": data["confidence"]}) for each in data["indices"]),
        officer_indices=frozenset(map(str, data["officer_indices"])),
        unit_grades=_grades(data["unit_grades"]),
        officer_grades=_grades(data["officer_grades"]),
        **{share: Decimal(data[share]) for share in shares},
    )


@cache
def input_schemes() -> tuple[InputScheme, ...]:
    """Return the indices that others compute, with what is carried into them."""
    return tuple(
        InputScheme(
            key=each["key"],
            name=Text(**each["name"]),
            about=Text(**each["about"]),
            source=each["source"],
            confidence=each["confidence"],
            indices=tuple(map(_index, each["inputs"])),
        )
        for each in _read("inputs")["schemes"]
    )


@cache
def stated_codes() -> frozenset[str]:
    """Return the codes of everything a value of another source can stand beside."""
    return decision_766().codes | {index.code for scheme in input_schemes() for index in scheme.indices}


@cache
def vnd_codes() -> frozenset[str]:
    """Return the codes of what is measured in đồng."""
    return frozenset(index.code for scheme in input_schemes() for index in scheme.indices if index.shown_as == "VND")


@cache
def survey_rules() -> SurveyRules:
    """Return how the answers to the survey are read."""
    return SurveyRules(**_read()["survey"])


@cache
def cost_model() -> CostModel:
    """Return what the pack knows of the cost model."""
    data = _read()["cost"]
    published = tuple(PublishedSaving(**{**each, "text": Text(**each["text"])}) for each in data["published"])
    return CostModel(source=data["source"], confidence=data["confidence"], published=published)


@cache
def published_coverage() -> tuple[PublishedFigure, ...]:
    """Return how many procedures the administration said it offers online, from the first year on."""
    return tuple(
        PublishedFigure(
            when=each["when"],
            text=Text(**each["text"]),
            offered=each["offered"],
            total=each.get("of"),
            level_4=each.get("level_4"),
            source=each["source"],
            confidence=each["confidence"],
        )
        for each in _read("coverage")["published"]
    )


@cache
def _read(name: str = "indices") -> dict[str, Any]:
    found = yaml.safe_load((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def _group(data: dict[str, Any]) -> Group:
    return Group(
        name=Text(**data["name"]),
        most=Decimal(data["most"]),
        confidence=data["confidence"],
        indices=tuple(_index(each) for each in data["indices"]),
    )


def _index(data: dict[str, Any]) -> Index:
    return Index(
        code=str(data["code"]),
        name=Text(**data["name"]),
        confidence=data["confidence"],
        most=_number(data.get("most")),
        target=_number(data.get("target")),
        formula=_text(data.get("formula")),
        measure=data.get("measure", ""),
        missing=_text(data.get("missing")),
        note=_text(data.get("note")),
        shown_as=data.get("shown_as", "per cent"),
        source=data.get("source"),
        comes_from=_text(data.get("comes_from")),
        asks={name: Text(**asked) for name, asked in data.get("asks", {}).items()},
    )


def _text(data: dict[str, str] | None) -> Text | None:
    return Text(**data) if data else None


def _number(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _grades(data: Sequence[dict[str, Any]]) -> tuple[Grade, ...]:
    return tuple(Grade(least=Decimal(str(each["from"])), name=Text(**each["name"])) for each in data)
