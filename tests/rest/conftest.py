"""Filers and an officer who use the API, and what they send."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.test import Client

from haidang.kernel.actor import Actor
from support.files import pdf

if TYPE_CHECKING:
    from support.world import World

PROCEDURE = "kho-ngoai-quan.thanh-lap"
PAPERS = ("request", "business-registration", "layout", "fire-safety")
ANSWERS = {
    "business_name": "Công ty TNHH Kho Mẫu",
    "tax_code": "0100112437",
    "head_office": "1 Lê Thánh Tông, Hải Phòng",
    "phone": "0243 944 0833",
    "legal_paper": "0100112437, 05/03/2015, Sở KHĐT Hà Nội",
    "kind": "warehouse",
    "zone": "port",
    "site_address": "Lô A1, cảng Đình Vũ, Hải Phòng",
    "land_area": 5000,
    "warehouse_area": 1250.5,
    "has_software": True,
    "has_cameras": True,
    "fire_certificate": "123/TD-PCCC",
}
Upload = Callable[..., dict[str, Any]]
File = Callable[..., Any]


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture
def signed_in(world: World) -> Callable[..., Client]:
    """Give the client of a session in which somebody of the world is signed in."""
    from haidang.accounts.models import User

    def client(actor: Actor, **options: Any) -> Client:
        browser = Client(raise_request_exception=False, **options)
        browser.force_login(User.objects.get(pk=actor.person))
        return browser

    return client


@pytest.fixture
def filer(world: World, signed_in: Callable[..., Client]) -> Client:
    """The session of a filer."""
    return signed_in(world.filer.actor)


@pytest.fixture
def stranger(world: World, signed_in: Callable[..., Client]) -> Client:
    """The session of another filer."""
    return signed_in(world.applicants[1].actor)


@pytest.fixture
def officer(world: World, signed_in: Callable[..., Client]) -> Client:
    """The session of an officer who receives dossiers at headquarters."""
    return signed_in(world.staff["CHQ"].receiver)


@pytest.fixture
def upload(filer: Client) -> Upload:
    """Upload a file as the filer."""

    def send(content: bytes = b"", name: str = "giay.pdf", client: Client = filer) -> Any:
        file = BytesIO(content or pdf())
        file.name = name
        return client.post("/rest/v1/files", {"file": file})

    return send


@pytest.fixture
def filing(upload: Upload) -> dict[str, Any]:
    """What files a dossier when it is sent."""
    papers = {key: [upload().json()["id"]] for key in PAPERS}
    return {"procedure": PROCEDURE, "unit": "CHQ", "answers": dict(ANSWERS), "papers": papers}


@pytest.fixture
def send(filer: Client) -> File:
    """Send a filing with a key of its own, or with the one given."""

    def post(body: Any, *, key: Any = None, client: Client = filer, **extra: Any) -> Any:
        headers = {"Idempotency-Key": str(key or uuid4()), **extra}
        return client.post("/rest/v1/dossiers", body, content_type="application/json", headers=headers)

    return post
