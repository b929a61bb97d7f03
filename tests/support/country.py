"""The country of the pack: its units and procedures, loaded once for a file of tests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

LOADED_AT = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def _country(module_database: str) -> None:
    """Load units and procedures into a database of this file's own."""
    from haidang.catalogue import api as catalogue
    from haidang.directory import api as directory

    directory.load_units()
    catalogue.load_pack(now=LOADED_AT)


@pytest.fixture
def country(_country: None, db: None) -> Iterator[None]:
    """Units and procedures as the pack has them; what a test adds is rolled back, in the processes' tables too."""
    from haidang.directory import table

    table.forget()
    yield
    table.forget()
