"""The reference page of the procedure file names every key that the check knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from haidang.catalogue.checking import shapes
from haidang.catalogue.contracts import FieldType
from haidang.catalogue.rule_packs import RULES

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "procedure-file.md"


def keys(shape: shapes.Shape) -> Iterator[str]:
    """Yield every key of a shape and of what it holds."""
    match shape:
        case shapes.Record():
            for key, inner in (*shape.required.items(), *shape.optional.items()):
                yield key
                yield from keys(inner)
        case shapes.ListOf() | shapes.MapOf():
            yield from keys(shape.item)
        case shapes.Either():
            yield from keys(shape.first)
            yield from keys(shape.second)


@pytest.mark.parametrize("shape", [shapes.PROCEDURE, shapes.ROUTES, shapes.RULE_PACKS])
def test_every_key_is_on_the_page(shape):
    page = PAGE.read_text("utf-8")

    assert [key for key in sorted(set(keys(shape))) if f"`{key}" not in page] == []


def test_every_type_of_field_and_every_rule_is_on_the_page():
    page = PAGE.read_text("utf-8")

    assert [name for name in (*FieldType, *RULES) if f"`{name}`" not in page] == []
