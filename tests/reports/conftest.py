"""A world of two units in June, and who closes reports; most tests read on a July morning."""

from __future__ import annotations

from datetime import date

import pytest

from support.procedures import at

JUNE = (date(2026, 6, 1), date(2026, 6, 30))
JULY_1ST = at("2026-07-01 09:00")


@pytest.fixture
def kv01(world):
    """The id of a region."""
    return world.staff["KV01"].unit.id


@pytest.fixture
def leader(world):
    """The leader of that region as an officer signed in today: with everything in sight that is."""
    return actor_of(world.staff["KV01"].leader.person)


@pytest.fixture
def supervisor(world):
    """Who supervises at headquarters."""
    return actor_of(world.supervisor.person)


def actor_of(person, on=JULY_1ST):
    """Return a person as the officer of that day's posting."""
    from haidang.directory import api as directory

    found = directory.find_officer_actor(person_id=person, on=on)
    assert found is not None
    return found
