"""Installations for the tests of processes."""

from collections.abc import Iterator

import pytest

from support.running import Installation


@pytest.fixture
def installation() -> Iterator[Installation]:
    """Lend a data folder of its own; what still runs on it afterwards is stopped."""
    lent = Installation()
    yield lent
    lent.remove()
