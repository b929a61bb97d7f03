"""A browser without scripts, signed in as a filer of the small world or as nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

if TYPE_CHECKING:
    from support.world import World


@pytest.fixture(autouse=True)
def _plain_files(settings: Any) -> None:
    settings.WHITENOISE_AUTOREFRESH = True
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def sign_in(world: World) -> Callable[[int], Client]:
    """Give the browser of a person."""
    from haidang.accounts.models import User

    def signed_in(person: int) -> Client:
        client = Client()
        client.force_login(User.objects.get(pk=person))
        return client

    return signed_in


@pytest.fixture
def filer(world: World, sign_in: Callable[[int], Client]) -> Client:
    """The browser of the first filer, who acts for a business."""
    return sign_in(world.filer.actor.person)


@pytest.fixture
def stranger(world: World, sign_in: Callable[[int], Client]) -> Client:
    """The browser of another filer."""
    return sign_in(world.applicants[1].actor.person)


@pytest.fixture
def public(world: World) -> Client:
    """The browser of somebody who has not signed in."""
    return Client()
