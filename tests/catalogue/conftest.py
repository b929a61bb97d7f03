"""What the tests of the catalogue share: the pack we ship, compiled once."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from haidang.catalogue import compiling
from haidang.catalogue.contracts import Procedure
from haidang.catalogue.pack import Pack, read_pack, resolve


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The pack we ship."""
    return read_pack()


@pytest.fixture(scope="session")
def procedures(pack: Pack) -> Mapping[str, Procedure]:
    """Every procedure of the pack by its source id."""
    compiled = (compiling.procedure(resolve(document, pack)) for document in pack.procedures.values())
    return {each.source_id: each for each in compiled}
