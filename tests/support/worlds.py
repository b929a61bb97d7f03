"""The fixture `world`: the pack and its people in a database of their own, made once, rolled back after each test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from pytest_django.plugin import DjangoDbBlocker

from support.database import TestCluster, connected_to

if TYPE_CHECKING:
    from support.world import World


@pytest.fixture(scope="session")
def world_database(
    django_db_setup: None, cluster: TestCluster, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[str, World]]:
    """Load the pack and the people once for this process; yields the address and who lives there."""
    from support.world import World, load_pack  # Django is set up after this file is read

    with django_db_blocker.unblock(), cluster.clone() as name:
        with _in(cluster.url(name)):
            load_pack()
            world = World.populated()
        yield cluster.url(name), world


@pytest.fixture
def world(world_database: tuple[str, World], django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Officers and filers on the pack as it is shipped; what a test does is rolled back."""
    from django.db import transaction

    url, world = world_database
    with django_db_blocker.unblock(), _in(url), transaction.atomic():
        yield world
        transaction.set_rollback(True)


@contextmanager
def _in(url: str) -> Iterator[None]:
    """Work in another database, with nothing remembered from the one before."""
    _forget()
    with connected_to(url):
        yield
    _forget()


def _forget() -> None:
    from haidang.catalogue import queries as catalogue
    from haidang.directory import table as directory

    catalogue.forget()
    directory.forget()
