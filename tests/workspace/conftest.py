"""Officers and filers of the world, each with a browser, and what a browser sends to a dossier."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from haidang.kernel.actor import Actor
from support.desks import address
from support.statements import statements  # noqa: F401  a fixture of these tests
from support.worlds import world, world_database  # noqa: F401  fixtures of these tests

if TYPE_CHECKING:
    from support.world import World


@pytest.fixture(autouse=True)
def _uncollected_files(settings: Any, tmp_path: Path) -> None:
    """Serve style sheets as they lie in the source: nothing was collected for these tests."""
    settings.FILES_DIR = tmp_path
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}


@pytest.fixture
def sign_in(world: World) -> Callable[[Actor], Client]:  # noqa: F811
    """Give a browser in which somebody is signed in and reads English."""
    from haidang.accounts.models import User

    def signed_in(actor: Actor) -> Client:
        browser = Client()
        browser.cookies["haidang_language"] = "en"
        browser.force_login(User.objects.get(pk=actor.person))
        return browser

    return signed_in


@pytest.fixture
def take(sign_in: Callable[[Actor], Client]) -> Callable[..., Any]:
    """Send the form of an act as an officer who has the newest state on the screen."""
    from haidang.dossiers import api as dossiers

    def taken(actor: Actor, dossier: int, act: str, **typed: Any) -> Any:
        seen = dossiers.get_sheet(actor=actor, dossier_id=dossier).seen
        return sign_in(actor).post(address(dossier, act), {"seen": seen, **typed}, follow=True)

    return taken
