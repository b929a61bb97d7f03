"""A nation at work: dossiers of two units at every point of their way, and who looks at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from support.statements import statements  # noqa: F401  a fixture of these tests

if TYPE_CHECKING:
    from support.world import World


@pytest.fixture(autouse=True)
def _uncollected_files(settings: Any) -> None:
    """Serve style sheets as they lie in the source: nothing was collected for these tests."""
    settings.WHITENOISE_AUTOREFRESH = True
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}


@pytest.fixture(scope="module")
def world(module_database: str) -> World:
    """Nine dossiers filed some weeks ago, on the morning of an office day; some are late by now."""
    from haidang.clock import api as clock
    from haidang.dossiers import api as dossiers
    from haidang.kernel.now import now
    from support.world import VALUE, World, a_request, load_pack

    load_pack()
    calendar = clock.standard_calendar()
    filed = (now().astimezone(calendar.zone) - timedelta(days=40)).replace(hour=9, minute=0)
    while not calendar.windows_on(filed.date()):
        filed -= timedelta(days=1)
    world = World.populated(on=filed)
    chq = world.staff["CHQ"]
    world.submitted(now=filed)
    world.accepted(VALUE, unit="KV01", now=filed)
    world.assigned(now=filed)
    returned, asked, stopped = world.decided(now=filed), world.accepted(now=filed), world.assigned(now=filed)
    later = filed + timedelta(days=3)
    dossiers.return_result(dossier_id=returned, by=chq.receiver, now=later)
    request = a_request("paper:layout")
    soon_after = filed + timedelta(hours=2)
    dossiers.ask_for_supplement(
        dossier_id=asked, items=request, reason="Bản vẽ mờ.", by=chq.handlers[0], now=soon_after
    )
    dossiers.stop_dossier(dossier_id=stopped, reason="Không bổ sung.", by=chq.leader, now=later)
    return world


@pytest.fixture
def look(world: World, db: None) -> Iterator[Callable[..., Client]]:
    """Return a browser signed in as a person of the world."""
    from haidang.directory import table

    table.forget()

    def signed_in(person: int | None) -> Client:
        from haidang.accounts.models import User

        client = Client()
        client.force_login(User.objects.get(pk=person))
        return client

    yield signed_in
    table.forget()


@pytest.fixture
def headquarters(look: Callable[..., Client], world: World) -> Client:
    """The browser of who supervises at headquarters."""
    assert world.supervisor is not None
    return look(world.supervisor.person)
