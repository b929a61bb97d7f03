"""Units at work with and without the service, and who follows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from support.procedures import at

if TYPE_CHECKING:
    from support.world import World

JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 1)
IN_AUGUST = at("2026-08-05 09:00")
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def received() -> Callable[..., None]:
    """Count filings as the use cases tell them."""
    from haidang.dossiers.events import DossierMoved
    from haidang.figures.handlers import on_dossier_moved
    from haidang.register.contracts import Origin

    def tell(unit: int, day: date, *channels: str, flow: str = "received") -> None:
        for channel in channels:
            on_dossier_moved(
                DossierMoved(
                    dossier=1,
                    unit=unit,
                    procedure="kho-ngoai-quan.thanh-lap",
                    channel=channel,
                    origin=Origin.LIVE,
                    at=at(f"{day} 09:00"),
                    day=day,
                    before=None,
                    after=None,
                    flows=(flow,),
                )
            )

    return tell


@pytest.fixture
def unit(world: World) -> int:
    """The unit that reports."""
    return world.staff["KV01"].unit.id
